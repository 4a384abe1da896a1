import type { CallFields } from './schema.ts';

/** What a new call starts from: written for this product, for organisers to change before they publish. */
export const defaultCriteria: CallFields['criteria'] = [
  {
    id: 'project',
    text: {
      'zh-TW': '專案：問題是真的、範圍一年內做得完，並說明不用 AI 的替代作法。',
      en: 'Project: a real problem, a scope that fits a year, and what would be done without AI.',
    },
  },
  {
    id: 'governance',
    text: {
      'zh-TW': '治理：指出受影響的人、可能的損害，以及誰有權停用。',
      en: 'Governance: who is affected, what harm is possible, and who may stop it.',
    },
  },
  {
    id: 'leadership',
    text: {
      'zh-TW': '帶動：能說動同仁與主管，願意公開分享成功與失敗。',
      en: 'Leadership: moves colleagues and superiors, and shares success and failure openly.',
    },
  },
  {
    id: 'support',
    text: {
      'zh-TW': '支持：主管同意投入的時間與資源具體可行。',
      en: 'Support: the time and means the supervisor agreed to are concrete and feasible.',
    },
  },
];
