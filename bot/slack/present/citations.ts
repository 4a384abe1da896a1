import type { types } from '@slack/bolt';
import type { Language } from '../../../core/language.ts';
import type { Citation } from '../../../knowledge/answers/schema.ts';
import { clip, limits } from './limits.ts';
import { escapeMrkdwn, type Linkable, mrkdwnLink } from './safe-markdown.ts';
import { t } from './texts.ts';

/** Up to this many citations each unfold for themselves; more are grouped. */
const oneByOne = 12;
const excerptLength = 1_200;
const shortExcerpt = 300;

const plainText = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

function nameOf({ n, title, section }: Citation): string {
  return `[${n}] ${[title, section].filter(Boolean).join(' › ')}`;
}

const isWeb = (url: string | null): url is string => url !== null && /^https?:\/\//i.test(url);

/** Addresses a message with these citations may link to. */
export function addressesOf(citations: readonly Citation[]): Set<string> {
  return new Set(
    citations.flatMap(({ url, sourceUrls }) => [url, ...sourceUrls.map((link) => link.url)]).filter(isWeb),
  );
}

function links(citation: Citation, language: Language, { site }: Linkable): string {
  const inBank = site && mrkdwnLink(`${site}/passages/${citation.passageId}`, t('inBank', language));
  const own = isWeb(citation.url) ? [{ url: citation.url, title: t('original', language) }] : [];
  const listed = citation.sourceUrls.filter(({ url }) => isWeb(url));
  const original = [...own, ...listed]
    .filter(({ url }, index, all) => all.findIndex((other) => other.url === url) === index)
    .slice(0, 3)
    .map(({ url, title }) => mrkdwnLink(url, clip(title || t('original', language), 120)));
  const version = escapeMrkdwn(t('version', language).replace('{n}', String(citation.version)));
  return [inBank, ...original, version].filter(Boolean).join(' · ');
}

/** One citation, folded: what the source says word for word, and where to read it. */
function preview(citation: Citation, language: Language, linkable: Linkable): types.ContainerBlock {
  return {
    type: 'container',
    title: plainText(clip(nameOf(citation), limits.containerTitle)),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [
      { type: 'section', text: plainText(clip(citation.excerpt.trim() || nameOf(citation), excerptLength)) },
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: clip(links(citation, language, linkable), limits.section) }],
      },
    ],
  };
}

function inGroups<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  );
}

function group(citations: readonly Citation[], language: Language): types.ContainerBlock {
  const title = `${t('sources', language)} [${citations[0]!.n}]–[${citations.at(-1)!.n}]`;
  return {
    type: 'container',
    title: plainText(title),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: citations.map((citation) => ({
      type: 'section',
      text: plainText(
        clip(`${nameOf(citation)}\n${clip(citation.excerpt.trim(), shortExcerpt)}`, limits.section),
      ),
    })),
  };
}

/** Citations as previews that unfold; above twelve, ten to a preview. */
export function citationBlocks(
  citations: readonly Citation[],
  language: Language,
  linkable: Linkable,
): types.ContainerBlock[] {
  if (citations.length <= oneByOne) return citations.map((one) => preview(one, language, linkable));
  return inGroups(citations, limits.containerChildren).map((some) => group(some, language));
}

/** The same as plain lines, for a workspace that does not know containers yet. */
export function citationLines(
  citations: readonly Citation[],
  language: Language,
  linkable: Linkable,
): types.SectionBlock[] {
  return inGroups(citations, limits.containerChildren).map((some) => ({
    type: 'section',
    text: {
      type: 'mrkdwn',
      verbatim: true,
      text: some
        .map((one) => {
          const line = `${escapeMrkdwn(clip(nameOf(one), 120))} · ${links(one, language, linkable)}`;
          // Half a link would be no link, so a line too long goes without.
          return line.length <= limits.section / limits.containerChildren
            ? line
            : escapeMrkdwn(clip(nameOf(one), 120));
        })
        .join('\n'),
    },
  }));
}
