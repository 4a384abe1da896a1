// Saves a case as its author writes. Without this script the buttons save it.

const form = document.getElementById('share');
const status = document.getElementById('share-status');
const pauseMs = 1500;

let timer;
let sending = Promise.resolve();
let changed = false;

function say(text) {
  if (status) status.textContent = text;
}

/** What was masked comes back masked, except where the author is typing. */
function putBack(fields) {
  for (const [name, value] of Object.entries(fields ?? {})) {
    const field = form.elements.namedItem(name);
    if (field && field !== document.activeElement) field.value = value;
  }
}

async function save() {
  changed = false;
  say(form.dataset.saving);
  const body = new URLSearchParams(new FormData(form));
  body.set('act', 'autosave');
  try {
    const reply = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } });
    const result = await reply.json();
    if (!reply.ok) {
      say(form.dataset.failed + result.error.message);
      return;
    }
    if (result.path && new URL(form.action).pathname !== result.path) {
      form.action = result.path;
      history.replaceState(null, '', result.path);
    }
    putBack(result.fields);
    say(result.masked.length > 0 ? form.dataset.masked + result.masked.join('、') : form.dataset.saved);
  } catch (error) {
    say(form.dataset.failed + error.message);
  }
}

function later() {
  changed = true;
  clearTimeout(timer);
  timer = setTimeout(() => {
    sending = sending.then(save);
  }, pauseMs);
}

if (form && status) {
  form.addEventListener('input', later);
  form.addEventListener('change', later);
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    changed = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault();
  });
}
