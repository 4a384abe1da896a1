/** A piece of two texts laid over each other. */
export interface Piece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Comparing everything with everything ends here: longer changes are shown whole. */
const maxCells = 1_000_000;

/** Latin words stay whole, Chinese is compared character by character. */
function unitsOf(text: string): string[] {
  return text.match(/[A-Za-z0-9]+|[\s\S]/gu) ?? [];
}

/** How long the longest common run of units from each pair of places is; row by row, from the end. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      rows[i]![j] = a[i] === b[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!);
  return rows;
}

function compare(a: readonly string[], b: readonly string[]): Piece[] {
  if (a.length * b.length > maxCells)
    return [
      { kind: 'gone', text: a.join('') },
      { kind: 'new', text: b.join('') },
    ];
  const common = commonLengths(a, b);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i++]! });
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      pieces.push({ kind: 'gone', text: a[i++]! });
    else pieces.push({ kind: 'new', text: b[j++]! });
  }
  return pieces;
}

function joined(pieces: readonly Piece[]): Piece[] {
  const out: { kind: Piece['kind']; text: string }[] = [];
  for (const { kind, text } of pieces) {
    const last = out.at(-1);
    if (text === '') continue;
    if (last?.kind === kind) last.text += text;
    else out.push({ kind, text });
  }
  return out;
}

/** What went and what came between two texts, in reading order. */
export function diffText(before: string, after: string): Piece[] {
  const [a, b] = [unitsOf(before), unitsOf(after)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return joined([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...compare(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ]);
}
