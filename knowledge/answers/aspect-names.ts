import type { Language } from '../../core/language.ts';
import type { AspectId } from './aspects.ts';

/** What an aspect is called in headings, notices and suggested questions. */
export const aspectNames: Readonly<Record<AspectId, Readonly<Record<Language, string>>>> = {
  cost: { 'zh-TW': '經費', en: 'cost' },
  amount: { 'zh-TW': '金額', en: 'amounts' },
  saving: { 'zh-TW': '節省', en: 'savings' },
  penalty: { 'zh-TW': '罰款或賠償', en: 'penalties and settlements' },
  accuracy: { 'zh-TW': '準確度與誤判', en: 'accuracy and errors' },
  people: { 'zh-TW': '人數', en: 'number of people' },
  count: { 'zh-TW': '數量', en: 'numbers' },
  start: { 'zh-TW': '時間', en: 'dates' },
  end: { 'zh-TW': '停用時間', en: 'end date' },
  status: { 'zh-TW': '目前狀態', en: 'current status' },
  outcome: { 'zh-TW': '成敗', en: 'success or failure' },
  vendor: { 'zh-TW': '開發與合作單位', en: 'developer or partner' },
  funder: { 'zh-TW': '經費來源', en: 'who paid' },
  opinion: { 'zh-TW': '滿意度與評價', en: 'satisfaction' },
  agency: { 'zh-TW': '負責機關', en: 'responsible agency' },
  technique: { 'zh-TW': '技術與運作', en: 'how it works' },
  data: { 'zh-TW': '使用的資料', en: 'data used' },
  legal: { 'zh-TW': '法律與判決', en: 'law and rulings' },
  human: { 'zh-TW': '人工覆核', en: 'human review' },
  'why-stopped': { 'zh-TW': '停用原因', en: 'why it was stopped' },
  'why-failed': { 'zh-TW': '失敗原因', en: 'why it failed' },
  'why-started': { 'zh-TW': '背景與目的', en: 'background and aim' },
  results: { 'zh-TW': '成效', en: 'results' },
  risks: { 'zh-TW': '失敗或風險', en: 'risks and failures' },
  governance: { 'zh-TW': '治理作法', en: 'governance' },
  lessons: { 'zh-TW': '可借鏡之處', en: 'lessons' },
  questions: { 'zh-TW': '給主管的提問', en: 'questions for managers' },
  approach: { 'zh-TW': '導入作法', en: 'approach' },
  'risk-level': { 'zh-TW': '風險等級', en: 'risk level' },
  competencies: { 'zh-TW': '相關職能', en: 'competencies involved' },
  figures: { 'zh-TW': '關鍵數字', en: 'key figures' },
  unverified: { 'zh-TW': '未能查證的事項', en: 'what could not be verified' },
  sources: { 'zh-TW': '資料來源', en: 'sources' },
  country: { 'zh-TW': '國家與機關', en: 'country and agency' },
  why: { 'zh-TW': '原因', en: 'why' },
  summary: { 'zh-TW': '概要', en: 'summary' },
};

export function headingOf(id: AspectId, language: Language): string {
  const name = aspectNames[id][language];
  return name.charAt(0).toUpperCase() + name.slice(1);
}
