import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { marked } from 'marked';
import { rootOf, type Sent } from './check-activity.ts';

const require = createRequire(import.meta.url);

/** What stands on the page: a message in the conversation, or a dialog over it. */
export interface Shown {
  readonly caption: string;
  readonly activity?: Sent;
  readonly dialog?: Sent;
}

function asset(path: string): string {
  return readFileSync(path, 'utf8');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function citations(activity: Sent): string {
  const claims: Sent[] = rootOf(activity)?.citation ?? [];
  const items = claims.map(
    ({ position, appearance }) =>
      `<li value="${position}"><b>${escapeHtml(appearance.name)}</b><br>${escapeHtml(appearance.abstract)}</li>`,
  );
  return items.length > 0 ? `<ol class="claims">${items.join('')}</ol>` : '';
}

function pictures(activity: Sent): string {
  return (activity.attachments ?? [])
    .filter(({ contentType }: Sent) => contentType.startsWith('image/'))
    .map(({ contentUrl }: Sent) => `<img src="${contentUrl}" alt="">`)
    .join('');
}

function message({ caption, activity }: Shown): string {
  if (!activity) return '';
  const label = rootOf(activity)?.additionalType ? '<span class="label">AI generated</span>' : '';
  const targeted = activity.recipient?.isTargeted ? '<span class="label">Only you can see this</span>' : '';
  const thumbs = activity.channelData?.feedbackLoop ? '<div class="thumbs">👍 👎</div>' : '';
  const cards = (activity.attachments ?? [])
    .filter(({ content }: Sent) => content)
    .map(
      ({ content }: Sent) => `<div class="card" data-card="${escapeHtml(JSON.stringify(content))}"></div>`,
    );
  const text = marked.parse(activity.text ?? '', { async: false, breaks: true });
  return `<section><h2>${escapeHtml(caption)}</h2><div class="bubble"><div>${label}${targeted}</div>${text}${pictures(activity)}
    ${cards.join('')}${citations(activity)}${thumbs}</div></section>`;
}

function dialog({ caption, dialog: shown }: Shown): string {
  if (!shown) return '';
  const { title, card } = shown;
  return `<section><h2>${escapeHtml(caption)}</h2><div class="dialog"><h3>${escapeHtml(title)}</h3>
    <div class="card" data-card="${escapeHtml(JSON.stringify(card.content))}"></div></div></section>`;
}

const style = `body{font:14px/1.5 "Noto Sans CJK TC",sans-serif;background:#f5f5f5;margin:16px}
section{margin:0 0 20px;max-width:680px}h2{font-size:12px;color:#666;margin:0 0 4px}
.bubble,.dialog{background:#fff;border-radius:6px;padding:10px 14px;box-shadow:0 1px 2px #0002}
.dialog{border:1px solid #aaa}.label{background:#e8ebfa;border-radius:3px;padding:1px 6px;font-size:12px;margin-right:6px}
.claims{font-size:12px;color:#444;border-top:1px solid #ddd;padding-top:8px}.card{margin-top:8px;border:1px solid #ddd;border-radius:4px}
.ac-pushButton{background:#fff;border:1px solid #bbb;border-radius:4px;padding:6px 12px;font:inherit}
.ac-pushButton.style-positive{background:#4f52b2;color:#fff}.ac-input,.ac-multichoiceInput{font:inherit;border:1px solid #bbb;padding:5px;width:100%;box-sizing:border-box}
blockquote{border-left:3px solid #bbb;margin:0;padding-left:8px;color:#555}img{max-width:100%}pre,code{background:#eee}`;

/** Draws the cards as Microsoft's own renderer does; what it objects to is gathered in \`window.faults\`. */
const script = `window.faults = [];
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = marked.parse(text); result.didProcess = true;
};
for (const place of document.querySelectorAll('[data-card]')) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig({ fontFamily: 'Noto Sans CJK TC, sans-serif', supportsInteractivity: true,
    actions: { maxActions: 6, actionsOrientation: 'horizontal', buttonSpacing: 8, spacing: 'default' } });
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  card.parse(JSON.parse(place.dataset.card), context);
  for (let n = 0; n < context.eventCount; n++) window.faults.push(context.getEventAt(n).message);
  const drawn = card.render();
  for (const event of card.validateProperties().validationEvents) window.faults.push(event.message);
  place.append(drawn);
}`;

/** A conversation as a page to look at. */
export function renderPage(shown: readonly Shown[]): string {
  const cards = asset(join(dirname(require.resolve('adaptivecards')), '..', 'dist', 'adaptivecards.min.js'));
  const markdown = asset(join(dirname(require.resolve('marked')), 'marked.umd.js'));
  return `<!doctype html><html lang="zh-TW"><meta charset="utf-8"><title>Teams</title><style>${style}</style>
  <body>${shown.map((one) => message(one) + dialog(one)).join('\n')}
  <script>${markdown.replaceAll('</script', '<\\/script')}</script><script>${cards.replaceAll('</script', '<\\/script')}</script>
  <script>${script}</script></body></html>`;
}
