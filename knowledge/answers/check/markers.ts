import { fold } from '../../text/fold.ts';

/** What changes how a statement is meant without being part of what it says. */
export type Marker =
  | 'expected'
  | 'reported'
  | 'possible'
  | 'condition'
  | 'obligation'
  | 'partial'
  | 'trial'
  | 'universal'
  | 'superlative'
  | 'only'
  | 'cause';

const sources: Readonly<Record<Marker, readonly [chinese: string, english: string]>> = {
  expected: [
    '預期|預估|預計|預定|推估|(?<!的|用於|用來)估計|估算|規劃(?!署|師|與|設計)|擬(?!真|定|訂|人)|將(?!軍|近|[^,]{0,12}(?:交給|送到|轉為|視為|列為|納入|分為))|目標|打算|承諾|有望|可望|(?:^|[^的])計畫(?:在|於|將|到|要)',
    'expect|project(?:ed|ion)|estimat|plan(?:s|ned|ning)? to|planned|forecast|\\bwould\\b|\\bwill\\b|\\baim|target|intend|propos|\\bhope|promis|pledg|commit(?:s|ted) to',
  ],
  reported: [
    '自述|自稱|自評|自測|自行公布|宣稱|據稱|聲稱|號稱|主張|認為|自認|據報|受訪|答詢|表示|指出|說法|說明|自陳|回報|報導|公布|稱(?![為號呼])',
    'self-report|claim|\\bsaid\\b|\\bsays?\\b|report(?:s|ed|edly)\\b|according to|\\btold\\b|stat(?:es|ed)\\b|argu|alleg|believ|consider|maintain(?:s|ed)',
  ],
  possible: [
    '可能|或許|恐(?!怖|懼|龍)|也許|疑似|疑(?=[涉為])|似乎|有機會|不排除|潛在|潛力',
    '\\bmay\\b|\\bmight\\b|\\bcould\\b|possibl|potential|likely|appear|\\bseem|suspect|perhaps',
  ],
  condition: [
    '若|如果|假如|倘|如(?=有|需|須|未|無|遇|經|要)|除非|除了|以外|前提|情況下|條件下|方可|才能|才可|才(?=會|用|送|由|交|得|允|開|進|算|列|啟|通|核)|經[^,]{1,14}(?:同意|核准|許可|審查|核可|覆核|批准)|未經|限於|僅限|只限|僅(?![是為管次有]|[ 約]*\\d)|但書|例外',
    '\\bif\\b|unless|except|provided (?:that)?|subject to|only (?:if|when|after|with|for)|as long as|on condition|without (?:prior|consent|approval)',
  ],
  obligation: [
    '必須|(?<![適反對響相供回因效呼])應(?![用對變答徵急力酬聘屆邀])|須(?![知賀臾])|不得|強制|義務|要求|規定',
    '\\bmust\\b|\\bshall\\b|\\bshould\\b|requir|mandat|oblig|prohibit|have to|has to',
  ],
  partial: [
    '部分(?!布)|有些|某些|一些|少數|局部|多數|大多|大部分|多半|若干|不少|一部分',
    '\\bsome\\b|\\bpart of|partly|partial|\\bmost\\b|\\bseveral\\b|a few|majority|\\bmany\\b',
  ],
  trial: [
    '試辦|試行|試用|試點|試營運|初步|試驗|先導|測試',
    'pilot|trial|preliminary|initial|prototype|\\btest',
  ],
  universal: [
    '全部|所有|全數|一律|全面|完全|每(?=[個位件名一所項次種家間張則筆人案])|一切|皆|始終|總是|全體',
    '\\ball\\b|\\bevery\\b|\\beach\\b|entire|always|complete|\\bfull|\\bwhole\\b|\\bany\\b',
  ],
  superlative: [
    '最(?!後|近|終|初|多可|多為)|第一(?!線|時間|次|階段|步|批|版|年|期|季|條|項|個|層|手|類|級|屆|種|款|輪|位|份|章)|首(?=個|創|次|度|見|例|位|家|座|款)|唯一|冠軍|居冠|名列前茅|頂尖|領先',
    '\\bmost\\b|\\bleast\\b|\\b[a-z]{3,}est\\b(?<!\\btest|\\brequest|\\binterest|\\bforest|\\bsuggest|\\blatest|\\barrest|\\bmanifest|\\bharvest|\\binvest|\\bcontest|\\bprotest|\\bhonest|\\bguest|\\bwest)|\\bfirst\\b|\\bbest\\b|\\bworst\\b|leading|\\btop\\b|unique',
  ],
  only: ['只(?!要|是為)|僅|唯有|單單', '\\bonly\\b|\\bjust\\b|solely|merely|exclusively'],
  cause: [
    '因為|由於|導致|造成|使得|以致|致使|所致|促使|引發|起因|肇因|因此|因而|所以|因(?![應素此而人公])',
    'because|\\bcaus|\\bled to|leads? to|result(?:s|ed|ing)? in|due to|owing to|therefore|\\bso that',
  ],
};

const patterns = new Map<Marker, RegExp>(
  Object.entries(sources).map(([marker, [chinese, english]]) => [
    marker as Marker,
    new RegExp(`${fold(chinese).replaceAll('[^,]', '[^,]')}|${english}`, 'u'),
  ]),
);

/** Whether a folded text carries a marker. */
export function carries(folded: string, marker: Marker): boolean {
  return patterns.get(marker)!.test(folded);
}

/** How often a folded text carries a marker. */
export function countOf(folded: string, marker: Marker): number {
  return [...folded.matchAll(new RegExp(patterns.get(marker)!, 'gu'))].length;
}

/** What a claim may not add: its source has to carry one like it. */
export const mayNotAdd: readonly Marker[] = [
  'expected',
  'possible',
  'condition',
  'obligation',
  'partial',
  'universal',
  'superlative',
  'only',
  'cause',
];

/** What stands for what: a claim may hedge with another word than its source. */
const standsFor: Partial<Record<Marker, readonly Marker[]>> = {
  expected: ['expected', 'possible', 'trial'],
  possible: ['possible', 'expected', 'partial'],
  only: ['only', 'condition', 'partial'],
  partial: ['partial', 'possible'],
  obligation: ['obligation', 'condition', 'expected'],
  superlative: ['superlative', 'universal'],
  universal: ['universal', 'superlative'],
  reported: ['reported', 'expected'],
};

/** Whether a folded text carries a marker or one that says as much. */
export function carriesLike(folded: string, marker: Marker): boolean {
  return (standsFor[marker] ?? [marker]).some((one) => carries(folded, one));
}

/** Attribution that tells who vouches; said, noted and reported by a neutral party may be left out. */
const VOUCHED = new RegExp(
  `${fold('自述|自稱|自評|自測|宣稱|據稱|聲稱|號稱|主張|認為|自認|自陳|(?<![名號簡俗通全職暱堪])稱(?![為號呼職讚])')}|self-report|claim|alleg|believ|argu`,
  'u',
);

export function isVouchedFor(folded: string): boolean {
  return VOUCHED.test(folded);
}
