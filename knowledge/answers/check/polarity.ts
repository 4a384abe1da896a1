import { fold } from '../../text/fold.ts';
import type { ContentWord } from '../content-words.ts';
import { contentWords } from '../content-words.ts';
import type { Clause, ReadText } from './read-text.ts';

/** 不同, 未來, 無人機: they hold the character and deny nothing. */
const NO_DENIAL = new RegExp(
  fold(
    '不同|不僅|不只|不但|不過|不論|不管|不斷|不少|不久|不等|不限|不一|不超過|不少於|不確定性|不可或缺|是不是|能不能|會不會|可不可|差不多|無論|無人機|無人載具|無人車|無障礙|無線|無家者|未來|未滿|未成年|未婚|非洲|非常|非核心|非政府|非營利|沒有人機',
  ),
  'gu',
);
const DENIAL = new RegExp(
  `${fold('並未|尚未|未見|查無|未獲|未曾|從未|未能|未|並無|並沒有|沒有|沒能|沒|無法|無從|毫無|無|不再|不得|不能|不會|不可|不應|不是|並非|而非|並不|絕不|不宜|不予|不|非|禁止|拒絕|否認|缺乏|缺少|避免|免於|免除|免(?=付|費|受)')}|\\b(?:not|no|never|without|neither|nor|cannot|none|nobody|nothing|refus(?:es|ed)|den(?:y|ies|ied)|fail(?:s|ed) to|prohibit(?:s|ed)?|ban(?:s|ned)?|lack(?:s|ed)?|unable)\\b|n't\\b`,
  'gu',
);
/** Characters behind a denial that it may deny. */
const REACH_HAN = 14;
const REACH_LATIN = 48;

interface Denied {
  /** The words right behind the denial, nearest first. */
  readonly words: readonly ContentWord[];
  readonly text: string;
}

function inOrder(text: string): ContentWord[] {
  return [...contentWords(text)].sort((a, b) => text.indexOf(a.asked) - text.indexOf(b.asked));
}

function deniedIn(clause: Clause): Denied[] {
  const text = clause.text.replace(NO_DENIAL, (word) => '·'.repeat(word.length));
  return [...text.matchAll(DENIAL)].map(({ 0: mark, index }) => {
    const reach = /[a-z]/.test(mark) ? REACH_LATIN : REACH_HAN;
    const behind = clause.text.slice(index + mark.length, index + mark.length + reach);
    return { words: inOrder(behind), text: behind };
  });
}

/** How many times a text says something is not so. */
export function denialsIn(read: ReadText): Denied[] {
  return read.clauses.flatMap(deniedIn);
}

const holds = (text: string, word: ContentWord) =>
  word.han ? text.includes(word.text) : text.includes(word.text) || text.includes(word.asked);

/** Whether a clause says a word outside the reach of every denial in it. */
function saysPlainly(read: ReadText, word: ContentWord): boolean {
  return read.clauses.some((clause) => {
    let rest = clause.text;
    for (const { text } of deniedIn(clause)) rest = rest.replace(text, ' ');
    return holds(rest, word);
  });
}

/** How many denials reach a word: 拒絕提供 has one, 拒絕並未提供 two. */
function depthOf(read: ReadText, word: ContentWord): number {
  return Math.max(
    0,
    ...read.clauses.map((clause) => deniedIn(clause).filter(({ text }) => holds(text, word)).length),
  );
}

/** Words right behind a denial that it surely denies. */
const NEAREST = 1;

/**
 * What a claim denies that its source does not, or says plainly that its source denies.
 * @param sources the sentences that support the claim
 */
export function wrongPolarity(claim: ReadText, sources: readonly ReadText[]): string | undefined {
  const denied = sources.flatMap(denialsIn);
  const claimed = denialsIn(claim);
  for (const one of claimed) {
    if (denied.length === 0) return one.text.trim();
    const known =
      one.words.length === 0 ||
      denied.some((other) => one.words.slice(0, 2).some((word) => holds(other.text, word)));
    const lone = one.words
      .slice(0, NEAREST)
      .every((word) => sources.some((source) => saysPlainly(source, word)));
    if (!known && lone) return one.text.trim();
    const [nearest] = one.words;
    const deepest = nearest ? Math.max(...sources.map((source) => depthOf(source, nearest))) : 0;
    if (nearest && deepest > 0 && depthOf(claim, nearest) > deepest) return one.text.trim();
  }
  for (const other of denied)
    for (const word of other.words.slice(0, NEAREST))
      if (saysPlainly(claim, word) && !sources.some((source) => saysPlainly(source, word))) return word.asked;
  return lostDenial(claim, sources);
}

/** A clause of which this share is said is the one the claim tells. */
const TOLD = 0.7;

/** A clause the claim tells with fewer denials than it has: 未見對照 as 有對照. */
function lostDenial(claim: ReadText, sources: readonly ReadText[]): string | undefined {
  const claimed = denialsIn(claim).length;
  for (const source of sources)
    for (const clause of source.clauses) {
      const denied = deniedIn(clause);
      const told = clause.words.filter((word) => word.text.length > 1);
      const said = told.filter((word) => holds(claim.folded, word)).length;
      if (denied.length > claimed && told.length > 0 && said >= TOLD * told.length)
        return denied[0]!.text.trim();
    }
  return undefined;
}
