import type { Citation } from '../../knowledge/answers/schema.ts';
import { type CardPart, cardContent, cardType, textBlock } from './cards/card.ts';
import { shorten } from './outgoing.ts';
import { type Links, safeUrl, teamsText } from './text.ts';

/** Teams refuses a message with more of them. */
const maxClaims = 20;
const maxName = 80;
const maxAbstract = 160;
const maxKeyword = 28;
/** Of an excerpt in the window behind a citation. */
const maxExcerpt = 800;

function nameOf({ title, section }: Citation, length: number): string {
  return shorten([title, section].filter(Boolean).join(' › '), length);
}

function urlOf({ url, sourceUrls }: Citation, links: Links): string | undefined {
  return [url, ...sourceUrls.map((source) => source.url)]
    .map((one) => (one ? safeUrl(one, links) : undefined))
    .find((one) => one !== undefined);
}

/** The excerpt whole, in the window that a citation opens; such a card may hold no buttons. */
function excerptCard(citation: Citation, links: Links): string {
  const body = [
    textBlock(teamsText(nameOf(citation, 200), links), { weight: 'Bolder' }),
    textBlock(teamsText(shorten(citation.excerpt, maxExcerpt), links)),
  ];
  const { msteams: _fullWidth, ...card } = cardContent({ body });
  return JSON.stringify(card);
}

function claim(citation: Citation, links: Links, withCard: boolean) {
  const url = urlOf(citation, links);
  return {
    '@type': 'Claim',
    position: citation.n,
    appearance: {
      '@type': 'DigitalDocument',
      name: nameOf(citation, maxName),
      abstract: shorten(citation.excerpt, maxAbstract) || nameOf(citation, maxAbstract),
      ...(url && { url }),
      ...(citation.externalId && { keywords: [shorten(citation.externalId, maxKeyword)] }),
      ...(withCard && { text: excerptCard(citation, links), encodingFormat: cardType }),
    },
  };
}

/** The citations a text names, in the order of their numbers. */
export function citedIn(text: string, citations: readonly Citation[]): Citation[] {
  const named = new Set([...text.matchAll(/\[(\d{1,3})\]/g)].map(([, n]) => Number(n)));
  return citations.filter(({ n }) => named.has(n)).sort((a, b) => a.n - b.n);
}

/**
 * The one root entity of a message that is an answer: its label and its numbered citations.
 * @param withCards the window behind each citation too; left out where a message would grow too large
 */
export function answerEntity(cited: readonly Citation[], links: Links, withCards: boolean) {
  const claims = cited.slice(0, maxClaims).map((citation) => claim(citation, links, withCards));
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    additionalType: ['AIGeneratedContent'],
    ...(claims.length > 0 && { citation: claims }),
  };
}

function listed(citation: Citation, links: Links): CardPart {
  const url = urlOf(citation, links);
  const name = teamsText(nameOf(citation, 200).replaceAll(/[[\]]/g, ''), links);
  return textBlock(`**[${citation.n}]** ${url ? `[${name}](${url})` : name}`, { spacing: 'Small' });
}

/** Citations beyond those Teams can show at their numbers, folded away under one button. */
export function furtherCitations(cited: readonly Citation[], links: Links, title: string): CardPart[] {
  const further = cited.slice(maxClaims);
  if (further.length === 0) return [];
  const id = 'further-citations';
  const toggle = { type: 'Action.ToggleVisibility', title, targetElements: [id] };
  return [
    { type: 'ActionSet', actions: [toggle] },
    {
      type: 'Container',
      id,
      isVisible: false,
      items: further.map((citation) => listed(citation, links)),
    },
  ];
}
