import { marked } from 'marked';
import type { Block } from './limits.ts';
import { botUser, type SlackMessage, type SlackState } from './state.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: unknown) => String(text ?? '').replaceAll(/[&<>"]/g, (sign) => escapes[sign]!);

/** Slack's own markup: links, bold, italics, code, mentions shown as chips. */
function mrkdwn(text: string): string {
  return safe(text)
    .replaceAll(/&lt;(https?:[^|&]+(?:&amp;[^|&]+)*)(?:\|([^&]*))?&gt;/g, '<a href="$1">$2</a>')
    .replaceAll(/&lt;[@!#][^&]*&gt;/g, '<mark class="mention">$&</mark>')
    .replaceAll(/\*([^*\n]+)\*/g, '<b>$1</b>')
    .replaceAll(/`([^`\n]+)`/g, '<code>$1</code>')
    .replaceAll('\n', '<br>');
}

const textOf = (object: Block | undefined) =>
  !object ? '' : object.type === 'mrkdwn' ? mrkdwn(object.text) : safe(object.text).replaceAll('\n', '<br>');

const markdown = (text: string) =>
  (
    marked.parse(
      text.replaceAll(/<[@!#][^>]*>/g, (all) => `\`MENTION ${all}\``),
      { async: false },
    ) as string
  ).replaceAll(/<code>MENTION (.*?)<\/code>/g, '<mark class="mention">$1</mark>');

const input: Record<string, (one: Block) => string> = {
  plain_text_input: (one) =>
    one.multiline
      ? `<textarea rows="5">${safe(one.initial_value)}</textarea>`
      : `<input value="${safe(one.initial_value)}">`,
  static_select: (one) =>
    `<select>${one.initial_option ? '' : '<option>請選擇</option>'}${one.options
      .map(
        (option: Block) =>
          `<option${one.initial_option?.value === option.value ? ' selected' : ''}>${textOf(option.text)}</option>`,
      )
      .join('')}</select>`,
  multi_static_select: (one) =>
    one.options
      .map((option: Block) => `<label><input type="checkbox"> ${textOf(option.text)}</label>`)
      .join(' '),
  datepicker: (one) => `<input type="date" value="${safe(one.initial_date)}">`,
};

function element(one: Block): string {
  if (one.type === 'button')
    return `<button class="${one.style ?? ''}" data-action="${safe(one.action_id)}">${textOf(one.text)}</button>`;
  if (one.type === 'feedback_buttons')
    return `<button>👍 ${textOf(one.positive_button.text)}</button><button>👎 ${textOf(one.negative_button.text)}</button>`;
  return input[one.type]?.(one) ?? safe(one.type);
}

const picture = (one: Block) =>
  `<img alt="${safe(one.alt_text)}" src="${one.slack_file ? `/files/${safe(one.slack_file.id)}` : safe(one.image_url)}">`;

function block(one: Block): string {
  switch (one.type) {
    case 'markdown':
      return markdown(one.text);
    case 'section':
      return `<p>${textOf(one.text)}${(one.fields ?? []).map((f: Block) => `<span>${textOf(f)}</span>`).join('')}</p>`;
    case 'header':
      return `<h3>${textOf(one.text)}</h3>`;
    case 'divider':
      return '<hr>';
    case 'context':
      return `<p class="context">${one.elements.map(textOf).join(' ')}</p>`;
    case 'actions':
    case 'context_actions':
      return `<p class="actions">${one.elements.map(element).join(' ')}</p>`;
    case 'image':
      return picture(one);
    case 'container':
      return `<details${one.default_collapsed ? '' : ' open'}><summary>${textOf(one.title)}${
        one.subtitle ? `<small>${textOf(one.subtitle)}</small>` : ''
      }</summary>${one.child_blocks.map(block).join('')}</details>`;
    case 'input':
      return `<div class="field"><b>${textOf(one.label)}${one.optional ? '（選填）' : ''}</b>${element(one.element)}${
        one.hint ? `<small>${textOf(one.hint)}</small>` : ''
      }</div>`;
    default:
      return `<p>unknown ${safe(one.type)}</p>`;
  }
}

function message(state: SlackState, one: SlackMessage): string {
  const body =
    one.streamed && one.edits === 0 ? markdown(one.text) : one.blocks.length > 0 ? '' : mrkdwn(one.text);
  const files = (one.files ?? []).map((id) => picture({ type: 'image', slack_file: { id }, alt_text: id }));
  const notes = [
    one.onlyFor ? '只有您看得到' : '',
    one.streaming ? '輸出中…' : '',
    one.edits > 0 ? '（已編輯）' : '',
  ].filter(Boolean);
  const name = state.users.get(one.user)?.name ?? one.user;
  return `<article class="${one.user === botUser ? 'bot' : ''}${one.onlyFor ? ' private' : ''}${
    one.threadTs ? ' reply' : ''
  }"><header><b>${safe(name)}</b>${one.user === botUser ? ' <i>APP</i>' : ''} <small>${notes.join(' · ')}</small></header>${body}${one.blocks
    .map(block)
    .join('')}${files.join('')}</article>`;
}

const style = `body{font:15px/1.5 Lato,"Noto Sans CJK TC",sans-serif;max-width:720px;margin:0 auto;padding:12px;color:#1d1c1d}
article{padding:8px 12px;margin:4px 0}article.reply{margin-left:32px;border-left:3px solid #ddd}
article.private{background:#f8f4ff}header i{font:11px sans-serif;background:#ddd;border-radius:3px;padding:1px 4px}
small{color:#616061;display:inline-block;margin-left:6px}details{border:1px solid #ddd;border-radius:8px;padding:6px 10px;margin:4px 0}
summary{cursor:pointer}button{border:1px solid #bbb;border-radius:6px;background:#fff;padding:4px 10px;margin:2px;font:inherit}
button.primary{background:#007a5a;color:#fff}button.danger{background:#e01e5a;color:#fff}.context{color:#616061;font-size:13px}
mark.mention{background:#fdf2c4;color:#1264a3}.status{color:#616061;font-style:italic;margin-left:32px}
dialog{position:static;display:block;border:1px solid #bbb;border-radius:10px;width:520px;margin:16px auto;box-shadow:0 4px 24px #0003}
.field{margin:12px 0}.field b,.field small{display:block;margin:0}textarea,input:not([type]),select{width:100%;font:inherit;box-sizing:border-box}
img{max-width:100%}table{border-collapse:collapse}td,th{border:1px solid #ddd;padding:2px 6px}`;

/** A channel as somebody in it sees it, threads unfolded, their open modals below. */
export function renderChannel(state: SlackState, id: string, viewer?: string): string {
  const inChannel = state.messages.filter(
    (one) => one.channel === id && (!one.onlyFor || !viewer || one.onlyFor === viewer),
  );
  const roots = inChannel.filter(({ threadTs }) => !threadTs);
  const status = (ts: string) => {
    const last = state.statuses.filter((one) => one.channel === id && one.threadTs === ts).at(-1);
    const answered = inChannel.some(({ threadTs, user }) => threadTs === ts && user === botUser);
    return last?.status && !answered ? `<p class="status">治理知識庫 ${safe(last.status)}</p>` : '';
  };
  const body = roots.map(
    (root) =>
      [root, ...inChannel.filter(({ threadTs }) => threadTs === root.ts)]
        .map((one) => message(state, one))
        .join('') + status(root.ts),
  );
  const modals = [...state.views.values()]
    .filter((view) => view.open && (!viewer || view.user === viewer))
    .map(
      ({ view }) =>
        `<dialog open><h2>${textOf(view.title as Block)}</h2>${view.blocks.map(block).join('')}<p class="actions"><button>${textOf(view.close as Block) || '關閉'}</button>${view.submit ? `<button class="primary">${textOf(view.submit as Block)}</button>` : ''}</p></dialog>`,
    );
  const name = state.channels.get(id)?.name ?? id;
  return `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>${safe(name)}</title><style>${style}</style><h1>#${safe(name)}</h1>${body.join('')}${modals.join('')}</html>`;
}
