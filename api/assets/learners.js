// Saves each self-rating as it is chosen. Without this script the button saves them together. On paper tables stand open.

const form = document.getElementById('levels');
const status = document.getElementById('levels-status');
const csrf = document.querySelector('meta[name="csrf"]')?.content;

let last = Promise.resolve();

async function save(competency, proficiency) {
  try {
    const reply = await fetch('/api/v1/me/assessments', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
      body: JSON.stringify({ items: [{ competency, level: form.dataset.level, proficiency }] }),
    });
    status.textContent = reply.ok ? form.dataset.saved : form.dataset.failed;
  } catch {
    status.textContent = form.dataset.failed;
  }
}

if (form && status && csrf)
  form.addEventListener('change', (event) => {
    const { name, value, type } = event.target;
    if (type !== 'radio') return;
    last = last.then(() => save(name, Number(value)));
  });

window.addEventListener('beforeprint', () => {
  for (const table of document.querySelectorAll('.chart-table')) table.open = true;
});
