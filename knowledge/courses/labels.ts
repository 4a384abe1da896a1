import type { Text } from '../../core/language.ts';
import type { Course, CourseState } from './schema.ts';

export const checkLabels: Record<Course['parts']['check']['kind'], Text> = {
  quiz: { 'zh-TW': '測驗', en: 'Quiz' },
  'sign-off': { 'zh-TW': '由他人簽核', en: "Another person's sign-off" },
  written: { 'zh-TW': '書面檢核', en: 'Written check' },
};

export const originLabels: Record<Course['origin'], Text> = {
  starter: { 'zh-TW': '入門清單，本產品自編', en: 'Starter set, written for this product' },
  'case-study': { 'zh-TW': '案例研討，由案例改編', en: 'Case study, made from a case' },
  agency: { 'zh-TW': '機關自有課程', en: "An agency's own" },
};

export const stateLabels: Record<CourseState, Text> = {
  draft: { 'zh-TW': '草稿', en: 'a draft' },
  in_review: { 'zh-TW': '審核中', en: 'under review' },
  returned: { 'zh-TW': '已退回', en: 'returned' },
  published: { 'zh-TW': '已發布', en: 'published' },
  withdrawn: { 'zh-TW': '已下架', en: 'withdrawn' },
};

/** What proficiency 0 to 5 means (the product's own scale, not the study's). */
export const proficiencyLabels: readonly Text[] = [
  { 'zh-TW': '尚未接觸', en: 'none' },
  { 'zh-TW': '能說明', en: 'explains' },
  { 'zh-TW': '在協助下能做', en: 'does with help' },
  { 'zh-TW': '能獨立做', en: 'does alone' },
  { 'zh-TW': '能帶領他人', en: 'leads others' },
  { 'zh-TW': '能訂定規則', en: 'sets the rules' },
];
