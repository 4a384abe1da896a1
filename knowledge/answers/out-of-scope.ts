import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import type { AnswerDraft } from './schema.ts';

function pattern(source: string): RegExp {
  return new RegExp(fold(source), 'iu');
}

const GREETING = pattern(
  '^(你好|您好|哈囉|嗨|早安|午安|晚安|hi|hello|hey|good (morning|afternoon|evening)|謝謝|感謝|多謝|thanks|thank you|再見|掰掰|bye|ok|好的)[\\s,.!?~啊喔唷呀哦了你您]*(there|everyone|very much)?[\\s.!?]*$',
);
const ABOUT_US = pattern(
  '^(你|您|這(個)?(系統|網站|知識庫|工具|機器人))(是誰|是什麼|可以(做|幫)|能(做|幫)|會(做)?什麼|怎麼用)|^(help|幫助|使用說明|說明|怎麼使用|如何使用)[\\s?!.]*$|^(who|what) are you|what can (you|i|this)|how (do|can) i use (this|you)|^你叫什麼',
);

/** Asking the bank to do something rather than to say something. */
const ACTS = pattern(
  '(幫我|替我|請(你)?(直接|馬上|立刻|立即|幫我|代我)?|麻煩(你)?|把|將|給我|現在|立刻|馬上).{0,14}(核發|發給|發放|撤銷|刪除|刪掉|清空|移除|寄(出|給|信|一封|電子)|寄送|傳送|轉寄|發送|送出|核准|批准|同意|簽核|公告|發布|下架|上架|登入|重設|改密碼|匯款|轉帳|訂(票|位|房|購|便當|機票|餐)|購買|下單|預約|報名|取消|修改|更改|更新資料|新增帳號|建立帳號|停權|授權|開通|匯出|下載全部|執行|關機|重開)|^(核發|撤銷|刪除|寄出|核准|批准|發布|執行|移除)|\\b(issue|revoke|delete|remove|drop|approve|publish|send|email|e-mail|forward|book|buy|order|purchase|transfer|cancel|reset|grant|execute|run|submit|export) (me |us |him |her |them |a |an |the |this |that |my |all |every |everyone|it\\b)',
);
/** The same words as a question about how or whether: not a request. */
const ASKS_ABOUT = pattern(
  '為什麼|為何|如何|怎麼|是否|有沒有|嗎|什麼|哪|多少|何時|誰|幾|該不該|應不應該|why|how|what|which|when|who|did|does|was|were|is |are |should',
);

/** Text that tries to command instead of asking. */
const COMMANDS = pattern(
  '(忽略|無視|忘記|忘掉|不要理會|不用管|跳過|略過|覆寫|取消).{0,12}(之前|以上|先前|前面|上面|所有|一切|原本|系統|你的).{0,12}(指示|指令|規則|設定|提示|限制|命令|要求|內容)|(系統|隱藏|內部|初始|原始)(的)?(提示詞|提示|指令|設定|prompt)|(顯示|印出|輸出|洩漏|告訴我|列出|重複|背出).{0,12}(提示詞|prompt|system message|密碼|金鑰|api ?key|token|權杖|環境變數|憑證密鑰)|(你現在(是|要|開始)|從現在(開始|起)|扮演(?!什麼|甚麼|何|哪|怎|的|著)|假裝(你)?(是|成)|模擬成|進入).{0,16}(模式|角色|dan|駭客|管理員|沒有限制|不受限|開發者|人格|助理|海盜|醫生|律師)|開發者模式|越獄模式|不受(任何)?限制地|ignore (all |any |the |your |my )*(previous|above|prior|earlier|preceding|system|instructions|rules)|disregard (all |any |the |your )*(previous|above|prior|instructions|rules)|forget (all |everything|your |the )*(previous|above|instructions|rules|you)|system prompt|developer mode|jailbreak (mode|yourself)|you are now|act as (a|an|if)|pretend (to be|you are|that you)|reveal (your|the) (prompt|instructions|system|key|token|password|secret)|print (your|the) (prompt|instructions|environment)|drop table|union select|\\bbase64\\b.{0,20}(decode|解碼)|sudo ',
);

const OTHER_SUBJECTS = pattern(
  '天氣(如何|怎樣|怎麼樣|好嗎|預報是)|明天(會)?下雨|氣溫|下雨嗎|食譜|怎麼煮|如何煮|怎麼做菜|做法.*(牛肉麵|滷肉飯|蛋糕)|好吃|餐廳|美食|股價|股票|樂透|彩券|匯率|比特幣|星座|運勢|算命|笑話|講個故事|寫(一)?首(詩|歌)|作詩|寫詩|電影推薦|歌詞|比賽結果|球賽.*(比分|誰贏)|世界盃|奧運|旅遊(行程|景點)|景點推薦|減肥|頭痛|感冒(怎麼|要)|看醫生|吃什麼|穿什麼|女朋友|男朋友|老婆|老公|分手|結婚|寫(一段|個|一個)?(程式|code|python|javascript|sql)|程式碼怎麼寫|python (怎麼|如何|code|script)|解(這|一)?(題|道|個)?(數學|方程式)|[0-9]+ ?[+*/x×÷] ?[0-9]+ ?(=|等於)|首都(是|在)|總統是誰|誰是(總統|總理)|世界(上)?最(高|長|大|深)|多遠|距離(地球|太陽)|翻譯(成|一下|這)|幫我翻|幫我寫(一封|一篇|信|文章|作文|簽|公文|報告|email|自傳|履歷)|weather (today|tomorrow|in|like|forecast)|recipe|cook |stock price|lottery|horoscope|tell me a joke|write (me )?(a |an )?(poem|song|story|essay|code|python|script|function|email|letter)|capital of|who is the (president|king|queen|prime minister)|translate |movie|restaurant|football|soccer|basketball|bitcoin|exchange rate',
);

/** Our subject, said in any way: with one of these a question that finds nothing is unanswered, not off the subject. */
const OURS = pattern(
  '\\bai\\b|人工智慧|演算法|機器學習|生成式|chatgpt|copilot|gpt|llm|大型語言模型|語言模型|聊天機器人|客服機器人|機器人|自動化決策|自動化|模型|預測|辨識|科技執法|政府|機關|公務|公部門|部會|縣市|市府|數位|治理|採購|驗收|招標|職能|徽章|憑證|課程|學習路徑|證書|badge|credential|competenc|個資|隱私|資安|歧視|偏誤|風險|審計|指引|法規|基本法|案例|成效|試辦|導入|系統|平台|資料|algorithm|machine learning|artificial intelligence|government|agency|public sector|chatbot|procure|governance|privacy|bias|automat|pilot|policy|civil serv|facial|surveillance|健保|稅|海關|警|法院|檢察|福利|補助|簽證|移民|監理|訓練|主管|識別',
);

export type ScopeProblem = 'greeting' | 'help' | 'command' | 'act' | 'subject';

/** Sentences that try to command are taken out; what is left may still be a question. */
export function withoutCommands(text: string): string {
  const parts = text.split(/(?<=[。！？!?\n；;])|(?<=[.,，])\s+/u);
  return parts
    .filter((part) => !COMMANDS.test(fold(part)))
    .join('')
    .trim();
}

export function hasCommand(folded: string): boolean {
  return COMMANDS.test(folded);
}

/** Why a question is none for this bank, or undefined. */
export function findScopeProblem(folded: string): ScopeProblem | undefined {
  if (GREETING.test(folded)) return 'greeting';
  if (ABOUT_US.test(folded)) return 'help';
  if (COMMANDS.test(folded)) return 'command';
  if (OTHER_SUBJECTS.test(folded)) return 'subject';
  if (ACTS.test(folded) && !ASKS_ABOUT.test(folded)) return 'act';
  return undefined;
}

export function isOurSubject(folded: string): boolean {
  return OURS.test(folded);
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
