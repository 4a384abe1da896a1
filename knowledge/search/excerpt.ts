import { glossTerms } from '../text/gloss.ts';
import { indexTerms } from '../text/index-terms.ts';
import type { QuestionTerm } from './question-terms.ts';
import { GLOSS_MARK } from './settings.ts';

const LENGTH = 220;
const SENTENCE = /[^。！？；!?;\n]+(?:[。！？；!?;\n]+["」』”’）)]*|$)|[。！？；!?;\n]+/gu;

interface Piece {
  readonly start: number;
  readonly text: string;
}

/** Sentences with their places; a sentence too long to show is cut into pieces. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(SENTENCE))
    for (let at = 0; at < match[0].length; at += LENGTH)
      pieces.push({ start: match.index + at, text: match[0].slice(at, at + LENGTH) });
  return pieces;
}

/** How much of the question a piece holds; single characters prove too little here. */
function matchOf(piece: string, weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const term of indexTerms(piece).keys()) if (term.length > 1) sum += weights.get(term) ?? 0;
  for (const [term, weight] of glossTerms(piece))
    sum += Math.min(1, weight) * (weights.get(GLOSS_MARK + term) ?? 0);
  return sum;
}

function wholeCharacters(text: string, start: number, end: number): string {
  const from = /[\udc00-\udfff]/.test(text.charAt(start)) ? start + 1 : start;
  const to = /[\udc00-\udfff]/.test(text.charAt(end)) ? end - 1 : end;
  return text.slice(from, to);
}

/** The part of a passage that answers a question best, word for word; `…` stands for what is left out. */
export function excerptOf(text: string, terms: readonly QuestionTerm[]): string {
  if (text.length <= LENGTH) return text.trim();
  const weights = new Map(terms.map(({ term, own, other }) => [term, Math.max(own, other)]));
  let best = { start: 0, score: -1 };
  for (const piece of piecesOf(text)) {
    const score = matchOf(piece.text, weights);
    if (score > best.score) best = { start: piece.start, score };
  }
  const start = Math.min(best.start, text.length - LENGTH);
  const end = start + LENGTH;
  const shown = wholeCharacters(text, start, end).trim();
  return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
}
