/** One sentence as a model wrote it. */
export interface WrittenSentence {
  /** Without its citation marks and list mark. */
  readonly text: string;
  /** The passage numbers it cites, as written. */
  readonly cites: readonly number[];
  readonly isItem: boolean;
  /** It begins a paragraph or a list. */
  readonly opens: boolean;
}

const MARKS = /[[［【]\s*(\d{1,4}(?:\s*[,、，]\s*\d{1,4})*)\s*[\]］】]/gu;
const ITEM = /^\s*(?:[-*•‧]|\d{1,2}[.)、])\s+/u;
/** A sentence ends here; its marks may stand before or behind the end. */
const END =
  /(?:[。！？!?]+[」』”"）)]*|(?<![\d\s][A-Z]|\b(?:Mr|Ms|Dr|No|vs|e\.g|i\.e|St))\.(?=["”)]*(?:\s|[[［【]|$))["”)]*)(?:\s*[[［【]\s*\d{1,4}(?:\s*[,、，]\s*\d{1,4})*\s*[\]］】])*|\n/u;
const OPEN_MARK = /^\s*(?:[[［【][\d\s,、，]*)?$/u;
/** A model that never ends a sentence is cut here. */
const LONGEST = 600;

function citesIn(raw: string): number[] {
  return [
    ...new Set(
      [...raw.matchAll(MARKS)].flatMap(([, numbers]) =>
        numbers!.split(/[,、，]/u).map((one) => Number(one.trim())),
      ),
    ),
  ];
}

function isHeading(raw: string): boolean {
  return /^\s*#{1,6}\s|^\s*\*\*[^*]+\*\*[：:]?\s*$|[：:]\s*$/u.test(raw);
}

/** Cuts a growing text into sentences, each as soon as it is whole. */
export class SentenceReader {
  private rest = '';
  private breaks = true;

  add(piece: string): WrittenSentence[] {
    this.rest += piece;
    const found: WrittenSentence[] = [];
    for (;;) {
      const cut = this.findEnd();
      if (cut === undefined) return found;
      found.push(...this.take(cut));
    }
  }

  end(): WrittenSentence[] {
    const found: WrittenSentence[] = [];
    for (let cut = END.exec(this.rest); cut && this.rest !== ''; cut = END.exec(this.rest))
      found.push(...this.take(cut.index + cut[0].length));
    if (this.rest.trim() !== '') found.push(...this.take(this.rest.length));
    return found;
  }

  /** Where the first whole sentence ends; undefined while more marks may follow it. */
  private findEnd(): number | undefined {
    const match = END.exec(this.rest);
    if (!match) return this.rest.length > LONGEST ? this.rest.length : undefined;
    const end = match.index + match[0].length;
    if (match[0] !== '\n' && OPEN_MARK.test(this.rest.slice(end))) return undefined;
    return end;
  }

  private take(end: number): WrittenSentence[] {
    const raw = this.rest.slice(0, end);
    this.rest = this.rest.slice(end);
    const opens = this.breaks;
    if (raw.trim() === '') {
      this.breaks = this.breaks || raw.includes('\n');
      return [];
    }
    this.breaks = raw.endsWith('\n');
    if (isHeading(raw)) {
      this.breaks = true;
      return [];
    }
    const text = raw
      .replace(MARKS, '')
      .replace(ITEM, '')
      .replace(/\s+([。，；.,;])/gu, '$1')
      .trim();
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    return [{ text, cites: citesIn(raw), isItem: ITEM.test(raw), opens }];
  }
}
