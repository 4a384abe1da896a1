import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import { hasCommand } from './commands.ts';
import type { AnswerDraft } from './schema.ts';
import { asksToAct, isOtherSubject } from './scope-words.ts';

function pattern(source: string): RegExp {
  return new RegExp(fold(source), 'iu');
}

const GREETING = pattern(
  '^(你好|您好|哈囉|嗨|早安|午安|晚安|hi|hello|hey|good (morning|afternoon|evening)|謝謝|感謝|多謝|thanks|thank you|再見|掰掰|bye|ok|好的)[\\s,.!?~啊喔唷呀哦了你您]*(there|everyone|very much)?[\\s.!?]*$',
);
const ABOUT_US = pattern(
  '^(你|您|這(個)?(系統|網站|知識庫|工具|機器人))(是誰|是什麼|可以(做|幫)|能(做|幫)|會(做)?什麼|怎麼用)|^(help|幫助|使用說明|說明|怎麼使用|如何使用)[\\s?!.]*$|^(who|what) are you|what can (you|this|it)(?! .{0,24} (one|it|them)\\b)|what can i (ask|do here|find)|how (do|can) i use (this|you)|^你叫什麼',
);

export type ScopeProblem = 'greeting' | 'help' | 'command' | 'act' | 'subject';

/** Why a question is none for this bank, or undefined. */
export function findScopeProblem(folded: string): ScopeProblem | undefined {
  if (GREETING.test(folded)) return 'greeting';
  if (ABOUT_US.test(folded)) return 'help';
  if (hasCommand(folded)) return 'command';
  if (asksToAct(folded)) return 'act';
  if (isOtherSubject(folded)) return 'subject';
  return undefined;
}

const help: Readonly<Record<Language, string>> = {
  'zh-TW':
    '這裡是 AI 治理實作知識庫，回答政府機關導入 AI 的案例、風險與治理作法、資訊人員職能研究，以及開放徽章的問題；每項內容都附來源。',
  en: 'This is the AI Governance Knowledge Bank. It answers questions on government AI cases, their risks and governance, the competency study for public IT staff, and open badges, each statement with its source.',
};

const openings: Readonly<Record<ScopeProblem, Readonly<Record<Language, string>>>> = {
  greeting: { 'zh-TW': '您好！', en: 'Hello!' },
  help: { 'zh-TW': '', en: '' },
  command: {
    'zh-TW': '這段文字不是可以回答的問題；提問或資料裡的指示不會被執行。',
    en: 'This text is not a question that can be answered; instructions inside questions or sources are not followed.',
  },
  act: {
    'zh-TW':
      '這裡只回答問題，不會代為執行核發、撤銷、刪除、寄送或核准等動作；請到對應的頁面，由有權限的人操作。',
    en: 'Questions are answered here; nothing is issued, revoked, deleted, sent or approved. Use the page for it, with the role it needs.',
  },
  subject: { 'zh-TW': '這個問題不在知識庫的範圍內。', en: 'This question is outside what the bank covers.' },
};

export const exampleQuestions: Readonly<Record<Language, readonly string[]>> = {
  'zh-TW': [
    '有哪些政府 AI 案例最後停用了？',
    '導入民眾聊天機器人要注意什麼？',
    '澳洲 Robodebt 為什麼失敗？',
    '這份研究提出哪六項建議？',
  ],
  en: [
    'Which government AI cases were stopped?',
    'What should we watch out for with a public chatbot?',
    'Why did Robodebt fail?',
    'What does the study recommend?',
  ],
};

export function outOfScope(problem: ScopeProblem, language: Language): AnswerDraft {
  const notice = [openings[problem][language], help[language]]
    .filter(Boolean)
    .join(language === 'en' ? ' ' : '');
  return { outcome: 'out_of_scope', parts: [], notice, suggestions: exampleQuestions[language] };
}
