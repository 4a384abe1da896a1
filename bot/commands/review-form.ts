import type { FieldError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { BotForm, FormValues } from './command.ts';

/** A decision on one of the cases that wait. */
export interface CaseDecision {
  readonly id: string;
  readonly decision: 'approve' | 'return';
  readonly comment: string;
}

interface WaitingCase {
  readonly id: string;
  readonly title: string;
  readonly agency: string;
}

const texts = {
  title: { 'zh-TW': '審核案例', en: 'Review a case' },
  says: {
    'zh-TW': '送出後，核可的案例立即發布，退回的案例連同理由交還作者。請先在審核頁面看過全文。',
    en: 'An approved case is published at once; a returned one goes back to its author with your reason. Read it on the review page first.',
  },
  submit: { 'zh-TW': '送出決定', en: 'Decide' },
  case: { 'zh-TW': '案例', en: 'Case' },
  decision: { 'zh-TW': '決定', en: 'Decision' },
  approve: { 'zh-TW': '核可並發布', en: 'Approve and publish' },
  return: { 'zh-TW': '退回給作者', en: 'Return to its author' },
  comment: { 'zh-TW': '意見', en: 'Comment' },
  hint: { 'zh-TW': '退回時必填。', en: 'Needed when it is returned.' },
  missing: { 'zh-TW': '退回時請寫明理由', en: 'Say why when you return a case' },
  choose: { 'zh-TW': '請選擇', en: 'Please choose' },
};

/** The decision on one of these cases, asked for field by field. */
export function reviewForm(language: Language, waiting: readonly WaitingCase[]): BotForm {
  const t = (key: keyof typeof texts) => texts[key][language];
  const decision = (['approve', 'return'] as const).map((value) => ({ value, label: t(value) }));
  const cases = waiting.map(({ id, title, agency }) => ({ value: id, label: `${title}（${agency}）` }));
  return {
    ...{ command: 'case-review', title: t('title'), says: t('says'), submit: t('submit'), page: '/review' },
    fields: [
      {
        ...{ name: 'id', label: t('case'), kind: 'choice', required: true, options: cases },
        ...(cases.length === 1 && { value: cases[0]!.value }),
      },
      { name: 'decision', label: t('decision'), kind: 'choice', required: true, options: decision },
      {
        ...{ name: 'comment', label: t('comment'), kind: 'long', required: false, maxLength: 2_000 },
        hint: t('hint'),
      },
    ],
  };
}

/** The decision a filled form means, or what is missing. */
export function readDecision(values: FormValues, language: Language): CaseDecision | readonly FieldError[] {
  const { id, decision, comment = '' } = values;
  const problem = (path: string, text: keyof typeof texts) => [{ path, message: texts[text][language] }];
  if (!id) return problem('id', 'choose');
  if (decision !== 'approve' && decision !== 'return') return problem('decision', 'choose');
  if (decision === 'return' && comment.trim() === '') return problem('comment', 'missing');
  return { id, decision, comment };
}
