import type { ContentWord } from '../content-words.ts';
import type { DateSaid } from './read-dates.ts';
import { saysDate, withYears } from './read-dates.ts';
import type { Quantity } from './read-quantities.ts';
import { saysQuantity } from './read-quantities.ts';
import type { ReadText } from './read-text.ts';
import { saysWord } from './says-word.ts';

/** A cited passage, sentence by sentence. */
export interface SourceText {
  readonly sentences: readonly ReadText[];
  /** Dates of each sentence, with the years they take from sentences before. */
  readonly dates: readonly (readonly DateSaid[])[];
  /** Title and section: they name what the passage speaks of. */
  readonly about: ReadText;
  readonly language: 'zh-TW' | 'en';
}

export type Item =
  | { readonly kind: 'word'; readonly word: ContentWord }
  | { readonly kind: 'number'; readonly quantity: Quantity }
  | { readonly kind: 'date'; readonly date: DateSaid };

export interface Support {
  /** The sentences that together say the claim, the one that says most first. */
  readonly sentences: readonly ReadText[];
  readonly missing: readonly Item[];
  /** Said by other sentences of the passages than those few. */
  readonly scattered: readonly Item[];
}

/** A claim put together of more sentences than this is one nobody made. */
const MOST_SENTENCES = 4;
const WEIGHT = { word: 1, number: 3, date: 3 } as const;

interface Candidate {
  readonly read: ReadText;
  readonly dates: readonly DateSaid[];
  readonly translated: boolean;
}

function itemsOf(claim: ReadText): Item[] {
  return [
    ...claim.words.map((word) => ({ kind: 'word' as const, word })),
    ...claim.quantities.map((quantity) => ({ kind: 'number' as const, quantity })),
    ...withYears(claim.folded, claim.dates).map((date) => ({ kind: 'date' as const, date })),
  ];
}

function says(candidate: Candidate, item: Item): boolean {
  if (item.kind === 'word') return saysWord(item.word, candidate.read.prepared, candidate.translated);
  if (item.kind === 'date') return candidate.dates.some((date) => saysDate(date, item.date));
  return candidate.read.quantities.some((quantity) => saysQuantity(quantity, item.quantity));
}

function candidatesOf(sources: readonly SourceText[], language: 'zh-TW' | 'en'): Candidate[] {
  return sources.flatMap((source) =>
    source.sentences.map((read, at) => ({
      read,
      dates: source.dates[at] ?? [],
      translated: source.language !== language,
    })),
  );
}

const sizeOf = (items: readonly Item[]) => items.reduce((sum, { kind }) => sum + WEIGHT[kind], 0);

/** Finds the few sentences that say a claim, greedily, and what none of them says. */
export function findSupport(
  claim: ReadText,
  sources: readonly SourceText[],
  language: 'zh-TW' | 'en',
): Support {
  const abouts = sources.map(({ about, language: own }) => ({
    read: about,
    dates: about.dates,
    translated: own !== language,
  }));
  const candidates = candidatesOf(sources, language).map((candidate) => ({
    candidate,
    said: new Set<Item>(),
  }));
  const items = itemsOf(claim);
  for (const { candidate, said } of candidates)
    for (const item of items) if (says(candidate, item)) said.add(item);
  let open = items;
  const sentences: ReadText[] = [];
  while (open.length > 0 && sentences.length < MOST_SENTENCES) {
    const gain = (said: ReadonlySet<Item>) => sizeOf(open.filter((item) => said.has(item)));
    const best = candidates.reduce<(typeof candidates)[number] | undefined>(
      (most, one) => (gain(one.said) > (most ? gain(most.said) : 0) ? one : most),
      undefined,
    );
    if (!best) break;
    sentences.push(best.candidate.read);
    open = open.filter((item) => !best.said.has(item));
    const named = open.filter((item) => abouts.some((about) => says(about, item)));
    if (named.length === open.length) open = [];
  }
  open = open.filter((item) => !abouts.some((about) => says(about, item)));
  const scattered = open.filter((item) => candidates.some(({ said }) => said.has(item)));
  return { sentences, missing: open.filter((item) => !scattered.includes(item)), scattered };
}

export function nameOf(item: Item, claim: { readonly folded: string }): string {
  if (item.kind === 'word') return item.word.asked;
  const { start, end } = item.kind === 'date' ? item.date : item.quantity;
  return claim.folded.slice(start, end);
}
