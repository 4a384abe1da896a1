/** One sentence of a passage: what is shown, and where it stands in the passage. */
export interface Sentence {
  /** Without list mark and without the source's own [n] marks. */
  readonly text: string;
  /** The numbers of those marks: places in the source's list of links. */
  readonly marks: readonly number[];
  readonly start: number;
  readonly end: number;
  /** True when it is a list item or the first sentence of one. */
  readonly opensItem: boolean;
}

const MARK = /\s*\[(\d{1,3})\]/g;
const LIST_MARK = /^\s*(?:[-*•]|\d{1,3}[.)、])\s+/;
/** `機關：…`, `Agency: …`: a field of its own on its own line. */
const LABELLED = /^\s*[\p{L}（）()／/ ]{1,24}[：:]\s*\S/u;
const CLOSING = '」』”）)\\]';
const END = new RegExp(
  `[。！？!?]+[${CLOSING}]*(?:\\s*\\[\\d{1,3}\\])*|\\.(?=[${CLOSING}]*(?:\\s*\\[\\d{1,3}\\])*(?:\\s+["'“(]?[A-Z0-9]|\\s*$))[${CLOSING}]*(?:\\s*\\[\\d{1,3}\\])*`,
  'gu',
);
const ABBREVIATION = /(?:^|\s)(?:Dr|Mr|Mrs|Ms|No|vs|e\.g|i\.e|etc|St|approx)\.$/i;
/** `Section 3.` and `2.` number what follows. */
const NUMBERING = /^\s*(?:(?:section|article|sec|art|chapter|part|annex|clause)\s+)?[\dIVX]{1,4}[a-z]?\.$/i;

/** Line breaks that only wrap a paragraph are part of it; list items and blank lines divide. */
function blocksOf(text: string): { start: number; end: number }[] {
  const blocks: { start: number; end: number }[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const last = blocks.at(-1);
    const continues =
      last &&
      last.end === at - 1 &&
      line.trim() !== '' &&
      !LIST_MARK.test(line) &&
      !/^\s*\|/.test(line) &&
      !LABELLED.test(line);
    if (line.trim() !== '') {
      if (continues && !/[。：:]$/.test(text.slice(last.start, last.end).trim())) last.end = at + line.length;
      else blocks.push({ start: at, end: at + line.length });
    }
    at += line.length + 1;
  }
  return blocks;
}

function cutBlock(text: string, start: number, end: number): [number, number][] {
  const cuts: [number, number][] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(END)) {
    const to = start + match.index + match[0].length;
    const upTo = text.slice(from, start + match.index + 1);
    if (match[0].startsWith('.') && (ABBREVIATION.test(upTo) || NUMBERING.test(upTo))) continue;
    cuts.push([from, to]);
    from = to;
  }
  if (text.slice(from, end).trim() !== '') cuts.push([from, end]);
  return cuts;
}

/** What a reader is shown of a raw stretch of a passage. */
export function cleanText(raw: string): string {
  return raw
    .replace(LIST_MARK, '')
    .replace(MARK, '')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\*\*|__|^#+\s+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

export function splitSentences(passage: string): Sentence[] {
  return blocksOf(passage)
    .flatMap(({ start, end }) =>
      cutBlock(passage, start, end).map(([from, to], index) => {
        const raw = passage.slice(from, to);
        const marks = [...raw.matchAll(MARK)].map((match) => Number(match[1]));
        return { text: cleanText(raw), marks, start: from, end: to, opensItem: index === 0 };
      }),
    )
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.text));
}
