import { fold } from '../../text/fold.ts';
import { findAgencies } from '../agency-names.ts';
import type { ContentWord } from '../content-words.ts';
import type { PreparedText } from '../match-words.ts';
import { matchWord } from '../match-words.ts';

/** The word itself, in another inflection, or by a synonym of the glossary. */
const SAME = 0.8;
/** By its dictionary meaning: enough only where source and claim are in two languages. */
const TRANSLATED = 0.7;
/** Letters two English words share from the start to be of one family. */
const ALIKE = 5;

function inflected(word: ContentWord, text: PreparedText): boolean {
  if (word.han || word.text.length < ALIKE) return false;
  const start = word.text.slice(0, Math.max(ALIKE, word.text.length - 2));
  for (const stem of text.stems) if (stem.startsWith(start)) return true;
  return false;
}

/** 審核會議 in a text that says 審核 and 會議: a word put together of words the text has. */
function compounded(word: ContentWord, text: PreparedText): boolean {
  if (!word.han || word.text.length < 3) return false;
  const { length } = word.text;
  for (let cut = 2; cut <= length - 2; cut++)
    if (text.folded.includes(word.text.slice(0, cut)) && text.folded.includes(word.text.slice(cut)))
      return true;
  return length === 3 && text.folded.includes(word.text.slice(0, 2)) && text.folded.includes(word.text[2]!);
}

/** 疾管署 in a text that says 疾病管制署. */
function sameAgency(word: ContentWord, text: PreparedText): boolean {
  return findAgencies(word.text).some(
    ({ found, names }) => found === word.text && names.some((name) => text.folded.includes(name)),
  );
}

/** They introduce what is said and say nothing themselves. */
const NEUTRAL = new Set(
  '發現 指出 顯示 表示 說明 提到 提及 作出 做出 進行 包括 包含 其中 此外 另外 分別 合計 相當於 find found show note state describ includ also'
    .split(' ')
    .map(fold),
);

/** Whether a text says a content word of a claim. */
export function saysWord(word: ContentWord, text: PreparedText, translated: boolean): boolean {
  if (NEUTRAL.has(word.text)) return true;
  const match = matchWord(word, text);
  if (match >= (translated ? TRANSLATED : SAME)) return true;
  return inflected(word, text) || compounded(word, text) || sameAgency(word, text);
}
