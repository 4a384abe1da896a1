import { fold } from '../text/fold.ts';
import type { ContentWord } from './content-words.ts';
import { countedWords } from './content-words.ts';
import { statesQuantity, withoutDates } from './find-numbers.ts';
import type { HeldSentence } from './library.ts';
import { matchWord } from './match-words.ts';
import { holdsMeasure } from './measure-words.ts';
import type { Question } from './understand-question.ts';

const ASKS_NUMBER = /多少|幾(?!乎|歲的)|百分之|how (?:many|much)|percent/iu;
/** The study prints few of either, so an answer must hold one. */
const SCORE = /平均|分數|得分|滿意|average|scores?\b|satisf/u;
const MONEY = /經費|預算|花費|多少錢|budget|\bcosts?\b/u;
/** 幾項優勢 is answered by naming them; nobody need print their number. */
const LISTED = new RegExp(
  fold(
    '(?:多少|幾)個?(?:項|點|種|大|類|條|級|層|面向|國|優|劣|弱|缺|機會|威脅|難|困|建議|目的|特|角色|職系|等級|領域|重點|方法|好處|階段)|how many (?:[a-z]+ ){0,2}(?:strengths|weaknesses|opportunities|threats|recommendations|aims|goals|difficulties|features|qualities|kinds|types|sources|countries)',
  ),
  'u',
);
/** The study is about them, so a figure of something else may stand beside them. */
const ABOUT =
  /^(?:徽章|職能|研究|問卷|調查|badg|competenc|studi|survei|[一二兩三四五六七八九十\d]|年間|期間)/u;

/** A figure is asked for that a list of things does not give. */
export function asksFigure({ folded, places }: Question): boolean {
  const ofAbroad =
    places.some(({ place }) => place.country !== 'TW') && (SCORE.test(folded) || MONEY.test(folded));
  return ofAbroad || (ASKS_NUMBER.test(folded) && !LISTED.test(folded));
}

function speaksOf(word: ContentWord, sentence: HeldSentence): boolean {
  const { section, source } = sentence.passage;
  return (
    ABOUT.test(word.text) ||
    matchWord(word, sentence.prepared) >= 0.45 ||
    fold(`${section} ${source.title}`).includes(word.text)
  );
}

const ASKS_WHERE =
  /在哪(?:裡|兒|個(?:地方|城市|縣市))|哪裡(?:進行|舉行|舉辦|做)|\bwhere (?:was|were|did|does|is)\b/u;
const GIVES_PLACE = /地點|臺北|台北|會議室|線上|online|held (?:at|in)|located/u;

/** What is asked is nowhere in the sentences, whatever else they say. */
export function lacksPlace({ folded }: Question, sentences: readonly HeldSentence[]): boolean {
  return ASKS_WHERE.test(folded) && !sentences.some(({ text }) => GIVES_PLACE.test(text));
}

/** The sentence holds a quantity of the kind asked, and speaks of what is counted. */
export function givesFigure(question: Question, sentence: HeldSentence): boolean {
  const { folded } = sentence.prepared;
  return (
    statesQuantity(sentence.text) &&
    holdsMeasure(question.folded, folded, withoutDates(folded)) &&
    countedWords(question.folded).every((word) => speaksOf(word, sentence)) &&
    (!MONEY.test(question.folded) || /元|[$€£]|euro|dollar/u.test(folded)) &&
    (!SCORE.test(question.folded) || SCORE.test(folded))
  );
}
