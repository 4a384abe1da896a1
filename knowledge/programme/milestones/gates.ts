import { z } from 'zod';
import type { Text } from '../../../core/language.ts';

export const GateId = z.enum(['scope', 'governance', 'trial', 'decision']);
export type GateId = z.infer<typeof GateId>;

/** The gates of an agency project in their order: what is decided at each, and what has to be shown. Ours, not the study's. */
export const gates: readonly { readonly id: GateId; readonly name: Text; readonly shows: Text }[] = [
  {
    id: 'scope',
    name: { 'zh-TW': '一、問題與範圍', en: '1. Problem and scope' },
    shows: {
      'zh-TW': '現況的數字、受影響的人、不用 AI 的替代作法，以及主管同意的範圍。',
      en: 'Present figures, who is affected, what would be done without AI, and the scope the supervisor agreed to.',
    },
  },
  {
    id: 'governance',
    name: { 'zh-TW': '二、風險與治理', en: '2. Risk and governance' },
    shows: {
      'zh-TW': '資料來源與個資處理、可能的損害、人工覆核的方式，以及誰有權停用。',
      en: 'Data and privacy, possible harm, how people check it, and who may stop it.',
    },
  },
  {
    id: 'trial',
    name: { 'zh-TW': '三、試行', en: '3. Trial' },
    shows: {
      'zh-TW': '試行的對象與期間、驗收標準，以及量到的結果（包含不好的）。',
      en: 'Who took part and for how long, the acceptance criteria, and what was measured, bad results included.',
    },
  },
  {
    id: 'decision',
    name: { 'zh-TW': '四、成效與決定', en: '4. Results and decision' },
    shows: {
      'zh-TW': '與現況數字的比較、擴大、修改或停用的決定與理由。',
      en: 'The comparison with the figures before, and the decision to scale, change or stop, with reasons.',
    },
  },
];
