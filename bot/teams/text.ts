import type { Citation } from '../../knowledge/answers/schema.ts';

/** Which addresses a message of ours may link to. */
export interface Links {
  /** Where the bank is reached, without a slash at the end. */
  readonly base: string;
  /** Addresses on other sites that the message's own citations name. */
  readonly cited: ReadonlySet<string>;
}

export function linksOf(base: string, citations: readonly Citation[] = []): Links {
  const urls = citations.flatMap(({ url, sourceUrls }) => [url, ...sourceUrls.map((source) => source.url)]);
  return { base, cited: new Set(urls.filter((url) => url !== null)) };
}

/** The address a message may link to; undefined for one that nothing of ours vouches for. */
export function safeUrl(url: string, { base, cited }: Links): string | undefined {
  if (/^\/(?!\/)/.test(url)) return base + url;
  if (url === base || url.startsWith(`${base}/`)) return url;
  return cited.has(url) && /^https?:\/\//i.test(url) ? url : undefined;
}

/** Tags would become mentions or markup; written as entities they are text. A quotation's `>` stays. */
function escapeTags(text: string): string {
  return text.replaceAll(/&(?=#?\w{1,10};)/g, '&amp;').replaceAll('<', '&lt;');
}

const link = /!?\[((?:[^[\]\\]|\\.)*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)>?(?:\s+"[^"]*")?\s*\)/g;
const bareUrl = /(?:https?:\/\/|www\.)[^\s<>()[\]"'`，。、；：）」』]+/gi;

/** Links to where we may, labels without their link elsewhere, and other addresses as code, which nobody can click. */
function tameLinks(text: string, links: Links): string {
  const kept: string[] = [];
  const hold = (made: string) => `\u0000${kept.push(made) - 1}\u0000`;
  const withoutLinks = text.replaceAll('\u0000', '').replaceAll(link, (whole, label: string, url: string) => {
    const safe = whole.startsWith('!') ? undefined : safeUrl(url, links);
    return safe ? hold(`[${escapeTags(label)}](${safe})`) : label;
  });
  const withoutUrls = withoutLinks.replaceAll(bareUrl, (url) => {
    const bare = url.replace(/[.,;:!?]+$/, '');
    return hold(safeUrl(bare, links) ?? `\`${bare}\``) + url.slice(bare.length);
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the marks put in above
  return escapeTags(withoutUrls).replaceAll(/\u0000(\d+)\u0000/g, (_, n: string) => kept[Number(n)] ?? '');
}

/**
 * Markdown as Teams shows it in a message: headings as bold lines, links of ours whole, and nothing in it that would
 * mention somebody, become markup or lead to an address that the message does not cite.
 */
export function teamsText(markdown: string, links: Links): string {
  return markdown
    .replaceAll(/^#{1,6}\s+(.+?)\s*#*$/gm, '**$1**')
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, n) => (n % 2 === 1 ? part.replaceAll('<', '＜') : tameLinks(part, links)))
    .join('');
}
