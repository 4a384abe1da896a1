import { contentWords } from '../content-words.ts';
import { prepareText } from '../match-words.ts';
import type { DateSaid } from './read-dates.ts';
import type { Quantity } from './read-quantities.ts';
import { saysQuantity } from './read-quantities.ts';
import type { ReadText } from './read-text.ts';
import { saysWord } from './says-word.ts';

/** Characters behind a number that name what it counts. */
const COUNTED = 8;

/** What stands around a number and nearer to it than to any other: its name before it, what it counts behind it. */
function beside(read: ReadText, quantity: Quantity): string {
  const { folded, quantities, clauses } = read;
  const clause = clauses.find(({ start, end }) => quantity.start >= start && quantity.start <= end);
  const before = quantities.filter((other) => other.end <= quantity.start).at(-1)?.end ?? 0;
  const from = Math.max(before, clause && before < clause.start - COUNTED ? clause.start : before);
  const next = quantities.find((other) => other.start >= quantity.end)?.start ?? folded.length;
  const to = Math.min(next, quantity.end + COUNTED, Math.max(quantity.end, clause?.end ?? folded.length));
  return `${folded.slice(from, quantity.start)} ${folded.slice(quantity.end, to)}`;
}

function shareOf(words: ReturnType<typeof contentWords>, text: string, translated: boolean): number {
  const prepared = prepareText(text);
  return words.filter((word) => saysWord(word, prepared, translated)).length / words.length;
}

/** A number of a claim that in its source goes with another thing than in the claim. */
export function misboundNumber(
  claim: ReadText,
  sources: readonly ReadText[],
  translated: boolean,
): Quantity | undefined {
  return claim.quantities.find((quantity) => {
    const words = contentWords(beside(claim, quantity));
    const stated = sources.some((source) => source.quantities.some((other) => saysQuantity(other, quantity)));
    if (words.length === 0 || !stated) return false;
    const shares = sources.flatMap((source) =>
      source.quantities
        .filter((other) => other.kind === quantity.kind)
        .map((other) => ({
          own: saysQuantity(other, quantity),
          share: shareOf(words, beside(source, other), translated),
        })),
    );
    const best = (own: boolean) =>
      Math.max(0, ...shares.filter((one) => one.own === own).map(({ share }) => share));
    return best(false) > best(true);
  });
}

/** A number whose exactness the claim changes: about, over, under, or exact where the source is not. */
export function changedBound(claim: ReadText, sources: readonly ReadText[]): Quantity | undefined {
  return claim.quantities.find((quantity) => {
    const same = sources.flatMap((source) =>
      source.quantities.filter((other) => saysQuantity(other, quantity)),
    );
    return same.length > 0 && !same.some((other) => other.bound === quantity.bound);
  });
}

const same = (a: DateSaid, b: DateSaid) => a.year === b.year && a.month === b.month && a.day === b.day;

/** Two dates whose order the claim turns round: 2017 至 2021 as 2021 至 2017. */
export function turnedDates(claim: ReadText, sources: readonly ReadText[]): string | undefined {
  const [one, two] = claim.dates;
  if (!one || !two || same(one, two)) return undefined;
  const turned = sources.some((source) => {
    const first = source.dates.findIndex((date) => same(date, one));
    const second = source.dates.findIndex((date) => same(date, two));
    return first >= 0 && second >= 0 && second < first;
  });
  return turned ? claim.folded.slice(one.start, two.end) : undefined;
}

/** Share of what stands beside a date that the sentence with this date has to say. */
const BESIDE_DATE = 0.34;

/** A date of a claim whose source says something else of it. */
export function misboundDate(
  claim: ReadText,
  sources: readonly ReadText[],
  translated: boolean,
): string | undefined {
  for (const date of claim.dates) {
    const clause = claim.clauses.find(({ start, end }) => date.start >= start && date.start <= end);
    const words = clause?.words.filter((word) => word.text.length > 1 && !/^\d+$/.test(word.text)) ?? [];
    const dated = sources.filter((source) =>
      source.dates.some((other) => other.year === date.year || date.year === undefined),
    );
    if (words.length < 2 || dated.length === 0) continue;
    const share = (source: ReadText) =>
      words.filter((word) => saysWord(word, source.prepared, translated)).length / words.length;
    if (Math.max(...dated.map(share)) < BESIDE_DATE) return claim.folded.slice(date.start, date.end);
  }
  return undefined;
}
