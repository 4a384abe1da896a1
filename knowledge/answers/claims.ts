import type { Language } from '../../core/language.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { figureNote } from './figure-notes.ts';
import type { HeldSentence } from './library.ts';
import { inContext, itemsAfter } from './pick-sentences.ts';
import type { Claim } from './schema.ts';

function joined(sentences: readonly HeldSentence[]): string {
  return sentences
    .map((sentence) => sentence.text)
    .reduce((text, next) =>
      /[\p{Script=Han}。！？：；，」）]$/u.test(text) ? text + next : `${text} ${next}`,
    );
}

/** A source sentence in the other language is shown as the quotation it is. */
function quoted(text: string, language: Language): string {
  if (language === 'en' && detectLanguage(text) === 'zh-TW') return `“${text}” (source in Chinese)`;
  return text;
}

/** One claim for one sentence, with what it leans on and with how its figures arose. */
export function claimOf(sentence: HeldSentence, language: Language): Claim {
  const parts = inContext(sentence);
  const note = figureNote(sentence, language);
  const text = quoted(joined(parts), language);
  const noted = note ? (language === 'en' ? `${text} (${note})` : `${text}（${note}）`) : text;
  return { text: noted, passageIds: [sentence.passage.id] };
}

/** Sentences of one list item belong together: one claim each for items, not for sentences. */
export function claimsByItem(sentences: readonly HeldSentence[], language: Language): Claim[] {
  const items: HeldSentence[][] = [];
  for (const sentence of sentences) {
    const last = items.at(-1);
    if (last && !sentence.opensItem && last[0]!.passage === sentence.passage) last.push(sentence);
    else items.push([sentence]);
  }
  return items.map((item) => ({ text: quoted(joined(item), language), passageIds: [item[0]!.passage.id] }));
}

/** The whole list item a sentence belongs to. */
export function itemOf(sentence: HeldSentence): HeldSentence[] {
  const all = sentence.passage.sentences();
  let from = all.indexOf(sentence);
  while (from > 0 && !all[from]!.opensItem) from--;
  let to = from + 1;
  while (to < all.length && !all[to]!.opensItem) to++;
  return all.slice(from, to);
}

/** Claims for sentences in the order given; context already shown is not repeated, introduced lists are shown whole. */
export function claimsOf(sentences: readonly HeldSentence[], language: Language): Claim[] {
  const shown = new Set<HeldSentence>();
  const claims: Claim[] = [];
  for (const sentence of sentences) {
    if (shown.has(sentence)) continue;
    const context = inContext(sentence);
    const alone = context.some((part) => part !== sentence && shown.has(part));
    claims.push(
      alone
        ? { ...claimOf(sentence, language), text: quoted(sentence.text, language) }
        : claimOf(sentence, language),
    );
    for (const part of context) shown.add(part);
    for (const item of itemsAfter(sentence))
      if (!shown.has(item)) {
        shown.add(item);
        claims.push(claimOf(item, language));
      }
  }
  return claims;
}
