import { fold } from '../text/fold.ts';

/**
 * Words a manager uses for one another when asking about a project; each line is one meaning. Official terms and
 * their synonyms are kept in the glossary, this list holds the plain words around them.
 */
const lines = `
邊坡 山坡 坡地 slope slopes
誤差 平均差 偏差 相差
窮人 貧困 貧民 低收入 poor
停用 停止 停掉 停擺 下架 下線 終止 喊停 叫停 關閉 關掉 關門 收掉 退場 撤下 撤回 暫停 暫緩 擱置 裁撤 廢止 放棄 中止 不再使用 停辦 withdrawn suspended scrapped stopped closed shut ended discontinued postponed
準確率 正確率 準確度 正確性 正確度 精準 準確 正確 答對率 答對 命中率 命中 辨識率 多準 準不準 準嗎 accuracy accurate
錯誤率 誤判率 誤判 誤報 誤認 誤差 錯誤 誤抓 抓錯 判錯 答錯 出錯 弄錯 false error errors wrong misidentified mistake mistaken
花費 經費 預算 成本 費用 投入 斥資 耗資 造價 金額 花了 花掉 錢 budget cost costs spent spending price
節省 省下 省了 縮短 減少 少花 降低 縮減 saved saves savings reduce reduced shorten cut
民眾 市民 人民 使用者 老百姓 國民 公眾 citizens public users people
職員 員工 公務員 公務人員 同仁 人員 staff employees officers workers civil servants
聊天機器人 對話機器人 客服機器人 機器人 客服 虛擬助理 智慧客服 chatbot
臉部辨識 人臉辨識 人臉 臉部 臉孔 刷臉 facial recognition face
鏡頭 攝影機 監視器 攝影鏡頭 監視鏡頭 攝像頭 camera cameras
警察 警方 員警 警局 警察局 警務 police officers
罰款 罰鍰 裁罰 罰單 開罰 罰金 罰錢 處罰 fine fined penalty
賠償 和解 和解金 補償 退還 賠 賠了 settlement compensation refund refunds
法院 法庭 判決 法官 官司 訴訟 打官司 敗訴 勝訴 court judge ruling lawsuit
廠商 業者 供應商 公司 承包商 得標 顧問公司 vendor supplier contractor company
歧視 偏見 偏誤 不公平 不公 公平性 差別待遇 bias discrimination unfair
隱私 個資 個人資料 personal data privacy
審計 稽核 查核 監察 audit auditors audited
老師 教師 teachers
學生 孩子 學童 students pupils
醫院 醫療院所 診所 hospital hospitals clinic
寫程式 寫程式碼 程式碼 coding code
詐騙 詐欺 詐領 騙子 騙 fraud scam scams
追討 追繳 追債 追回 討債 催繳 recover recovered
真人 人工 人力 人員覆核 人工覆核 人工複審 人工複核 複審 覆核 複核 human review
虛構 捏造 編造 編出 亂編 亂掰 幻覺 瞎掰 杜撰 憑空 hallucination fabricated invented
申訴 抱怨 投訴 客訴 陳情 appeal complaint complaints
滿意 滿意度 satisfied satisfaction
訓練 受訓 上課 課程 教育訓練 training
規定 規範 規則 指引 準則 rule rules guideline
法源 法律依據 法律基礎 合法性 legal basis
違法 不合法 非法 犯法 unlawful illegal
流感 類流感 influenza flu
颱風 typhoon
塞車 壅塞 堵車 congestion
救護車 救護 ambulance
乳癌 乳房攝影 mammography breast
中風 stroke
課本 教科書 textbook textbooks
打卡 差勤 出勤 attendance
打卡機 差勤機
測速 科技執法 違規照相 自動取締
稅 查稅 選案 逃漏稅 漏稅 tax
試驗 試辦 試用 試行 實證 測試 pilot piloted trial test tried tested
統計 數字 數據 figures
上線 啟用 開始 推出 啟動 開放 launched started began
目的 用意 目標 初衷 purpose aim goal
建議 提醒 recommendation advice
外包 委外 外判 outsourced contractor
主管 長官 首長 managers
逮捕 被捕 抓人 誤捕 arrest arrested
安置 寄養 保護 protection custody
開發 研發 建置 打造 開發者 developed built
海外 國外 外國 abroad
效率 生產力 productivity
毒品 緝毒 走私 drugs smuggling
查獲 緝獲 抓到 查緝 seizures caught
警示 告警 警報 示警 alert alerts alarm
誤報 異常告警 假警報 false alarm
抓到 找到 找出 發現 偵測到 偵測 查到 抓出 found detected
泳池 游泳池 pool pools
片子 影像 斷層 X光 掃描 scan scans imaging image
罰單 告發 舉發 開單 ticket tickets
電話 來電 報案 call calls
誤判 判錯 弄錯 搞錯 冤枉 錯誤 不當
契約 合約 contract contracts
住戶 家戶 家庭 戶 households families
遊民 無家者 街友 homeless homelessness
家暴 性別暴力 家庭暴力 gender violence
兒虐 虐童 兒少 虐待 child abuse
備課 教案 lesson planning preparation
考試 成績 會考 grades grading exam
失業 失業給付 unemployment
補助 津貼 給付 福利 救助 benefit benefits welfare allowance
求職 找工作 就業 jobseekers
垃圾 廢棄物 waste
空污 黑煙 排煙 煙 smoke
洪水 淹水 水災 flood floods
森林火災 野火 山火 wildfire
社工 社會工作 social workers
聽打 逐字稿 轉錄 語音轉文字 transcription transcript
議價 退款 refund
引註 參考文獻 文獻 引用 references citations
選案 挑案 篩案 篩選 selection screening
透明 公開 揭露 transparency transparent
登記 登錄 註冊 register registry
強制 義務 必須 mandatory
自願 志願 voluntary
條款 契約條款 clauses
疑慮 擔心 擔憂 質疑 concern concerns
接受度 接受 信任 trust
使用率 採用率 用過 使用過 usage adoption
翻譯 多語 translation
誤用 用錯 誤把 不適合 misuse misused
部會 府省 ministry ministries
降級 降一級 調降 被降 downgraded lowered
急救 緊急 救護 emergency
師生 教師
師生 學生
失準 不準 不如 失靈 誤差
臺語 台語 閩南語 hokkien
學校 大學 校園 school schools university
警報 告警 警示 警訊 預警
亂叫 誤報 異常
下台 總辭 辭職 resign resigned
長相 外表 外貌 appearance
沙盒 sandbox
助教 助理 聊天工具
不合格 不符合 不及格
合格 符合 及格 達標 過關 通過 pass passed met comply complied
取代 代替 替代 接替 改用 replace replaced replacement superseded
不能 禁止 禁用 不得 不准 ban banned forbidden
美元 美金 dollar dollars usd
英鎊 pound pounds gbp
歐元 euro euros eur
看成 當成 誤認 認成 以為 當作
參加 參與 加入 報名 join joined participate participants enrolled
臉書 facebook meta
機房 資料中心 伺服器 data centre center
出錢 出資 付錢 資助 補助 經費支持 撥款 paid funded financed grant
挑 選 選擇 choose choice select
電話 通話 來電 話務
年紀 年齡 歲數 age
滿意度 滿意 好評
好處 優勢 優點 強項 strengths advantages
壞處 劣勢 缺點 弱點 weaknesses disadvantages weakness
威脅 threats threat
違反 違規 不遵守 未遵循 violation violate
強制力 拘束力 約束力 binding
減少 減 降
號誌 紅綠燈 交通號誌 traffic signals lights
延誤 等候 等待 waiting delay
邊坡 落石 土石流 slope rockfall
通關 海關 出入境 clearance
黑人 有色人種 black
女性 婦女 women
移民 外籍 外國人 國籍 nationality immigrant
老人 長者 年長 elderly
簽證 visa
課長 主管職
議員 立委 國會 議會 councillor parliament
路口 交叉口 junction junctions intersection intersections
偷偷 私下 暗中 隱瞞 瞞 secretly
涵蓋 包括 cover covered
不敢 害怕 擔心 afraid
服務 協助 served serve helped
住處 住所 住房 housing
研究 評估 調查 study evaluation assessed
獨立 第三方 外部 independent third-party
`;

const groups: readonly (readonly string[])[] = lines
  .split('\n')
  .map((line) => line.trim().split(/\s+/).map(fold).filter(Boolean))
  .filter((group) => group.length > 1);

const byWord = new Map<string, Set<string>>();
for (const group of groups)
  for (const word of group) {
    const known = byWord.get(word) ?? new Set<string>();
    for (const other of group) if (other !== word) known.add(other);
    byWord.set(word, known);
  }

const none: ReadonlySet<string> = new Set();

/** Plain words that may stand for `word`; both folded. */
export function everydayWordsFor(word: string): ReadonlySet<string> {
  return byWord.get(word) ?? none;
}

/** Every word the list knows, longest first, for finding them in text without spaces. */
export const everydayWords: readonly string[] = [...byWord.keys()]
  .filter((word) => /\p{Script=Han}/u.test(word) && word.length > 1)
  .sort((a, b) => b.length - a.length);
