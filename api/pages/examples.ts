import type { Text } from '../../core/language.ts';

/** Questions shown on the empty page, one or two of each kind the bank answers. */
export const examples: readonly { kind: Text; questions: readonly Text[] }[] = [
  {
    kind: { 'zh-TW': '案例', en: 'Cases' },
    questions: [
      {
        'zh-TW': '荷蘭育兒補助弊案發生了什麼事？',
        en: 'What happened in the Dutch childcare benefits scandal?',
      },
      { 'zh-TW': '臺灣有哪些機關用 AI 做影像辨識？', en: 'Which agencies in Taiwan use computer vision?' },
    ],
  },
  {
    kind: { 'zh-TW': '經驗與建議', en: 'Lessons and advice' },
    questions: [
      {
        'zh-TW': '推出對民眾的聊天機器人之前，要先想清楚哪些事？',
        en: 'What should we settle before launching a chatbot for citizens?',
      },
      {
        'zh-TW': '用 AI 篩查補助申請，別的機關怎麼失敗的？',
        en: 'How did other agencies fail when screening benefit claims with AI?',
      },
    ],
  },
  {
    kind: { 'zh-TW': '比較', en: 'Comparisons' },
    questions: [
      {
        'zh-TW': '英國與澳洲政府試用 Copilot 的成效有什麼不同？',
        en: 'How do the Copilot trials of the UK and Australian governments compare?',
      },
    ],
  },
  {
    kind: { 'zh-TW': '職能調查', en: 'The competency study' },
    questions: [
      {
        'zh-TW': '系統規劃群在中階最重視哪一項技術職能？',
        en: 'Which technical competency ranks highest for the system planning cluster at middle level?',
      },
      {
        'zh-TW': '非核心工作群到底是 638 人還是 683 人？',
        en: 'Does the non-core cluster have 638 or 683 people?',
      },
    ],
  },
  {
    kind: { 'zh-TW': '名詞', en: 'Terms' },
    questions: [{ 'zh-TW': '什麼是模型漂移？', en: 'What is model drift?' }],
  },
];
