/** 內政部, 全國姓名統計分析: the surnames most people of Taiwan carry, and the usual double ones. */
const single =
  '陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓馬阮董唐溫藍蔣石古紀姚連馮歐程湯黎田康姜白汪鄒尤巫鐘涂龔嚴韓袁金童陸夏柳凃邵錢伍倪溫于譚駱熊任甘秦顧毛章史官萬俞雷粘饒闕凌崔尹孔辛武辜陶段龍易靳';
const double = '歐陽|司馬|上官|諸葛|司徒|皇甫|張簡|范姜|張廖|王陳';
const surname = `(?:${double}|[${single}])`;

const titles =
  '先生|小姐|女士|太太|科長|課長|股長|組長|主任|處長|副處長|局長|副局長|署長|司長|次長|部長|院長|校長|所長|隊長|專門委員|簡任技正|技正|技士|技佐|專員|科員|辦事員|書記官?|秘書|主秘|參事|研究員|分析師|設計師|管理師|工程師|經理|協理|總監|委員|教授|博士|老師|醫師|律師|檢察官|法官|警員|里長|市長|縣長|鄉長|鎮長|議員|立委';
const labels =
  '承辦人員?|承辦窗口|聯絡人|連絡人|聯繫人|聯絡窗口|負責人|主辦人|經辦人|申請人|當事人|陳情人|被害人|家屬|個案|姓名|主持人|作者|撰稿人?|窗口';

/** Characters a given name does not hold, but offices, places and everyday words do. */
const given =
  '(?:(?![市縣鄉鎮區局處部署會院司組科課室所級案等的之在於與和及或是為有並請由已可將被經])\\p{Script=Han})';
const notInWord = '(?:(?<!\\p{Script=Han})|(?<=[由請與和及或洽找向給是為的、跟對]|[聯連][絡繫]))';
const ends =
  '(?!\\p{Script=Han})|(?=[，。、的與和及於在先小女也則亦指說表認強提分擔負回坦]|電|分機|手機|信箱)';

/** What looks like a person's name by the words around it. Never certain: common words look the same. */
export const namePatterns: readonly RegExp[] = [
  // 承辦人：王小明
  new RegExp(`(?<=(?:${labels})[\\s:：為是（(]{0,3})${surname}\\s?${given}\\s?${given}?(?:${ends})`, 'gu'),
  // 王小明科長, 王科長
  new RegExp(`${notInWord}${surname}${given}{0,2}\\s?(?:${titles})`, 'gu'),
  // 科長王小明
  new RegExp(`(?<=(?:${titles})\\s?)${surname}${given}${given}(?:${ends})`, 'gu'),
  // 王○明, 陳ＯＯ: already shortened, still a person
  new RegExp(`${surname}[○〇ＯOXＸ*＊]{1,2}${given}?`, 'gu'),
  /\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2}/gu,
  /(?<=\b(?:[Cc]ontact(?: person)?|[Aa]uthor|[Pp]repared by|[Oo]fficer in charge)\s*[:：]\s*)\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){1,2}/gu,
];
