import type { Language } from '../../../core/language.ts';
import { fold } from '../../text/fold.ts';
import { isSimplifiedOnly } from '../../text/han-variants.ts';

/** What a sentence may not hold whatever its sources say. */
export type Unfit = 'link' | 'markup' | 'script' | 'simplified' | 'language' | 'instructions' | 'marks';

const LINK =
  /\b(?:https?|ftp|file|data|javascript|mailto):|\bwww\.|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|io|tw|uk|eu|cn|info|biz|me|co|ru|xyz|top|app|dev|link)\b|\S+@\S+\.\S+/iu;
const MARKUP =
  /›|<\/?[a-z!][^>]*>|<[a-z!/]|!\[|\]\(|\]\[|```|&(?:#\d+|#x[\da-f]+|[a-z]{2,8});|^\s{0,3}(?:#{1,6}\s|\|)|\{\{|\}\}|\|\s*-{3}/iu;
/** Marks of chat templates and of our own delimiters. */
const MARKS =
  /<\|?[a-z_ ]+\|?>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|\b(?:LINK|DATA|QUESTION|PASSAGES)[-_][0-9a-z]+|={4,}|～{4,}/iu;
const OTHER_SCRIPT =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Thai}\p{Script=Hebrew}\p{Script=Devanagari}]/u;
const INSTRUCTION = new RegExp(
  `${fold(
    '系統提示|提示詞|忽略(?:以上|上述|先前|之前|前面)|身為(?:一個)?(?:ai|語言模型|人工智慧)|作為(?:一個)?(?:ai|語言模型)|我(?:是|只是)(?:一個)?(?:ai|語言模型|人工智慧)|我(?:無法|不能)(?:協助|提供|回答)|根據(?:您|你)提供的(?:指示|規則)|資料區塊|編號段落|引用編號|好的,以下|以下是我',
  )}|system prompt|ignore (?:all|any|the|previous|above)|as an ai|language model|i(?:'m| am) (?:sorry|unable|an ai)|i can(?:not|'t) (?:help|assist)|your instructions|my instructions|numbered passages?|here is (?:the|my|a) (?:answer|summary)|sure[,!]`,
  'u',
);

const HAN = /\p{Script=Han}/gu;
const LATIN = /\p{Script=Latin}/gu;
/** English names in a Chinese sentence, and Chinese ones in an English sentence, up to this share. */
const HAN_LEAST = 0.2;
const HAN_MOST = 0.25;

function otherLanguage(text: string, language: Language): boolean {
  const han = text.match(HAN)?.length ?? 0;
  const latin = (text.match(LATIN)?.length ?? 0) / 3;
  if (han + latin === 0) return false;
  const share = han / (han + latin);
  return language === 'zh-TW' ? share < HAN_LEAST : share > HAN_MOST;
}

/** Words of the instructions in a row that are no accident. */
const ECHO_HAN = 12;
const ECHO_WORDS = 7;

/** True when a folded text repeats a stretch of the instructions. */
function echoes(folded: string, instructions: string): boolean {
  const words = folded.split(' ');
  if (words.length >= ECHO_WORDS)
    for (let at = 0; at + ECHO_WORDS <= words.length; at++)
      if (instructions.includes(words.slice(at, at + ECHO_WORDS).join(' '))) return true;
  const run = folded.match(/\p{Script=Han}[\p{Script=Han},]{11,}/gu) ?? [];
  return run.some((text) => {
    for (let at = 0; at + ECHO_HAN <= text.length; at++)
      if (instructions.includes(text.slice(at, at + ECHO_HAN))) return true;
    return false;
  });
}

/**
 * What makes a sentence unfit by itself.
 * @param held folded text of its passages: links and scripts that stand there are theirs
 */
export function findUnfit(
  text: string,
  options: { language: Language; instructions: string },
): Unfit | undefined {
  const folded = fold(text);
  if (LINK.test(text) || LINK.test(folded)) return 'link';
  if (MARKUP.test(text)) return 'markup';
  if (MARKS.test(text)) return 'marks';
  if (OTHER_SCRIPT.test(text)) return 'script';
  if ([...text].some(isSimplifiedOnly)) return 'simplified';
  if (otherLanguage(text, options.language)) return 'language';
  if (INSTRUCTION.test(folded) || echoes(folded, options.instructions)) return 'instructions';
  return undefined;
}
