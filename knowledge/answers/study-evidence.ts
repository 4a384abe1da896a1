import { fold } from '../text/fold.ts';
import type { ContentWord } from './content-words.ts';
import { countedWords } from './content-words.ts';
import { statesQuantity, withoutDates } from './find-numbers.ts';
import type { HeldSentence } from './library.ts';
import { matchWord } from './match-words.ts';
import { holdsMeasure } from './measure-words.ts';
import type { Question } from './understand-question.ts';

const ASKS_NUMBER = /多少|幾(?!乎|歲的)|百分之|how (?:many|much)|percent/iu;
/** 幾項優勢 is answered by naming them; nobody need print their number. */
const LISTED = new RegExp(
  fold(
    '(?:多少|幾)個?(?:項|點|個|種|大|類|條|級|層|面向|國)|how many (?:[a-z]+ ){0,2}(?:strengths|weaknesses|opportunities|threats|recommendations|aims|goals|difficulties|features|qualities|kinds|types|sources|countries)',
  ),
  'u',
);
/** The study is about them, so a figure of something else may stand beside them. */
const ABOUT = /^(?:徽章|職能|研究|問卷|調查|badg|competenc|studi|survei)/u;

/** A figure is asked for that a list of things does not give. */
export function asksFigure({ folded }: Question): boolean {
  return ASKS_NUMBER.test(folded) && !LISTED.test(folded);
}

function speaksOf(word: ContentWord, sentence: HeldSentence): boolean {
  const { section, source } = sentence.passage;
  return (
    ABOUT.test(word.text) ||
    matchWord(word, sentence.prepared) >= 0.45 ||
    fold(`${section} ${source.title}`).includes(word.text)
  );
}

/** The sentence holds a quantity of the kind asked, and speaks of what is counted. */
export function givesFigure(question: Question, sentence: HeldSentence): boolean {
  const { folded } = sentence.prepared;
  return (
    statesQuantity(sentence.text) &&
    holdsMeasure(question.folded, folded, withoutDates(folded)) &&
    countedWords(question.folded).every((word) => speaksOf(word, sentence))
  );
}
