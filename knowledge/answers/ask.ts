import { defineCapability } from '../../core/capability.ts';
import { answerQuestion } from './answer-question.ts';
import { AskInput, AskReply } from './schema.ts';

export const ask = defineCapability({
  name: 'ask',
  title: { 'zh-TW': '提問', en: 'Ask' },
  description: {
    'zh-TW': '依知識庫的案例、職能研究、名詞與文件回答問題，每項內容附引用；來源沒有說的就明白說沒有。',
    en: 'Answers a question from the cases, the competency study, the glossary and documents, each statement cited; says plainly when the sources do not say.',
  },
  input: AskInput,
  output: AskReply,
  allow: 'anonymous',
  acts: false,
  run: (ctx, input) => answerQuestion(ctx, input),
});
