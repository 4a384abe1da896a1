import type { Language } from '../../core/language.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { isOneLetterOff } from '../text/edit-distance.ts';
import { STOP_WORDS } from '../text/english-words.ts';
import { fold, toTaiwanWords } from '../text/fold.ts';
import { parseNumeral } from '../text/numerals.ts';
import type { Lexicon, Term, TermKind } from './lexicon.ts';
import { foldForMatching, termsOf } from './lexicon.ts';
import { pattern } from './pattern.ts';
import type { ClusterId, CompetencyType, GovernmentId, LevelId } from './schema.ts';

/** What a question names, in the order it names it, and the kinds of thing it asks for. */
export interface Reading {
  readonly language: Language;
  /** The question as compared: folded, Taiwan characters. */
  readonly text: string;
  readonly competencies: readonly string[];
  /** A competency is called by its name, not by a word that also means other things (資安). */
  readonly competencyNamed: boolean;
  readonly levels: readonly LevelId[];
  readonly clusters: readonly ClusterId[];
  readonly governments: readonly GovernmentId[];
  readonly types: readonly CompetencyType[];
  readonly tasks: readonly string[];
  /** 專案管理 is named and could be the cluster or the competency. */
  readonly projectManagementUnclear: boolean;
  readonly asks: Readonly<Record<keyof typeof askPatterns, boolean>>;
  /** It names things of the framework and asks for them; no other word is left. */
  readonly bare: boolean;
  /** `前三名`, `top 5`; undefined when no number is asked for. */
  readonly top: number | undefined;
}

const askPatterns = {
  /** About the study, its framework or its tables at all. */
  framework: pattern(
    '職能|工作群|群組|問卷|調查|受訪|資訊人員|層級|架構|研究|總平均|competenc|cluster|survey|questionnaire|respondent|framework|stud(y|ies)|level|overall mean',
  ),
  measure: pattern(
    '重要性|重要程度|分數|得分|數值|數字|積分|平均|幾分|多少分|排名|排序|排行|排第|名次|第(幾|二|三|四|五)|最(高|低|重要|看重|重視|不|在意|在乎|關心|關注|需要|強調|優先)|前[0-9一二兩三四五六七八九十]|冠軍|亞軍|季軍|重視|看重|重要|(?<![a-z])(scores?d?|values?|valued|overall mean|(printed|the) mean(?! by)|mean (score|value|importance|of)|runner-up|average|importance|important|rank(ed|s|ing)?|highest|lowest|top|most|least|points?|rat(ed|ing)|valued?)(?![a-z])',
  ),
  highest: pattern(
    '最(?!低|少|不|後|末|弱|近|新|小|差|早|晚|終|初)|第一名|排第一|最前面|排最前|由高(到|至)低|從高(到|至)低|冠軍|亞軍|季軍|前[0-9一二兩三四五六七八九十]+(名|項|大|個)?|第(二|三|四|五|2|3|4|5)(名|高|重要|順位|位)|(?<![a-z])(highest|top|most|best|leading|first|second|third|maximum|runner-up|winner)(?![a-z])',
  ),
  lowest: pattern(
    '最低|最少|最不|最弱|最後|墊底|倒數|最末|殿後|吊車尾|(?<![a-z])(lowest|least|bottom|last|minimum)(?![a-z])',
  ),
  rank: pattern('第幾|排名|名次|排序|排行|順位|依序|排(一下|出來|給)|排第|排在|(?<![a-z])rank'),
  compare: pattern(
    '比較|相比|相較|對比|差異|差別|差多少|差距|誰比|哪個(比較|較)|哪一個(比較|較)|比.{0,14}(高|低|重要|重視|看重)|高於|低於|誰(比較|較|更)|(?<![a-z])(compar|versus|vs|than|differ|between|higher|lower)',
  ),
  aboveOverall: pattern(
    '(高於|大於|超過|高過|優於|低於|不如).{0,8}(總平均|平均)|(比|跟|和|與).{0,4}(總平均|整體平均|平均).{0,6}(高|低|大|小|比|如何|差)|紅字|(above|below|higher than|lower than|over|under|exceed(s|ed)?) (the )?(overall|average|mean)|(compare|relative).{0,16} (the )?(overall|average|mean)|in red(?![a-z])',
  ),
  overall: pattern(
    '總平均|(整體|全體|全部人?).{0,8}平均|overall (mean|average)|across (all|every) |for (all|everyone|everybody) |(all|全部|所有)[^,?]{0,12}(people|staff|respondents|managers|人員|主管)',
  ),
  whichCluster: pattern(
    '哪.{0,3}(工作群|群|類人員|組)|(工作群|群)(是|為|裡)?(的)?哪|誰.{0,4}(最|比較|較|花.{0,4}多)|哪.{0,4}(人員|同仁)|各(個)?工作群|五個?(工作)?群|每個?(工作)?群|各群|所有工作群|哪(幾|兩)群|群(裡|之中|當中)|(which|what|each|every|all|across|five).{0,12}(clusters?|groups?)|(?<![a-z])who(?![a-z])',
  ),
  whichGovernment: pattern(
    '哪.{0,3}(政府|級政府|種政府|機關)|各(個|類|級)?政府|政府別|三種政府|(which|what|each|all|across).{0,12}(governments?|tiers?)|by government',
  ),
  whichLevel: pattern(
    '哪.{0,3}(層級|階層|級別|階)|各(個)?層級|三個層級|不同層級|每個層級|跨層級|隨層級|(which|what|each|every|all|across|three).{0,8}(?<!-)levels?|by level',
  ),
  whichCompetency: pattern(
    '(哪|什麼|何種|何者|那).{0,6}(職能|能力|項)|職能是(什麼|哪|何)|最.{0,6}的職能|職能.{0,12}(最|前[0-9一二兩三四五六七八九十]|哪)|(which|what).{0,30}competenc|competenc.{0,40}(highest|lowest|most|least|top|rank)|(top|highest|lowest|most|least).{0,30}competenc',
  ),
  howMany: pattern(
    '多少|幾(人|位|份|個|項|名|種|類|題|道|列|成)|人數|總數|數量|有幾|how many|number of|how large|how big|sample sizes?|sizes? of|how sizeable|(?<![a-z])(count|total)(?![a-z])',
  ),
  people: pattern(
    '人數|人頭|人(比較|較)?(多|少)|幾個?人|幾位|多少個人|(幾|多少)(個|名|位)?[^,.?]{0,6}(主管|人員|同仁|承辦)|多少人|多少位|幾名|有多少|規模|people|respondents?|staff|persons?|members|employees|sample sizes?|how (large|big)|headcounts?|head counts?|(?<![a-z])sizes?(?![a-z])|人力',
  ),
  what: pattern(
    '是什麼|什麼是|加入了什麼|新增了什麼|強調什麼|是指|指什麼|定義|意思|內涵|包含|包括|涵蓋|說明|內容|怎麼定義|修正|(要|該|得|應|需要?|必須)[^,?]{0,6}(什麼|哪些|啥)|(重點|要求|任務)(就)?(變成?|是|在|為|改成)(什麼|啥|哪)|變成?(什麼|啥)|(在|是|要)(講|談|管|做|幹)(些)?(什麼|啥|嘛)|what (is|are|does)|what (should|must|do) |(expected|supposed|have) to|defin|meaning|mean by|description|describe|revision|revised|cover|include',
  ),
  /** For the printed definition in so many words. */
  meaning: pattern(
    '定義|內涵|修正說明|的說明|說明是|的內容|加入了什麼|新增了什麼|強調什麼|definition|revision|revised|(?<![a-z])defined?(?![a-z])',
  ),
  list: pattern(
    '哪些|哪幾|列(出|一下|舉|給|一列|全|完)|(全|都|逐項|逐一|一一|全部)(列|寫|講|說|念|點)|清單|(叫|是)(什麼|啥)名(字|稱)?|講全|名單|有什麼|一覽|列舉|(?<![a-z])(list|which|what are|name the)',
  ),
  task: pattern(
    '工作項目|工作內容|項工作|哪些工作|什麼工作|做的工作|工作是什麼|業務|任務|委外|外包|自辦|(做|忙|處理|負責)(些|了|的是)?(什麼|哪|啥)|負責|職責|職掌|主要工作|平常.{0,8}(做|忙|事)|(哪|什麼)(些|幾|兩|三|四|五)?件?事|(?<![a-z])(tasks?|outsourc(ed|ing)?|in-house|duties)(?![a-z])|work items?|do(es)? (the )?most|what do(es)? .{0,60} do(?![a-z])|clusters? (does|do)',
  ),
  outsourced: pattern('委外|外包|outsourc'),
  when: pattern(
    '何時|什麼時候|時間|日期|期間|哪一年|幾月|哪天|多久|幾號|截止|開始|when|dates?|period|how long|deadline',
  ),
  learning: pattern(
    '怎麼(學|培養|提升|加強|訓練)|如何(學|培養|提升|加強|訓練|精進)|課程|學習路徑|培訓|訓練|進修|improve|train|course|learn|develop my|upskill',
  ),
  advice: pattern(
    '怎麼(做|辦|寫|導入|避免|推動|規劃)|如何(做|寫|導入|避免|推動|規劃|落實|因應)|案例|經驗|失敗|教訓|注意什麼|how (can|should|to) |how do (we|i|you|they|one|agencies|managers) |case stud|lessons|example',
  ),
  /** To change or delete something, which no answer does. */
  action: pattern(
    '(幫我|請)?(把|將).{0,30}(改成|改為|設成|刪除|刪掉|更新|加到)|(修改|竄改|刪除).{0,12}(分數|數值|資料)|(change|set|update|delete|overwrite|edit) .{0,40}(scores?|values?|table|to [0-9])',
  ),
  ai: pattern(
    'ai.{0,4}職能|人工智慧.{0,4}職能|職能.{0,6}(ai|人工智慧)|ai[- ]?(related )?competenc|competenc.{0,30}(?<![a-z])ai(?![a-z])',
  ),
} as const;

interface Match {
  readonly term: Term;
  readonly at: number;
  readonly after: string;
  readonly before: string;
}

const latin = /^[a-z0-9 &'/.()-]+$/;
const groupWord = pattern(
  '^(工作)?(群|組|類|人員|同仁|(那|這)(一)?(群|組|類|掛))|^ ?(clusters?|groups?|staff|people|teams?)',
);

/** Every name found, the longest first at each place. */
function findAll(text: string, terms: readonly Term[]): Match[] {
  let rest = text;
  const matches: Match[] = [];
  for (const term of terms) {
    for (let at = indexOfTerm(rest, term.text, 0); at >= 0; at = indexOfTerm(rest, term.text, at + 1)) {
      const end = at + term.text.length;
      const after = text.slice(end);
      const named = groupWord.test(after);
      if (term.strength === 'grouped' && !named) continue;
      const sure: Term = term.kind === 'cluster' && named ? { ...term, strength: 'strong' } : term;
      const match = { term: sure, at, after, before: text.slice(0, at) };
      matches.push(match);
      rest = rest.slice(0, at) + '\u0000'.repeat(end - at) + rest.slice(end);
    }
  }
  return matches.sort((a, b) => a.at - b.at);
}

function inCompetency(matches: readonly Match[], at: number): boolean {
  return matches.some(
    (one) => one.term.kind === 'competency' && at >= one.at && at < one.at + one.term.text.length,
  );
}

function indexOfTerm(text: string, term: string, from: number): number {
  if (!latin.test(term)) return text.indexOf(term, from);
  for (let at = text.indexOf(term, from); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text.slice(at + term.length);
    if (!/[a-z0-9]/.test(before) && /^(s|es|'s)?(?![a-z0-9])/.test(after)) return at;
  }
  return -1;
}

/** English words one letter off a word of the framework's names, put right (informaton → information). */
function mendEnglish(text: string, terms: readonly Term[]): string {
  const known = new Set(terms.flatMap((term) => term.text.match(/[a-z]{6,}/g) ?? []));
  return text.replace(/[a-z]{6,}/g, (word) => {
    if (known.has(word) || (word.endsWith('s') && known.has(word.slice(0, -1)))) return word;
    return [...known].find((other) => isOneLetterOff(word, other)) ?? word;
  });
}

/** A long Chinese name of a competency or task with one character wrong, missing or added. */
function mendChinese(text: string, lexicon: Lexicon): string {
  const written = [...lexicon.competencies.map((one) => one.name), ...lexicon.tasks.map((one) => one.task)];
  const names = [...new Set(written.map(foldForMatching))];
  const longNames = names.filter((name) => name.length >= 6).sort((a, b) => b.length - a.length);
  for (const name of longNames) {
    if (text.includes(name)) continue;
    for (let at = 0; at < text.length; at++) {
      for (const length of [name.length, name.length - 1, name.length + 1]) {
        const window = text.slice(at, at + length);
        if (window.length < length || window[0] !== name[0]) continue;
        if (names.some((other) => window.includes(other)) || !isOneLetterOff(window, name)) continue;
        return text.slice(0, at) + name + text.slice(at + length);
      }
    }
  }
  return text;
}

function idsOf<Id extends string>(matches: readonly Match[], kind: TermKind, weakToo = true): Id[] {
  const all = matches.filter((match) => match.term.kind === kind);
  const strong = all.filter((match) => match.term.strength !== 'weak');
  return [...new Set((strong.length > 0 || !weakToo ? strong : all).map((match) => match.term.id as Id))];
}

const competencyWord = pattern('^["]?(這項|這個|此)?(職能|能力|技能)|^["]? ?(competenc|skill)');
const joined = pattern('^ ?(和|與|跟|及|或|還是|、|,|比|and|or|vs.?|versus|than|against)+ ?$');
const asksN = pattern('(?<![a-z0-9])n ?(=|是|為|值|有|for|of|[?]|$)');

/** The kind of the name 專案管理 is coordinated with (風險管理和專案管理), if any. */
function partnerOf(match: Match, matches: readonly Match[], text: string): TermKind | undefined {
  const others = matches.filter((one) => one.term.kind === 'competency' || one.term.kind === 'cluster');
  const partner = others.find((other) => {
    const [first, second] = other.at < match.at ? [other, match] : [match, other];
    return joined.test(text.slice(first.at + first.term.text.length, second.at));
  });
  return partner?.term.kind;
}

/** Decides what each 專案管理 in the question means: the cluster, the competency, or nobody can say. */
function settleProjectManagement(
  text: string,
  matches: readonly Match[],
  others: Pick<Reading, 'competencies' | 'clusters' | 'asks'>,
): { cluster: boolean; competency: boolean; unclear: boolean } {
  const named = matches.filter((match) => match.term.kind === 'project-management');
  const { asks } = others;
  let cluster = named.some((match) => groupWord.test(match.after));
  let competency = named.some((match) => competencyWord.test(match.after));
  let open = named.filter((match) => !groupWord.test(match.after) && !competencyWord.test(match.after));
  for (const match of open) {
    const partner = partnerOf(match, matches, text);
    if (partner === 'cluster') cluster = true;
    if (partner === 'competency') competency = true;
    if (partner) open = open.filter((one) => one !== match);
  }
  if (open.length === 0) return { cluster, competency, unclear: false };
  if (cluster) return { cluster, competency: competency || others.competencies.length === 0, unclear: false };
  if (competency || others.competencies.length > 0) return { cluster: true, competency, unclear: false };
  if (open.length > 1) return { cluster: true, competency: true, unclear: false };
  if (others.clusters.length > 0 || asks.whichCluster)
    return { cluster: false, competency: true, unclear: false };
  const meansCluster =
    asks.whichCompetency || asks.task || (asks.howMany && asks.people) || asksN.test(text) || asks.ai;
  return { cluster: meansCluster, competency: false, unclear: !meansCluster };
}

const ordinal =
  /(?:第|排)(二|三|四|五|2|3|4|5)(?:名|高|重要|順位|位)|排第?(二|三|四|五|2|3|4|5)|(second|third|fourth|fifth)(?: |-)(?:most|highest|in|rank|place)/u;
const ordinals: Readonly<Record<string, number>> = { second: 2, third: 3, fourth: 4, fifth: 5 };
const wholeOrder = pattern(
  '由高到低|排行|順序|由高至低|從高到低|依序|全部排|完整排名|排名(是|如何|為何|表|結果)?$|(?<![a-z])rank (the|all|them)|in order|full ranking',
);

/** 第二名 needs the first two. */
function ordinalOf(text: string): number | undefined {
  const word = ordinal.exec(text)?.slice(1).find(Boolean);
  return word ? (ordinals[word] ?? parseNumeral(word)) : wholeOrder.test(text) ? 10 : undefined;
}

function topOf(text: string): number | undefined {
  if (/季軍/u.test(text)) return 3;
  if (/亞軍|runner-up/u.test(text)) return 2;
  const words: Record<string, number> = { two: 2, three: 3, four: 4, five: 5 };
  const found = text.match(
    /(?:前|最[^0-9一二兩三四五六七八九十]{1,6}|後|倒數)([0-9]{1,2}|[一二兩三四五六七八九十])(?:名|項|大|個|種)|前([0-9]{1,2}|[一二兩三四五六七八九十])|(?:top|highest|lowest|bottom|most important|least important) ([0-9]{1,2}|two|three|four|five)|([0-9]|two|three|four|five) (?:highest|lowest|most|least|top|(?:[a-z-]+ ){0,2}competenc)/u,
  );
  const word = found?.slice(1).find(Boolean);
  if (!word) return ordinalOf(text);
  const number = words[word] ?? parseNumeral(word);
  return number && number > 0 && number <= 32 ? number : undefined;
}

/** The study names the two together; the short word alone would be taken for a mere mention. */
const securityAndRisk = pattern('資安(與|和|及|、)風險管理');
/** 技術比管理重要？ without the word 職能. */
const typesApart = pattern(
  '(共通|技術|管理).{0,24}(共通|技術|管理).{0,10}(比|重要|高|低|看重|重視)|(共通|技術|管理)(比|和|跟|與|還是)(共通|技術|管理)',
);
const technicalOrManagement =
  /technical.* (than|vs|or|and|between) .*management|management.* (than|vs|or|and) .*technical/u;

function typesOf(matches: readonly Match[], text: string, unnamed: string): CompetencyType[] {
  const types = idsOf<CompetencyType>(matches, 'type');
  const words = unnamed.replaceAll('專案管理', '');
  if (types.length < 2 && typesApart.test(words))
    return (['共通', '技術', '管理'] as const).filter((type) => words.includes(type));
  return technicalOrManagement.test(text) && !types.includes('管理') ? [...types, '管理'] : types;
}

const neutralChinese = pattern(
  '請問|我想知道|想知道|請(列出|告訴我|說明)?|告訴我|給我|查詢|研究|問卷|調查|題組|(共通|技術|管理)?職能|工作群|群組|資訊人員|公務人員|人員|同仁|主管|資訊|總共|一共|合計|全部|目前|到底|大概|是多少|多少|幾分|幾(個|人|位|項|名)|分數|得分|數值|數字|積分|重要性|重要程度|總平均|平均|整體|排第幾|第幾|排名|名次|排序|哪(些|幾)?(一|個|項)?(個|項)?|什麼|如何|重視|重要|看重|最|高|低|比較|有多|人數|的|在|是|有|嗎|呢|和|與|跟|及|為|於|中|裡|內|對|群|組|人|各|這(個|份|項)?',
);
const neutralEnglish = new Set(
  'score scores value values mean means average averages importance important rank ranks ranked ranking highest lowest top bottom level levels staff cluster clusters group groups people person number numbers competency competencies overall printed study survey table block officers officials employees government many much size sizes total list tell show give please importantly valued rated'.split(
    ' ',
  ),
);

function isBare(text: string, matches: readonly Match[]): boolean {
  let rest = text;
  for (const { at, term } of matches)
    rest = rest.slice(0, at) + '\u0000'.repeat(term.text.length) + rest.slice(at + term.text.length);
  const words = (rest.match(/[a-z][a-z'-]*/g) ?? []).filter(
    (word) => word.length > 1 && !STOP_WORDS.has(word) && !neutralEnglish.has(word.replace(/'s$/, '')),
  );
  if (words.length > 0 || matches.length === 0) return false;
  return !/\p{Script=Han}/u.test(rest.replace(new RegExp(neutralChinese.source, 'gu'), ''));
}

/** A Chinese name in parentheses after its English one, as answers write it. */
const chineseBeside =
  /([A-Za-z]) ?[(（][\p{Script=Han}A-Za-z、與]*\p{Script=Han}[\p{Script=Han}A-Za-z、與]*[)）] ?/gu;

/** Taken out where the English before it is a name the framework knows; else the Chinese one is all there is. */
function withoutChineseBeside(text: string, terms: readonly Term[]): string {
  return text.replace(chineseBeside, (whole, letter: string, at: number) => {
    const before = fold(text.slice(0, at + 1));
    const known = terms.some((term) => latin.test(term.text) && before.endsWith(term.text));
    return known ? `${letter} ` : whole;
  });
}

/** 系統分析與設計，中階要強化什麼: what a competency is at a level, when none of its numbers is asked for. */
function asksOfLevel(
  asks: Reading['asks'],
  matches: readonly Match[],
  { competencies, levels, clusters }: Pick<Reading, 'competencies' | 'levels' | 'clusters'>,
): boolean {
  const numbers = [
    asks.measure,
    asks.howMany,
    asks.overall,
    asks.compare,
    asks.rank,
    asks.highest,
    asks.lowest,
  ];
  const elsewhere = [asks.whichCluster, asks.whichGovernment, asks.whichLevel, asks.when, asks.task];
  const whole = matches.some(({ term }) => term.kind === 'government' || term.kind === 'project-management');
  return (
    competencies.length === 1 &&
    levels.length > 0 &&
    clusters.length === 0 &&
    !asks.framework &&
    !whole &&
    ![...numbers, ...elsewhere].includes(true)
  );
}

/** The framework's headings call everybody above basic level 主管. */
const againstManagers = pattern(
  '基層[^,?]{0,8}(跟|和|與|及|對|比|還是)[^,?]{0,6}(主管|管理者|上層)|(主管|管理者)[^,?]{0,6}(跟|和|與|及|比)[^,?]{0,6}基層|(basic|junior)[^,?]{0,24}(and|vs|versus|to|than|from)[^,?]{0,12}managers|managers[^,?]{0,12}(and|vs|versus|than|from)[^,?]{0,12}(basic|junior)',
);

/** Reads a question against the framework's names; `language` is the language to answer in. */
export async function understand(question: string, lexicon: Lexicon, language?: Language): Promise<Reading> {
  const terms = termsOf(lexicon);
  const folded = foldForMatching(withoutChineseBeside(await toTaiwanWords(question), terms));
  const text = mendChinese(mendEnglish(folded, terms), lexicon);
  const matches = findAll(text, terms);
  // The AI in a competency's own name does not ask about AI competencies.
  const unnamed = [...text].map((letter, at) => (inCompetency(matches, at) ? ' ' : letter)).join('');
  const asks = Object.fromEntries(
    Object.entries(askPatterns).map(([name, test]) => [name, test.test(name === 'ai' ? unnamed : text)]),
  ) as Reading['asks'];
  const clusters = idsOf<ClusterId>(matches, 'cluster');
  const placed = clusters.length + idsOf<LevelId>(matches, 'level', false).length > 0;
  const tabular = placed || asks.framework || asks.measure || asks.meaning || isBare(text, matches);
  const competencies = idsOf<string>(matches, 'competency', tabular);
  const pm = settleProjectManagement(text, matches, { competencies, clusters, asks });
  const aboutTables = asks.framework || competencies.length > 0 || clusters.length > 0;
  const levels = idsOf<LevelId>(matches, 'level', aboutTables);
  if (/中(、|,|\/|與|和|及)?高階/u.test(text) && !levels.includes('mid')) levels.unshift('mid');
  if (levels.length === 1 && levels[0] === 'basic' && againstManagers.test(text))
    levels.push('mid', 'senior');
  return {
    language: language ?? detectLanguage(question),
    text,
    competencies: [
      ...(securityAndRisk.test(text) && !competencies.includes('資訊安全與倫理') ? ['資訊安全與倫理'] : []),
      ...competencies,
      ...(pm.competency ? ['專案管理'] : []),
    ],
    levels,
    clusters: pm.cluster ? [...clusters, 'pm'] : clusters,
    governments: idsOf<GovernmentId>(matches, 'government'),
    types: typesOf(matches, text, unnamed),
    tasks: idsOf<string>(matches, 'task'),
    projectManagementUnclear: pm.unclear,
    competencyNamed: idsOf<string>(matches, 'competency', false).length > 0,
    asks: { ...asks, what: asks.what || asksOfLevel(asks, matches, { competencies, levels, clusters }) },
    bare: isBare(text, matches),
    top: topOf(text),
  };
}
