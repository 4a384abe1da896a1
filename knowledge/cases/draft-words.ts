import type { CaseDraft } from './schema.ts';

type Part = keyof CaseDraft['sections'];

/** Headings and labels people put above a part of a case, apart from the part's own name. */
export const partHeadings: readonly (readonly [part: Part, heading: RegExp])[] = [
  ['questions', /提問|討論題|想請教|questions?$/i],
  ['lessons', /借鏡|心得|經驗|學到|教訓|建議|反思|lessons?|takeaways?|recommend/i],
  [
    'risks',
    /風險|失敗|挑戰|困難|困境|限制|缺點|踩雷|踩坑|risks?|failures?|challenges?|limits?|limitations?/i,
  ],
  [
    'governance',
    /治理|管理|資安|個資|法遵|法規|合規|倫理|監督|查核|governance|oversight|compliance|privacy|security/i,
  ],
  ['results', /成效|效益|成果|結果|績效|影響|results?|outcomes?|impact|benefits?/i],
  [
    'approach',
    /作法|做法|方法|導入|執行|推動|實施|步驟|過程|方案|架構|approach|how|method|implementation|solution/i,
  ],
  ['background', /背景|緣起|緣由|起因|現況|問題|痛點|需求|動機|background|context|problem|why/i],
];

/** Words by which a sentence outside any part shows where it belongs; each counts once. */
export const partCues: Readonly<Record<Part, RegExp>> = {
  background:
    /原本|以往|過去|長期|人力不足|人手不足|痛點|耗時|積案|量大|民眾反映|為了|為解決|由於|緣起|背景|需求|困擾|每年|每月|每天|previously|used to|problem|backlog|shortage|in order to/giu,
  approach:
    /導入|採用|使用|建置|開發|訓練模型|訓練資料|串接|委外|自行開發|試辦|流程|我們先|第一步|接著|再由|系統會|模型|概念驗證|poc|標註|部署|上線|pilot|built|deployed|trained|introduced|we use/giu,
  results:
    /準確率|正確率|提升|提高|縮短|減少|降低|節省|成長|達到|達成|完成|滿意度|成效|效益|比例|accuracy|saved|reduced|improved|increased|faster|%|％/giu,
  risks:
    /失敗|錯誤|誤判|誤報|幻覺|偏誤|偏見|風險|問題是|困難|卡關|卡在|抱怨|質疑|中斷|未達|不足|外洩|停用|暫停|下架|failed|errors?|bias|hallucinat|risk|complain|leak|suspended/giu,
  governance:
    /規範|指引|要點|審查|覆核|複核|人工確認|人工審核|由人|稽核|權限|去識別|個資|資安|影響評估|契約|合約|留存紀錄|紀錄留存|監督|委員會核|法務|policy|guideline|review board|human in the loop|audit|anonymi|privacy|contract|impact assessment/giu,
  lessons:
    /建議|學到|心得|下次|如果重來|應該先|記得|關鍵在|最重要|提醒|可借鏡|給其他機關|值得|不要一開始|lesson|next time|should have|recommend|advice|key is/giu,
  questions: /請問|想請教|大家怎麼|有沒有人|would you|how do you/giu,
};

/** Words that tell a fact of a case; of several values the one told of most often is taken. */
export const factCues = {
  aiType: {
    generative:
      /生成式|大型語言模型|語言模型|chatgpt|gpt-?\d|llm|copilot|gemini|claude|taide|摘要產生|generative|chatbot|rag\b/giu,
    computer_vision:
      /影像辨識|影像|人臉|車牌|攝影機|監視器|空拍|衛星影像|x光|物件偵測|computer vision|camera|image recognition|facial/giu,
    nlp: /語音辨識|語音轉|逐字稿|自然語言|文字探勘|斷詞|翻譯|語意|speech|transcri|natural language|translation/giu,
    predictive: /預測|預警|風險評分|迴歸|機器學習模型預|forecast|predict|risk score/giu,
    classification: /分類|分案|派案|標籤|歸類|classif|triage/giu,
    recommender: /推薦|媒合|recommend(?:er|ation engine)|matching/giu,
    rules_based: /規則式|規則引擎|自動判斷規則|rule-based|rules engine/giu,
  },
  stage: {
    pilot: /試辦|概念驗證|poc|測試階段|試行|試用|先導|pilot|proof of concept|trial/giu,
    production: /正式上線|上線|啟用|正式使用|正式營運|in production|went live|launched/giu,
    scaled: /全面推|擴大推|推廣至|推廣到|擴及|全國|rolled out|scaled/giu,
    suspended: /暫停|停擺|suspended|paused/giu,
    withdrawn: /停用|下架|終止|廢止|不再使用|withdrawn|shut down|discontinued|terminated/giu,
    policy: /訂定指引|訂定要點|使用指引|作業要點|政策|guideline|policy/giu,
  },
  outcome: {
    failure: /失敗|未達預期|終止|廢止|failed|abandoned/giu,
    success: /成功|順利|成效良好|獲獎|達標|success/giu,
    mixed: /好壞參半|有好有壞|雖然[^。]*但|mixed results/giu,
    ongoing: /進行中|仍在|尚在|目前正|尚待驗證|試辦中|ongoing|still being|under way/giu,
  },
  governmentLevel: {
    municipality:
      /[\p{Script=Han}]{2}市政府|[\p{Script=Han}]{2}市(?:[\p{Script=Han}]{1,6})?(?:局|處|區公所)|city (?:council|government|of)/giu,
    local: /[\p{Script=Han}]{2}縣(?:政府|[\p{Script=Han}]{1,6}(?:局|處))|鄉公所|鎮公所|county/giu,
    central:
      /(?:部(?!署|分|門|落|隊|會)|署|總處|委員會|研究院|行政院|總局)|ministry|federal|national agency/giu,
    cross: /跨機關|跨部會|跨縣市|cross-agency|inter-?agency/giu,
  },
} as const;
