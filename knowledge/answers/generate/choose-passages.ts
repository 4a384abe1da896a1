import type { NumberedPassage } from '../../../prompts/numbered-passages.ts';
import type { CitedPassage } from '../compose-answer.ts';
import type { AnswerDraft } from '../schema.ts';
import { cleanText, splitSentences } from '../split-sentences.ts';
import type { LinkTokens } from './link-tokens.ts';

/** Of one passage; more would leave no room for the others. */
const LONGEST = 1_500;

/** The sentences of a passage from the one before its first quoted one on, as many as fit. */
function excerptOf(passage: CitedPassage, draft: AnswerDraft, room: number): string {
  const sentences = splitSentences(passage.text);
  const quoted = draft.parts
    .flatMap(({ claims }) => claims)
    .filter(({ passageIds }) => passageIds.includes(passage.id))
    .map(({ text }) => text);
  const whole = passage.text.length <= Math.min(LONGEST, room);
  const found = sentences.findIndex(({ text }) => quoted.some((claim) => claim.includes(text)));
  const from = whole ? 0 : Math.max(0, found - 1);
  let text = '';
  for (const sentence of sentences.slice(from)) {
    const piece = cleanText(passage.text.slice(sentence.start, sentence.end));
    if (text.length + piece.length > Math.min(LONGEST, room)) break;
    text += `${text === '' ? '' : sentence.opensItem ? '\n' : ' '}${piece}`;
  }
  return text;
}

/**
 * The passages of an answer as a model reads them, in the answer's order, as many as there is room for.
 * @param room characters of all passages together
 */
export function choosePassages(
  draft: AnswerDraft,
  cited: readonly CitedPassage[],
  links: LinkTokens,
  room: number,
): { numbered: NumberedPassage[]; chosen: CitedPassage[] } {
  const order = [
    ...new Set(draft.parts.flatMap(({ claims }) => claims.flatMap(({ passageIds }) => passageIds))),
  ];
  const numbered: NumberedPassage[] = [];
  const chosen: CitedPassage[] = [];
  let left = room;
  for (const id of order) {
    const passage = cited.find((one) => one.id === id);
    const text = passage ? excerptOf(passage, draft, left) : '';
    if (!passage || text === '') continue;
    left -= text.length;
    chosen.push(passage);
    numbered.push({
      n: chosen.length,
      title: links.hide(passage.title),
      section: links.hide(passage.section.join(' › ')),
      text: links.hide(text),
    });
  }
  return { numbered, chosen };
}
