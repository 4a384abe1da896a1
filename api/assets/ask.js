// The conversation on the first page: asks by event stream and puts the finished answers in place.
// Without this script the form leads to the answer's own page.

const root = document.getElementById('ask');
const thread = document.getElementById('thread');
const composer = document.getElementById('composer');
const box = document.getElementById('question');
const send = composer.querySelector('button[type="submit"]');
const announcer = document.getElementById('announcer');
const again = document.getElementById('new-conversation');
const csrf = document.querySelector('meta[name="csrf"]')?.content;
const keptName = 'bank-thread';

let conversationId;
let busy = false;

const template = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** @returns events of a text/event-stream body, as {event, data} */
async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split(/\r?\n/);
      const field = (name) =>
        lines
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
          .join('\n');
      if (field('data')) yield { event: field('event'), data: JSON.parse(field('data')) };
    }
  }
}

class Refused extends Error {
  constructor(error) {
    super(error.message);
    this.requestId = error.requestId;
  }
}

async function openStream(question) {
  const reply = await fetch('/api/v1/ask', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(csrf && { 'x-csrf-token': csrf }),
    },
    body: JSON.stringify({ question, ...(conversationId && { conversationId }) }),
  });
  if (!reply.ok) throw new Refused((await reply.json()).error);
  return readEvents(reply.body);
}

async function fetchTurn(answerId) {
  const reply = await fetch(`/answers/${encodeURIComponent(answerId)}?part=turn`, {
    headers: { accept: 'text/html' },
  });
  if (!reply.ok) throw new Error(String(reply.status));
  const holder = document.createElement('template');
  holder.innerHTML = await reply.text();
  return holder.content.firstElementChild;
}

/** Follows one answer to its end. @returns the final reply */
async function follow(question, turn) {
  const status = turn.querySelector('.working');
  const text = turn.querySelector('.streamed');
  for await (const { event, data } of await openStream(question)) {
    if (event === 'status') status.textContent = data.text;
    if (event === 'delta') text.append(data.text.replaceAll('**', ''));
    if (event === 'error') throw new Refused(data.error);
    if (event === 'final') return data;
  }
  throw new TypeError('the stream ended early');
}

function showFailure(turn, question, error) {
  const failure = template('failure-template');
  const offline = error instanceof TypeError;
  failure.querySelector('.failure-text').textContent = offline
    ? root.dataset.offline
    : error instanceof Refused
      ? error.message
      : root.dataset.failed;
  if (error.requestId) {
    failure.querySelector('.failure-id').hidden = false;
    failure.querySelector('code').textContent = error.requestId;
  }
  failure.querySelector('button').addEventListener('click', () => {
    turn.remove();
    ask(question);
  });
  turn.querySelector('.working').remove();
  turn.append(failure);
  if (box.value === '') box.value = question;
}

function keepThread() {
  const ids = [...thread.querySelectorAll('.turn[id]')].map((turn) => turn.id.replace('answer-', ''));
  sessionStorage.setItem(keptName, JSON.stringify({ conversationId, ids }));
}

function enterConversation() {
  document.getElementById('intro').hidden = true;
  document.getElementById('examples').hidden = true;
  again.hidden = false;
  composer.querySelector('label').textContent = root.dataset.follow;
  box.placeholder = root.dataset.followPlaceholder;
  box.rows = 1;
}

function setBusy(now) {
  busy = now;
  send.disabled = now;
  thread.setAttribute('aria-busy', String(now));
}

const confirming = /^(是|是的|yes|否|不|不要|取消|no|cancel)[.!,。！，]?$/iu;

/** A command, or a yes or no typed right after one. */
function isLine(text) {
  const last = thread.lastElementChild;
  return /^\s*[/／]/u.test(text) || (last?.matches('.command') && confirming.test(text.trim()));
}

/** Carries out a line of the chat. @returns the turn it became */
async function sendLine(text, label) {
  const body = new URLSearchParams({ line: text, label });
  if (csrf) body.set('csrf', csrf);
  if (conversationId) body.set('conversationId', conversationId);
  const reply = await fetch('/?part=turn', { method: 'POST', body, headers: { accept: 'text/html' } });
  if (!reply.ok) throw new Error(String(reply.status));
  const holder = document.createElement('template');
  holder.innerHTML = await reply.text();
  return holder.content.firstElementChild;
}

async function say(text, label) {
  const turn = beginTurn(label);
  try {
    const said = await sendLine(text, label);
    conversationId = said.dataset.conversation;
    turn.replaceWith(said);
    announcer.textContent = root.dataset.ready;
    said.scrollIntoView({ block: 'start' });
  } catch (error) {
    showFailure(turn, text, error);
  } finally {
    setBusy(false);
  }
}

function beginTurn(question) {
  setBusy(true);
  enterConversation();
  const turn = template('turn-template');
  turn.querySelector('h2').textContent = question;
  turn.querySelector('.working').textContent = root.dataset.working;
  thread.append(turn);
  turn.scrollIntoView({ block: 'start' });
  return turn;
}

async function ask(question) {
  if (busy || question.trim() === '') return;
  if (isLine(question)) return say(question, question);
  const turn = beginTurn(question);
  try {
    const reply = await follow(question, turn);
    conversationId = reply.conversationId;
    turn.replaceWith(await fetchTurn(reply.answerId));
    announcer.textContent = root.dataset.ready;
    document.getElementById(`answer-${reply.answerId}`).scrollIntoView({ block: 'start' });
    keepThread();
  } catch (error) {
    showFailure(turn, question, error);
  } finally {
    setBusy(false);
  }
}

async function restoreThread() {
  const kept = JSON.parse(sessionStorage.getItem(keptName) ?? 'null');
  for (const id of kept?.ids ?? []) {
    const turn = await fetchTurn(id).catch(() => undefined);
    if (!turn) continue;
    enterConversation();
    thread.append(turn);
    conversationId = kept.conversationId;
  }
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  const question = box.value;
  if (busy) return;
  box.value = '';
  ask(question);
});

box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  composer.requestSubmit();
});

document.addEventListener('submit', (event) => {
  const { target, submitter } = event;
  if (!target.matches('form[data-ask], form[data-line]')) return;
  event.preventDefault();
  if (target.matches('[data-ask]')) ask(submitter.value);
  else if (!busy) say(submitter.value, submitter.textContent.trim());
});

again.querySelector('button').addEventListener('click', () => {
  sessionStorage.removeItem(keptName);
  location.assign('/');
});

if (!new URL(location.href).searchParams.has('q')) restoreThread();
