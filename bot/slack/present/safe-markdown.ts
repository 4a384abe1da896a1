/** Which addresses may be links: pages of the bank, and sources the message itself cites. */
export interface Linkable {
  /** Where the bank's pages are; undefined when nobody outside this machine could open them. */
  readonly site?: string | undefined;
  readonly addresses: ReadonlySet<string>;
}

const wordJoiner = '\u2060';

/** The address a link may have, made absolute; undefined when it must not be one. */
function linkFor(target: string, { site, addresses }: Linkable): string | undefined {
  if (target.startsWith('/') && !target.startsWith('//')) return site && `${site}${target}`;
  if (addresses.has(target)) return target;
  return site && (target === site || target.startsWith(`${site}/`)) ? target : undefined;
}

/** An address that stays text: it reads the same, but nothing makes a link of it. */
function defuse(address: string): string {
  return address
    .replaceAll('://', `:${wordJoiner}//`)
    .replaceAll(/^www\./giu, (www) => `${www.slice(0, 3)}${wordJoiner}.`)
    .replaceAll(/^\/\//g, `/${wordJoiner}/`);
}

const harmless = (label: string) => defuse(label.replaceAll(/[[\]<>`]/g, ''));

function bareAddress(url: string, linkable: Linkable): string {
  return linkFor(url, linkable) ? url : defuse(url);
}

function writtenLink(label: string, target: string, linkable: Linkable): string {
  const url = linkFor(target, linkable);
  if (url) return `[${harmless(label)}](${url.replaceAll(')', '%29').replaceAll(' ', '%20')})`;
  if (/^\/(?!\/)/.test(target)) return harmless(label);
  return label === target ? defuse(target) : `${harmless(label)} (${defuse(target)})`;
}

const pieces =
  /!?\[([^\]\n]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+"[^"\n]*")?\)|(?:https?:\/\/|www\.)[^\s<>`「」，。、；（）()\]]+/giu;

/** Text between the pieces: the signs of a link that none of our patterns knows are taken apart. */
const between = (text: string) => text.replaceAll('](', `]${wordJoiner}(`);

function readPiece(match: RegExpExecArray, linkable: Linkable): string {
  const [piece, label, target = ''] = match;
  if (label === undefined) return bareAddress(piece, linkable);
  return piece.startsWith('!') ? harmless(label) : writtenLink(label, target, linkable);
}

/**
 * Markdown as Slack may have it: text of sources and people can mention nobody, ring no bell, and link only where
 * the message itself is allowed to. Code is treated no better: what counts as code is for Slack to say.
 */
export function safeMarkdown(markdown: string, linkable: Linkable): string {
  const text = markdown
    .replaceAll(/<(?=\S)|&(?:lt|#0*60|#x0*3c);(?=\S)/giu, '‹')
    .replaceAll(/@(?=channel|here|everyone)/giu, `@${wordJoiner}`);
  let done = 0;
  let safe = '';
  for (const match of text.matchAll(pieces)) {
    safe += between(text.slice(done, match.index)) + readPiece(match, linkable);
    done = match.index + match[0].length;
  }
  return safe + between(text.slice(done));
}

/** A text for Slack's own markup: nothing in it is markup, a mention or a link. */
export function escapeMrkdwn(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, (sign) => `${wordJoiner}${sign}${wordJoiner}`)
    .replaceAll(/@(?=channel|here|everyone)/giu, `@${wordJoiner}`)
    .replaceAll(/(https?):\/\//gi, `$1:${wordJoiner}//`);
}

/** A link in Slack's own markup. */
export function mrkdwnLink(url: string, label: string): string {
  return `<${url.replaceAll('|', '%7C').replaceAll('>', '%3E').replaceAll('<', '%3C')}|${escapeMrkdwn(label)}>`;
}
