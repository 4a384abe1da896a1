import { fold } from '../text/fold.ts';

function pieces(text: string, size: number): Set<string> {
  const plain = fold(text).replaceAll(/[\s\p{P}\p{S}]+/gu, '');
  return new Set(
    Array.from({ length: Math.max(0, plain.length - size + 1) }, (_, at) => plain.slice(at, at + size)),
  );
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const piece of a) if (b.has(piece)) count++;
  return count;
}

/** How alike two titles are, 0 to 1: pairs of characters in common (Dice). */
export function titleLikeness(a: string, b: string): number {
  const [one, other] = [pieces(a, 2), pieces(b, 2)];
  return one.size + other.size === 0 ? 0 : (2 * shared(one, other)) / (one.size + other.size);
}

/** How much of a text stands in another as well, 0 to 1: runs of four characters. */
export function textOverlap(text: string, other: string): number {
  const own = pieces(text, 4);
  return own.size === 0 ? 0 : shared(own, pieces(other, 4)) / own.size;
}
