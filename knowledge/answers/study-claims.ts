import type { HeldPassage, HeldSentence } from './library.ts';
import type { Claim } from './schema.ts';
import { cleanText } from './split-sentences.ts';

const NOTE = /^（本庫註）/;
/** 「（本庫推論，未經研究作者確認）」 alone says nothing; it belongs to the sentence before it. */
const RESERVATION = /^（本庫推論[^）]*）$/;

/**
 * Sentences as claims. A note of ours (（本庫註）) is one paragraph and is cited whole: a sentence out of it would
 * read as the study's own.
 * @param write what is shown of a text of this passage
 */
export function claimsOf(
  sentences: readonly HeldSentence[],
  write: (text: string, passage: HeldPassage) => string = (text) => text,
): Claim[] {
  const claims: { text: string; passage: HeldPassage }[] = [];
  for (const { text, passage } of sentences) {
    const last = claims.at(-1);
    if (NOTE.test(passage.text)) {
      if (!claims.some((one) => one.passage === passage))
        claims.push({ text: cleanText(passage.text), passage });
    } else if (!RESERVATION.test(text)) claims.push({ text, passage });
    else if (last?.passage === passage) last.text = `${last.text}${text}`;
  }
  return claims.map(({ text, passage }) => ({ text: write(text, passage), passageIds: [passage.id] }));
}
