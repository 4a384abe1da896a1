import type { Language } from '../../../core/language.ts';
import { type Card, textBlock } from './card.ts';

const texts = {
  like: { 'zh-TW': '這個回答哪裡有幫助？', en: 'What was helpful about this answer?' },
  dislike: { 'zh-TW': '這個回答哪裡不對或不足？', en: 'What was wrong or missing in this answer?' },
  hint: { 'zh-TW': '可不填。請勿寫個人資料。', en: 'Optional. Please write no personal data.' },
  comment: { 'zh-TW': '意見', en: 'Comment' },
  send: { 'zh-TW': '送出', en: 'Send' },
};

export type Reaction = 'like' | 'dislike';

/** The form behind the two thumbs of an answer. */
export function feedbackCard(reaction: Reaction, answerId: string | undefined, language: Language): Card {
  return {
    body: [
      textBlock(texts[reaction][language], { weight: 'Bolder' }),
      {
        type: 'Input.Text',
        id: 'comment',
        label: texts.comment[language],
        placeholder: texts.hint[language],
        isMultiline: true,
        maxLength: 2_000,
      },
    ],
    actions: [
      {
        type: 'Action.Submit',
        title: texts.send[language],
        style: 'positive',
        data: { reaction, ...(answerId && { answerId }) },
      },
    ],
  };
}
