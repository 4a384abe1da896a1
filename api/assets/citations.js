// Opens a cited passage beside the text. Without this script the mark leads to the list of sources.

const zh = document.documentElement.lang.startsWith('zh');
const words = zh ? { close: '關閉', source: '出處' } : { close: 'Close', source: 'Source' };

function buildDialog() {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'passage-title');
  dialog.innerHTML =
    '<div class="dialog-head"><h2 id="passage-title" tabindex="-1"></h2><button type="button" class="small"></button></div><div class="dialog-body"></div>';
  dialog.querySelector('button').textContent = words.close;
  dialog.querySelector('button').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

let dialog;

/** The entry of the list of sources, for when the passage cannot be fetched. */
function entryOf(mark) {
  const entry = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
  return entry?.querySelector(':scope > div')?.cloneNode(true);
}

/** Every visible character of a text but the citation marks, and where it stands. */
function charactersOf(body) {
  const found = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('.cite')) continue;
    for (let at = 0; at < node.length; at += 1) if (/\S/.test(node.data[at])) found.push({ node, at });
  }
  return found;
}

/** Marks one sentence where the passage has it, whatever marks and spaces stand between its words. */
function highlight(body, sentence) {
  const wanted = sentence.replaceAll(/\[\d{1,3}\]|\s/g, '');
  const characters = charactersOf(body);
  const start = characters
    .map(({ node, at }) => node.data[at])
    .join('')
    .indexOf(wanted);
  if (start < 0 || wanted === '') return;
  const hit = characters.slice(start, start + wanted.length);
  for (const node of new Set(hit.map((one) => one.node))) {
    const own = hit.filter((one) => one.node === node);
    const range = document.createRange();
    range.setStart(node, own[0].at);
    range.setEnd(node, own.at(-1).at + 1);
    range.surroundContents(document.createElement('mark'));
  }
}

/** An excerpt of several sentences has an ellipsis between them. */
function highlightAll(body, excerpt = '') {
  for (const sentence of excerpt.split(/\s+…\s+/)) highlight(body, sentence);
}

async function fetchPassage(address) {
  const response = await fetch(`${address}?part=body`, { headers: { accept: 'text/html' } });
  if (!response.ok) throw new Error(String(response.status));
  const template = document.createElement('template');
  template.innerHTML = await response.text();
  return template.content;
}

async function openPassage(mark) {
  dialog ??= buildDialog();
  const body = dialog.querySelector('.dialog-body');
  dialog.querySelector('h2').textContent = `${words.source} ${mark.textContent}`;
  const entry = entryOf(mark);
  body.replaceChildren(...(entry ? [entry] : []));
  mark.setAttribute('aria-expanded', 'true');
  dialog.addEventListener('close', () => mark.removeAttribute('aria-expanded'), { once: true });
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('h2').focus();
  try {
    const content = await fetchPassage(mark.dataset.passage);
    body.replaceChildren(content);
    highlightAll(body.querySelector('.prose'), entry?.querySelector('blockquote')?.textContent);
  } catch {
    // The entry shown already says what is cited.
  }
}

document.addEventListener('click', (event) => {
  const mark = event.target.closest?.('a.cite[data-passage]');
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPassage(mark);
});

// The appearance changes at once; the link behind the button keeps the choice.
const theme = document.querySelector('a.theme');
theme?.addEventListener('click', async (event) => {
  event.preventDefault();
  const chosen = new URL(theme.href).searchParams.get('theme');
  document.documentElement.dataset.theme = chosen;
  const page = await fetch(theme.href, { headers: { accept: 'text/html' } }).then((reply) => reply.text());
  const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('a.theme');
  if (!fresh) return;
  theme.href = fresh.getAttribute('href');
  theme.title = fresh.title;
  theme.replaceChildren(...fresh.childNodes);
});
