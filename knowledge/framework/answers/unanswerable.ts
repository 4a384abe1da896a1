import { pattern } from '../pattern.ts';
import { valueQuestion } from './cell.ts';
import type { Draft, Facts } from './facts.ts';
import { clarify, noSource } from './facts.ts';

const years =
  /(?<![0-9.])(?:(?:西元)?((?:19|20)[0-9]{2})(?:年)?|民國([0-9]{2,3})年?|(1[0-2][0-9]|9[0-9])年)(?![0-9])/gu;
const relativeYear = pattern(
  '去年|前年|今年|明年|歷年|逐年|過去.{0,3}年|未來|趨勢變化|成長(率|幅度)|last year|this year|next year|over (time|the years)|previous years?|year by year|year-on-year|growth',
);
const agencies = pattern(
  '行政院|立法院|考試院|監察院|司法院|數位發展部|數發部|財政部|內政部|衛福部|衛生福利部|教育部|經濟部|交通部|國防部|外交部|法務部|勞動部|農業部|環境部|文化部|國發會|人事總處|健保署|移民署|關務署|國稅局|警政署|調查局|臺北市|新北市|桃園|臺中|臺南|高雄|基隆|新竹|苗栗|彰化|南投|雲林|嘉義|屏東|宜蘭|花蓮|臺東|澎湖|金門|連江|各縣市|哪(個|些)縣市|縣市別|離島|偏鄉|山地|鄉鎮|區公所|鄉公所|外島|ministry of|taipei|kaohsiung|taichung|tainan|taoyuan|hsinchu|(?<![a-z])moda(?![a-z])',
);
const breakdown = pattern(
  '性別|男性|女性|男女|年齡|年資|學歷|碩士|大學畢業|族群|薪(資|水|俸)|待遇|離職|流動率|工時|加班|gender|women|female|(?<![a-z])male|age group|by age|seniority|education|degree|salary',
);
const respondents = pattern(
  '問卷|受訪|填答|樣本|調查對象|資訊人員|職能|工作群|questionnaire|survey|respondent|sample|competenc|cluster',
);
const statistics = pattern(
  '標準差|變異數|中位數|眾數|四分位|信賴區間|抽樣誤差|誤差範圍|誤差值|p ?值|統計顯著|顯著水準|相關係數|迴歸係數|信度係數|效度|standard deviation|variance|median|quartile|confidence interval|margin of error|sampling error|p-?value|correlation|regression|cronbach',
);
const wishes = pattern(
  '滿意度|滿不滿意|經費|費用|花(了)?多少錢|多少預算|satisf|(cost|budget|funding) of (the|this)|how much .{0,40}(cost|paid|spent)|(paid|earn|salary|fee)(?![a-z]).{0,30}interview|報酬|車馬費|稿費',
);
/** Years the study tells of belong to these, not to its survey. */
const otherThings = pattern('地圖|架構|框架|徽章|法案|(?<![a-z])(maps?|frameworks?|badges?|act)(?![a-z])');
const ranks = pattern(
  '簡任|薦任|委任|約聘|科長|股長|處長|司長|局長|部長|課長|主任|director|section chief|minister',
);
const individuals = pattern(
  '我的(分數|成績|得分|數值)|我(個人)?(得|有)幾分|某個?人|個別填答|每個人的答案|誰填|my (own )?(score|value|result|rating)|individual respondents?|who answered',
);
const indicators = pattern(
  '行為指標|熟練度|熟練程度|(程度|能力)分級|幾級|behaviou?ral? indicators?|proficiency (level|scale)|levels of proficiency',
);
const countries = pattern(
  '英國|美國|新加坡|各國|三國|united kingdom|united states|singapore|(?<![a-z])(uk|us|usa)(?![a-z])',
);
const practice = pattern(
  '考核|考績|評鑑|考試|筆試|幾次|多久(一次|要)|證照|學分|時數|幾小時|必修|加給|how often|exam(ination)?(?![a-z])|certificat|hours|credits|bonus',
);
const interviews = pattern('受訪|訪談|interview');
const identity = pattern(
  '名字|姓名|叫什麼|是哪(一)?(家|間|位|個(機關|公司|人))|本名|哪(一)?(家|間)公司|names? of|called(?![a-z])|which (agency|company|ministry)|identit',
);
const otherLevels = pattern(
  '初階以下|頂層|第[四五六]層|四個層級|決策階|超高階|特任|entry executive|c-level|chief information officer|ciso|資訊長|資安長',
);
const clusterWord = /([\p{Script=Han}a-z0-9]{2,8})(?:工作群|群組)/gu;
const notAName = pattern(
  '(哪|各|每|什麼|主要|次要|不同|所有|五個|個|些|此|這|該|其他|另|沒有|歸入|屬於|任何|一|二|三|四|五|六|七|有|幾|多少|少)(個|種|類)?$|^(工作|人員)$|多少|幾(個)?人|被(分|歸)|分(到|成|為)|人最',
);
const clusterWordEnglish = /(?:the |a )([a-z][a-z -]{2,30}) (?:work )?cluster/u;

function examples(facts: Facts): string[] {
  const competency = facts.reading.competencies[0] ?? 'AI素養';
  const levels = facts.lexicon.competencies.filter((one) => one.name === competency).map((one) => one.level);
  const level = facts.reading.levels.find((one) => levels.includes(one)) ?? levels[0] ?? 'mid';
  return [
    valueQuestion(facts, competency, level, facts.reading.clusters[0] ?? 'sys'),
    valueQuestion(facts, competency, level),
  ];
}

function otherYear(text: string): string | undefined {
  for (const match of text.matchAll(years)) {
    const western = match[1] ? Number(match[1]) : Number(match[2] ?? match[3]) + 1911;
    if (western !== 2025) return match[0];
  }
  return undefined;
}

/** What the study cannot say: other years, single agencies, other groupings, other levels and clusters. */
export async function answerUnanswerable(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { asks, text } = reading;
  if (asks.advice || asks.learning) return null;
  const [competency] = reading.competencies;
  if (
    indicators.test(text) &&
    !countries.test(text) &&
    (competency || /職能|competenc/u.test(text)) &&
    !asks.measure
  )
    return noSource(
      t(
        `研究沒有列出${competency ? facts.say.competency(competency) : '各項職能'}的行為指標或熟練度分級，只有名稱與修正說明。`,
        `The study does not state behavioural indicators or proficiency levels of ${competency ? facts.say.competency(competency) : 'the competencies'}, only names and revision notes.`,
      ),
      examples(facts),
    );
  if (competency && practice.test(text) && (asks.framework || reading.levels.length > 0) && !asks.measure)
    return noSource(
      t(
        '研究沒有說明職能的考核、證照、時數或加給，只有職能清單、修正說明與問卷數值。',
        'The study does not state how competencies are examined, certified, timed or rewarded; it has the list, revision notes and survey values only.',
      ),
      examples(facts),
    );
  if ((competency || respondents.test(text)) && statistics.test(text) && !/徽章|badge/u.test(text))
    return noSource(
      t(
        '研究沒有印出這類統計量，只有平均的排序積分、人數與期望值。',
        'The study prints no such statistic, only means of ranking points, counts and expected counts.',
      ),
      examples(facts),
    );
  const aboutValues =
    reading.competencies.length > 0 &&
    (asks.measure ||
      asks.compare ||
      reading.levels.length > 0 ||
      reading.clusters.length > 0 ||
      asks.overall);
  const aboutColumns =
    asks.framework && (asks.whichCompetency || asks.ai) && (asks.measure || asks.highest || asks.lowest);
  const aboutCounts =
    asks.framework &&
    asks.howMany &&
    (reading.clusters.length > 0 || /問卷|填答|survey|respon|工作群|cluster/u.test(text));
  const aboutTables = aboutValues || aboutColumns || aboutCounts;
  const ofSurvey = respondents.test(text);
  const ofFigures = ofSurvey && (asks.measure || asks.howMany);
  const ofOneSurvey = ofSurvey && /問卷|調查|survey/u.test(text);
  const year =
    (aboutTables || ofFigures || ofOneSurvey) && !otherThings.test(text) ? otherYear(text) : undefined;
  if (year || (aboutTables && relativeYear.test(text)))
    return noSource(
      t(
        `研究只做過一次問卷（民國114年3月26日至4月9日，即2025年），沒有${year ? `${year}的` : '其他年度或逐年變化的'}數值。可以查的是這一次的結果。`,
        `The study ran one survey (26 March to 9 April 2025) and has no values for ${year ?? 'other years or changes over time'}. What can be looked up is that survey.`,
      ),
      examples(facts),
    );
  if ((aboutTables || ofFigures) && agencies.test(text) && !/透過數位發展部|發文/u.test(text))
    return noSource(
      t(
        '研究只印出中央政府、直轄市、地方政府三類的數值，沒有個別機關的數值。可以查的是三種政府別與五個工作群。',
        'The study prints values for central government, special municipalities and local government only, not for single agencies. What can be looked up are those three and the five clusters.',
      ),
      examples(facts),
    );
  if ((aboutTables || ofSurvey) && breakdown.test(text))
    return noSource(
      t(
        '研究沒有依性別、年齡、年資或學歷印出數值；只有層級、工作群與政府別三種分法。',
        'The study prints nothing by gender, age, seniority or education; it has level, cluster and type of government only.',
      ),
      examples(facts),
    );
  if (interviews.test(text) && identity.test(text))
    return noSource(
      t(
        '研究只列出受訪者的身分類別與人數，沒有公布姓名、所屬機關或公司。',
        'The study lists interviewees by kind and number only; it publishes no names, agencies or companies.',
      ),
      examples(facts),
    );
  if ((asks.framework || interviews.test(text)) && wishes.test(text) && !/徽章|badge/u.test(text))
    return noSource(
      t(
        '研究沒有調查滿意度，也沒有印出經費。',
        'The study did not ask about satisfaction and prints no costs.',
      ),
      examples(facts),
    );
  if (!aboutTables) return null;
  if (individuals.test(text))
    return noSource(
      t(
        '研究只印出各組的平均，沒有個人的分數；這些數值也不是個人能力的評量。',
        "The study prints means of groups, no scores of individuals; nor do its values assess anybody's ability.",
      ),
      examples(facts),
    );
  if (ranks.test(text) && aboutValues)
    return noSource(
      t(
        '研究沒有依官等或職稱印出職能數值，只有基層、中階、高階三個題組；高階不等於簡任，層級的劃分規則也沒有說明。',
        'The study prints no competency values by civil service rank or job title, only for the basic, middle and senior question blocks; senior level is not 簡任 rank, and the rule for levels is not stated.',
      ),
      examples(facts),
    );
  if (otherLevels.test(text) && reading.levels.length === 0)
    return noSource(
      t(
        '研究只有基層、中階、高階三個層級，沒有這個層級的數值。',
        'The study has three levels only, basic, middle and senior; there are no values for this one.',
      ),
      examples(facts),
    );
  const stranger =
    reading.clusters.length === 0 && !reading.projectManagementUnclear ? strangeCluster(facts) : undefined;
  if (stranger)
    return noSource(
      t(
        `研究沒有「${stranger}」這個工作群；五個工作群是${facts.lexicon.clusters.map((one) => one.name).join('、')}。`,
        `The study has no cluster called "${stranger}"; its five are ${facts.lexicon.clusters.map((one) => facts.say.cluster(one.id)).join(', ')}.`,
      ),
      examples(facts),
    );
  return null;
}

function strangeCluster(facts: Facts): string | undefined {
  const { text } = facts.reading;
  for (const match of text.matchAll(clusterWord)) {
    const name = match[1]!.replace(/^.*(的|在|於|對|階|層|府|市)/u, '');
    if (name.length >= 2 && !notAName.test(name)) return name;
  }
  const english = text.match(clusterWordEnglish)?.[1];
  return english &&
    !/which|each|every|five|same|other|what|any|all|sizes?|number|people|(?<![a-z])(of|in|per)(?![a-z])|largest|smallest|biggest|job|main|first|second/u.test(
      english,
    )
    ? english
    : undefined;
}

/** 專案管理 is a cluster, a basic-level competency and a component; a question must say which. */
export async function answerUnclearName(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  if (!reading.projectManagementUnclear) return null;
  const aboutTables =
    reading.asks.measure ||
    (reading.bare && (reading.asks.howMany || reading.asks.what)) ||
    reading.levels.length > 0 ||
    reading.governments.length > 0 ||
    reading.asks.framework;
  if (!aboutTables || reading.asks.advice || reading.asks.learning) return null;
  return clarify(
    t(
      '「專案管理」在研究裡既是一個工作群，也是基層的一項管理職能（中階與高階另有「系統開發專案管理」）；請問指的是哪一個？',
      'In the study, project management (專案管理) is both a cluster and a basic-level management competency (middle and senior level have 系統開發專案管理 instead); which do you mean?',
    ),
    [
      t(
        `${facts.lexicon.levels.find((one) => one.id === (reading.levels[0] ?? 'basic'))?.name}的專案管理工作群最重視哪些職能？`,
        `Which competencies rank highest in the project management cluster at ${reading.levels[0] ?? 'basic'} level?`,
      ),
      valueQuestion(facts, '專案管理', 'basic'),
      t('專案管理工作群的主要工作項目是什麼？', 'What are the main tasks of the project management cluster?'),
      valueQuestion(facts, '系統開發專案管理', reading.levels.find((level) => level !== 'basic') ?? 'mid'),
    ],
  );
}
