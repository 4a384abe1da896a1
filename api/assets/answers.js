// Copy, print and feedback of answers, wherever they stand on a page.

function showTools(root) {
  for (const button of root.querySelectorAll('[data-copy], [data-print]')) button.hidden = false;
}

function selectAndCopy(area) {
  area.closest('details').open = true;
  area.focus();
  area.select();
  return document.execCommand('copy');
}

/** Rich text where the browser and the target take it, plain text everywhere. */
async function writeBoth(text, html) {
  const blob = (type, value) => new Blob([value], { type });
  if (html === undefined || typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(text);
  const both = { 'text/plain': blob('text/plain', text), 'text/html': blob('text/html', html) };
  return navigator.clipboard.write([new ClipboardItem(both)]);
}

async function copyText(button) {
  const tools = button.closest('.turn, .copyable').querySelector('.tools');
  const area = tools.querySelector('textarea');
  const label = button.textContent;
  let done = true;
  try {
    await writeBoth(area.value, tools.querySelector('template')?.innerHTML);
  } catch {
    done = selectAndCopy(area);
  }
  button.textContent = done ? button.dataset.done : button.dataset.failed;
  setTimeout(() => {
    button.textContent = label;
  }, 2500);
}

async function sendFeedback(form, submitter) {
  const data = new FormData(form, submitter);
  const comment = String(data.get('comment') ?? '').trim();
  const reply = await fetch(`/api/v1${new URL(form.action).pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': String(data.get('csrf') ?? '') },
    body: JSON.stringify({ helpful: data.get('helpful') === 'true', ...(comment && { comment }) }),
  });
  const problem = reply.ok ? undefined : (await reply.json()).error.message;
  form.querySelector('.feedback-status').textContent = problem ?? form.dataset.thanks;
  for (const button of form.querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(button === submitter));
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button');
  if (button?.dataset.copy !== undefined) copyText(button);
  if (button?.dataset.print !== undefined) window.print();
});

document.addEventListener('submit', (event) => {
  if (!event.target.matches('form.feedback')) return;
  event.preventDefault();
  const form = event.target;
  sendFeedback(form, event.submitter).catch(() => form.submit());
});

// On paper the sources must stand open.
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('.sources, .originals')) details.open = true;
});

showTools(document);
new MutationObserver(() => showTools(document)).observe(document.body, { childList: true, subtree: true });
