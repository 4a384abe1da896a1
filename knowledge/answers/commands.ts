import { fold } from '../text/fold.ts';

function pattern(...sources: readonly string[]): RegExp {
  return new RegExp(fold(sources.join('|')), 'iu');
}

/** Text that tries to change how the bank works, instead of asking. */
const COMMANDS = pattern(
  '(忽略|無視|忘記|忘掉|不要理會|不用管|跳過|略過|覆寫|取消).{0,12}(之前|以上|先前|前面|上面|上述|所有|一切|原本|系統|你的).{0,12}(指示|指令|規則|設定|提示|限制|命令|要求|內容)',
  '(系統|隱藏|內部|初始|原始)(的)?(提示詞|提示語|指令|prompt)',
  '(顯示|印出|輸出|洩漏|告訴我|重複|背出).{0,12}(提示詞|prompt|system message)',
  '你現在(是|要當|開始扮演|起是)|從現在(開始|起).{0,6}(你|用|都|只|一律|回答|每)|(你|妳|請|請你)(要|來|就|直接|現在)?(扮演|假裝|模擬成)|假裝(你|自己)|進入.{0,8}模式|沒有限制的(ai|助理|模型)|不受(任何)?限制|開發者模式|越獄模式|新(的)?規則[:]',
  '(在|於)?(回答|答案|回覆|句子|每句話?)的?.{0,4}(最後|結尾|開頭|前面|後面|末尾).{0,10}(加|附|寫|放|接|用|以)|每句話?.{0,6}(結尾|開頭|加)|一律(回答|回覆|說)|只(要|能|准|可以)?(回答|回覆|說|輸出)(?!哪|誰|什麼)|不(用|要|必|需)(囉嗦|附?引用|附?來源|解釋|查證)|直接說(對|是|好)|跟著我(說|念)|放進(回答|答案)',
  'ignore (all |any |the |your |my |these )*(previous|above|prior|earlier|preceding|system|instructions|rules)|disregard (all |any |the |your )*(previous|above|prior|instructions|rules)|forget (all|everything|your|the previous|previous)',
  'system prompt|developer mode|jailbreak (mode|yourself)|you are (now|dan\\b)|act as (a|an|if)\\b|pretend (to be|you are|that you)|no rules|reveal (your|the) (prompt|instructions|system|key|token|password|secret)|print (your|the) (prompt|instructions|environment)|repeat after me|(start|begin|end) (your|every|each|the) (reply|answer|response|sentence)|(reply|answer|respond) (only|with only|just) (with )?|without (any )?(sources|citations)|^(assistant|system|user) ?:',
  'drop table|union select|or 1 ?= ?1|<script|javascript:|\\bbase64\\b.{0,20}(decode|解碼)|sudo |[{]{2}.{0,20}[}]{2}|[$][{]',
);

/** Wanting what nobody is given: keys, other people's data, help to break in or to cheat. */
const FORBIDDEN = pattern(
  '(管理員|管理者|系統|伺服器|使用者|你的|妳的|別人的?|其他人的?|同事的?|資料庫|後台|admin|root).{0,6}(token|權杖|密碼|金鑰|私鑰|api ?key|帳號密碼|環境變數)(?!.{0,8}(怎麼|如何|要|應|該).{0,4}(保管|管理|保護|輪替))',
  '(列出|給我|顯示|查詢?|調出|匯出|提供|看).{0,10}(所有|其他|別的|全部|某)?(使用者|用戶|其他人|別人|同事|承辦人).{0,12}(問過|問題|email|電子郵件|信箱|電話|身分證|對話|紀錄|帳號|個資)',
  '已?(通過驗證|驗證為|授權為|登入為).{0,6}(admin|管理員)|agency[:][a-z]+.{0,6}(文件|資料|機密)|(顯示|給我|看).{0,10}(內部文件|機密文件|非公開文件)',
  '(教我|怎麼|如何|怎樣|幫我|替我|寫).{0,14}(騙過|繞過|規避|駭入|駭進|入侵|破解|偽造|造假|竄改|圖利|作弊|攻擊|越獄|隱瞞|隱匿|掩蓋|掩飾|瞞過|躲過|矇騙|蒙混|湮滅)(?!.{0,10}(怎麼辦|防|偵測|測試|辦))',
  '(讓|使|不讓|別讓|避免|叫).{0,10}(審計|稽核|監察|政風|檢調|議員|議會|立委|媒體|記者|長官).{0,8}(查不(出|到)|看不(出|到)|不(會)?(發現|知道)|發現|抓到)|(hide|conceal|cover up|keep) .{0,40}(from|away from) .{0,16}(audit|inspector|parliament|council|public|press|media|regulator|oversight|citizens)',
  '(讓|使|叫|別讓|保證).{0,20}(不要|不會|不能|永遠不|絕不|不再|別).{0,6}(查|抓|選|挑|盯|稽核|罰|標記|發現|通報)(到|出|中|上)?.{0,10}(我|朋友|親戚|家人|公司|自己人|特定)',
  '(make|keep|ensure|stop|prevent) .{0,50}(never|not|from) .{0,14}(flag|select|audit|catch|check|inspect|pick|investigat|report)[a-z]* .{0,16}\\b(my|me|friend|relative|our company)',
  '(output|print|dump|list|show|display|export|give me|send me|reveal) .{0,20}(every|all|any|the) .{0,20}(sources?|documents?|files?|records?|passages?|notes?).{0,24}(agency|internal|confidential|restricted|secret|classified|private|hidden|non-?public)',
  '(admin|administrator|root|api|access|bearer|your|secret).{0,10}(token|password|key|credentials?)\\b.{0,4}$|(tell|give|show|send) me .{0,20}(token|password|api key|private key|secret)|(list|show|give|export) .{0,20}(other|all|every) (users?|people|person|staff)\\b.{0,30}(question|e-?mail|phone|conversation|record|data)?|(how (to|do i|can i)|help me|teach me|tell me how to|show me how to|write) .{0,24}(hack|bypass|break into|forge|crack|exploit|cheat|jailbreak|evade)',
);
/** The same words, asked by somebody who wants to be safe from it. */
const DEFENDS = pattern(
  '(是|會|被)(怎麼|如何|怎樣|怎)(被)?.{0,4}(攻擊|入侵|駭|破解|騙|繞過|竄改)(過|進|去|來|到|成功)*(的|$|[?,])|攻擊(手法|方式|原理)',
  '防止|避免|預防|防範|偵測|抵擋|因應|阻擋|prevent|avoid|protect|defend|detect|guard against',
);

export function hasCommand(folded: string): boolean {
  return COMMANDS.test(folded) || (FORBIDDEN.test(folded) && !DEFENDS.test(folded));
}

/** Clauses that try to command are taken out; what is left may still be a question. */
export function withoutCommands(text: string): string {
  if (!COMMANDS.test(fold(text))) return text;
  const clauses = text
    .replace(/<(script|style)\b[^>]*>.*?<\/\1>|<[^>]{1,200}>/gsu, ' ')
    .replace(/!?\[[^\]]*\]\([^)]*\)/g, ' ')
    .split(/(?<=[。！？!?\n；;，：])|(?<=[.,:])\s+/u);
  return clauses
    .filter((clause) => !COMMANDS.test(fold(clause)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
