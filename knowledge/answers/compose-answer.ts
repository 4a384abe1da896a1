import type { SourceLink } from '../sources/schema.ts';
import { findNumbers } from './find-numbers.ts';
import type { AnswerDraft, Citation, Claim } from './schema.ts';
import { cleanText, splitSentences } from './split-sentences.ts';

/** A cited passage as the reader may see it now, with its source. */
export interface CitedPassage {
  readonly id: string;
  readonly sourceId: string;
  readonly externalId: string;
  readonly kind: Citation['kind'];
  readonly title: string;
  readonly section: readonly string[];
  readonly text: string;
  readonly url: string | null;
  readonly sourceUrls: readonly SourceLink[];
  readonly version: number;
  readonly reviewedOn: string | null;
}

export interface ComposedAnswer {
  readonly answer: string;
  /** The same text in the pieces it is streamed in. */
  readonly blocks: readonly string[];
  readonly citations: readonly Citation[];
  readonly asOf: string | null;
  /** Claims left out because the reader may not see what they cite. */
  readonly withheld: number;
}

const EXCERPT = 300;

interface Place {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly number[];
}

/** Where in a passage a claim's words stand; computed claims fall on the sentence that shares most with them. */
function findPlace(claim: string, passage: string): Place {
  const sentences = splitSentences(passage);
  const plain = claim.replace(/^“|” \(source in Chinese\).*$|[（(](?:數字|figures)[^）)]*[）)]$/gu, '');
  const held = sentences.filter((sentence) => plain.includes(sentence.text));
  const chosen = held.length > 0 ? held : closest(plain, sentences);
  const [first] = chosen;
  if (!first) return { start: 0, end: Math.min(passage.length, EXCERPT), marks: [] };
  return { start: first.start, end: chosen.at(-1)!.end, marks: chosen.flatMap((sentence) => sentence.marks) };
}

function closest(
  claim: string,
  sentences: ReturnType<typeof splitSentences>,
): ReturnType<typeof splitSentences> {
  const figures = findNumbers(claim);
  const pairs = new Set([...claim].map((character, at) => character + (claim[at + 1] ?? '')));
  let best: (typeof sentences)[number] | undefined;
  let most = 0;
  for (const sentence of sentences) {
    const shared = [...pairs].filter((pair) => sentence.text.includes(pair)).length;
    const numbers = findNumbers(sentence.text).filter((value) => figures.includes(value)).length;
    if (shared + 4 * numbers > most) {
      most = shared + 4 * numbers;
      best = sentence;
    }
  }
  return best ? [best] : [];
}

function shorten(text: string): string {
  return text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT - 1)}…`;
}

/** Text from a source is data: no HTML, no links or images of its own, no citation marks but ours. */
function asPlainMarkdown(text: string): string {
  return cleanText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('`', "'")
    .replace(/!\[/g, '! [')
    .replace(/\]\(/g, '] (');
}

class Citations {
  readonly list: Citation[] = [];
  private readonly passages: ReadonlyMap<string, CitedPassage>;
  private readonly marks = new Map<number, Set<number>>();

  constructor(passages: ReadonlyMap<string, CitedPassage>) {
    this.passages = passages;
  }

  /** The number under which a claim cites a passage: an earlier one if the sentence fits its excerpt. */
  cite(claim: string, passageId: string): number | undefined {
    const passage = this.passages.get(passageId);
    if (!passage) return undefined;
    const place = findPlace(claim, passage.text);
    const excerpt = shorten(cleanText(passage.text.slice(place.start, place.end)));
    const same = this.list.find(
      (other) =>
        other.passageId === passageId &&
        (other.excerpt.includes(excerpt) || other.excerpt.length + excerpt.length + 3 <= EXCERPT),
    );
    if (same) return this.extend(same, excerpt, place.marks, passage);
    const n = this.list.length + 1;
    this.list.push(this.create(n, passage, excerpt, place.marks));
    return n;
  }

  private linksFor(n: number, marks: readonly number[], passage: CitedPassage): SourceLink[] {
    const known = this.marks.get(n) ?? new Set<number>();
    for (const mark of marks) known.add(mark);
    this.marks.set(n, known);
    const named = [...known].sort((a, b) => a - b).flatMap((mark) => passage.sourceUrls[mark - 1] ?? []);
    return named.length > 0 ? named : [...passage.sourceUrls];
  }

  private extend(
    citation: Citation,
    excerpt: string,
    marks: readonly number[],
    passage: CitedPassage,
  ): number {
    if (!citation.excerpt.includes(excerpt)) citation.excerpt = `${citation.excerpt} … ${excerpt}`;
    citation.sourceUrls = this.linksFor(citation.n, marks, passage);
    return citation.n;
  }

  private create(n: number, passage: CitedPassage, excerpt: string, marks: readonly number[]): Citation {
    const { sourceId, externalId, kind, title, url, version } = passage;
    return {
      n,
      sourceId,
      externalId,
      passageId: passage.id,
      kind,
      title,
      section: passage.section.join(' › '),
      excerpt,
      url,
      sourceUrls: this.linksFor(n, marks, passage),
      version,
    };
  }
}

/** Writes a draft as Markdown with [n] after each claim; a claim none of whose passages may be seen is left out. */
export function composeAnswer(draft: AnswerDraft, passages: readonly CitedPassage[]): ComposedAnswer {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const citations = new Citations(byId);
  const blocks: string[] = [];
  let withheld = 0;
  const write = (claim: Claim): string | undefined => {
    const seen = claim.passageIds.every((id) => byId.has(id));
    const numbers = seen ? claim.passageIds.map((id) => citations.cite(claim.text, id)) : [];
    if (!seen || numbers.length === 0) {
      withheld++;
      return undefined;
    }
    return `${asPlainMarkdown(claim.text)}${[...new Set(numbers)].map((n) => `[${n}]`).join('')}`;
  };
  for (const part of draft.parts) {
    const claims = part.claims.map(write).filter((text) => text !== undefined);
    if (claims.length === 0) continue;
    const list = part.style === 'list' && claims.length > 1;
    if (part.heading) blocks.push(`**${asPlainMarkdown(part.heading)}**`);
    if (part.lead) blocks.push(asPlainMarkdown(part.lead));
    blocks.push(list ? claims.map((claim) => `- ${claim}`).join('\n') : claims.join(' '));
  }
  if (draft.notice) blocks.push(draft.notice);
  const cited = new Set(citations.list.map((citation) => citation.passageId));
  const days = passages
    .filter((passage) => cited.has(passage.id))
    .map((passage) => passage.reviewedOn)
    .filter((day) => day !== null);
  return {
    answer: blocks.join('\n\n'),
    blocks,
    citations: citations.list,
    asOf: days.sort()[0] ?? null,
    withheld,
  };
}
