import SIMPLIFIED_TO_TRADITIONAL from 'opencc-js/dict/STCharacters';
import TRADITIONAL_TO_SIMPLIFIED from 'opencc-js/dict/TSCharacters';
import TAIWAN_VARIANTS from 'opencc-js/dict/TWVariants';

/** Pairs that people in Taiwan type for one another and OpenCC keeps apart: 計劃/計畫, 身份/身分, 連絡/聯絡. */
const TYPED_FOR_ONE_ANOTHER = '劃 畫|份 分|妳 你|菸 煙|賬 帳|姊 姐|粘 黏|鉅 巨|連 聯|污 汙';

/** Characters OpenCC lists as simplified that everyday traditional text uses as well: they prove nothing. */
const ALSO_TRADITIONAL = new Set(
  '里吃群台岩峰斗床征干游唇霉伙秘后岳灶凶占准痴皂咸采丑范熏朴划辟于云厘夸么雇吁咨几昵杠涂虱郁麽淀腌余佣尸涌苧仆咤帘恒据杰筑粽糍凄叶岭柜膻适并晒',
);

const parse = (dictionary: string): Map<string, string> =>
  new Map(dictionary.split('|').map((pair) => pair.split(' ') as [string, string]));

const traditional = parse(SIMPLIFIED_TO_TRADITIONAL);
const simplified = parse(TRADITIONAL_TO_SIMPLIFIED);
const taiwan = parse(TAIWAN_VARIANTS);
const typed = parse(TYPED_FOR_ONE_ANOTHER);
const known = new Map<string, string>();

/**
 * One form for all variants of a Han character (臺/台, 後/后, 裡/裏/里, 劃/畫), chosen by character alone, so that
 * simplified and traditional spellings of a word always meet. For matching only: 公里 becomes 公裡.
 */
export function commonForm(character: string): string {
  const found = known.get(character);
  if (found !== undefined) return found;
  const local = taiwan.get(character) ?? character;
  const plain = simplified.get(local) ?? local;
  const full = traditional.get(plain) ?? plain;
  const shown = taiwan.get(full) ?? full;
  const form = typed.get(shown) ?? shown;
  known.set(character, form);
  return form;
}

/** A word with every Han character in its common form. */
export function inCommonForm(word: string): string {
  let form = '';
  for (const character of word) form += character < '\u3400' ? character : commonForm(character);
  return form;
}

/** True for a character that occurs in simplified text only (软, 发), never for shared ones (后, 台). */
export function isSimplifiedOnly(character: string): boolean {
  const full = traditional.get(character);
  return full !== undefined && full !== character && !ALSO_TRADITIONAL.has(character);
}
