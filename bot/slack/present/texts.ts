import type { Language, Text } from '../../../core/language.ts';

const texts = {
  helpful: { 'zh-TW': '有幫助', en: 'Helpful' },
  unhelpful: { 'zh-TW': '沒有幫助', en: 'Not helpful' },
  rateHelpful: { 'zh-TW': '評為有幫助', en: 'Rate this answer as helpful' },
  rateUnhelpful: { 'zh-TW': '評為沒有幫助', en: 'Rate this answer as not helpful' },
  sources: { 'zh-TW': '出處', en: 'Sources' },
  original: { 'zh-TW': '原始來源', en: 'original source' },
  inBank: { 'zh-TW': '在知識庫中查看', en: 'see it in the bank' },
  permanent: { 'zh-TW': '永久連結', en: 'Permanent link' },
  version: { 'zh-TW': '第 {n} 版', en: 'version {n}' },
  extractive: { 'zh-TW': '逐句摘自來源', en: 'Taken sentence by sentence from the sources' },
  generative: {
    'zh-TW': '由 AI 撰寫，逐句比對過來源',
    en: 'Written by AI, each sentence checked against the sources',
  },
  cut: { 'zh-TW': '（太長，後面的部分略。）', en: '(Too long; the rest is left out.)' },
  cutHere: {
    'zh-TW': '（太長，[完整回答]({url})在這裡。）',
    en: '(Too long; [the whole answer]({url}) is here.)',
  },
  fillIn: { 'zh-TW': '開啟表單', en: 'Open the form' },
  cancel: { 'zh-TW': '取消', en: 'Cancel' },
  close: { 'zh-TW': '關閉', en: 'Close' },
  send: { 'zh-TW': '送出', en: 'Send' },
  working: { 'zh-TW': '處理中…', en: 'One moment…' },
  done: { 'zh-TW': '完成', en: 'Done' },
  problem: { 'zh-TW': '還差一點', en: 'Not yet' },
  thinking: { 'zh-TW': '正在查詢來源…', en: 'is searching the sources…' },
  stopped: { 'zh-TW': '_已依您的要求停止。_', en: '_Stopped, as you asked._' },
  unwell: {
    'zh-TW': '系統暫時無法處理，請稍後再試。',
    en: 'This cannot be handled right now; please try again later.',
  },
  askMe: {
    'zh-TW': '請在提到我之後接著打問題，例如「什麼是影子 AI？」；`/bank help` 列出指令。',
    en: 'Type a question after my name, such as “What is shadow AI?”; `/bank help` lists the commands.',
  },
  thanks: { 'zh-TW': '已記下您的評價，謝謝。', en: 'Your rating is kept, thank you.' },
  improve: { 'zh-TW': '哪裡可以更好？', en: 'What could be better?' },
  comment: { 'zh-TW': '意見', en: 'Comment' },
  shortcut: { 'zh-TW': '存成案例', en: 'Save as a case' },
  asked: { 'zh-TW': '問', en: 'Asked' },
} satisfies Record<string, Text>;

export type TextKey = keyof typeof texts;

export function t(key: TextKey, language: Language): string {
  return texts[key][language];
}

/** Questions to begin with, where the app is opened. */
export const starters: readonly Text[] = [
  { 'zh-TW': '什麼是影子 AI？', en: 'What is shadow AI?' },
  { 'zh-TW': '有哪些政府聊天機器人的失敗案例？', en: 'Which government chatbots failed?' },
  { 'zh-TW': '導入生成式 AI 前要先做好哪些治理？', en: 'What governance comes before generative AI?' },
  { 'zh-TW': '/bank help', en: '/bank help' },
];
