import { pattern } from '../pattern.ts';
import type { ValueRow } from '../queries.ts';
import { selectValues } from '../queries.ts';
import { cellRef, valueQuestion, whyLevelsDiffer } from './cell.ts';
import { everydayNames } from './definitions.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, paragraph } from './facts.ts';

const attainment = pattern(
  '達成率|達標|及格|合格|不及格|目標|門檻|標準分|應(該)?(達|要有|至少)|target|attain|pass(ing)? (mark|score|grade)|(?<![a-z])a pass(?![a-z])|threshold|benchmark|achievement rate|required (score|level)|should (reach|score)',
);
const lowAbility = pattern(
  '(代表|表示|意味|說明|等於|意思是|是不是|是否|難道|顯示).{0,20}(能力|程度|水準|不需要|不用|不必|不重要|不懂|不會|偏低|很低|較低|低落|差|弱|不足)|(這麼|那麼|為什麼|為何|怎麼).{0,12}低|能力.{0,6}(很|較|比較|偏|不)?(低|差|足|弱)|(mean|imply|show|indicate|suggest|prove).{0,50}(low|poor|weak|lack|bad|unskilled|incompetent|unable|not (important|needed|good))|low (ability|skill|proficiency)|why.{0,40}(low|little)',
);
const scaleWords = pattern(
  '量尺|量表|滿分|幾分制|怎麼算|如何(計算|算|計分)|計分|怎麼來|怎麼看|怎麼解讀|如何解讀|什麼意思|代表什麼|最高分(是|為)(幾|多少)|最高可能|scale|out of (how|what|5|10|100)|maximum|how (is|are|was|were|do|should).{0,40}(calculated|computed|scored|measured|read|interpret)|what do(es)? (the|these|a|this|that).{0,30}(scores?|values?|numbers?|points?).{0,20}mean',
);
const percentWords = pattern('百分比|百分之|%|percent');
const normWords = pattern(
  '常模|水準比較|同儕|代表(全國|全體|所有)|推論到|norm(?![a-z])|representative|generali[sz]e',
);
const overallWords = pattern(
  '總平均.{0,20}(怎麼|如何|是不是|是否|等於|五|重算|算)|(五|5)(個)?(工作)?群的平均|overall mean.{0,40}(calculated|computed|mean of|average of|same|equal)|mean of the five',
);
/** The values shown before, or those of the tables as such. */
const theseValues = pattern(
  '(這|那|此)(些|張|份|個|組)?(表)?(的|上的?|裡的?)?(分數|數值|數字|積分|排名)|(these|the|this) (scores|values|numbers|points)',
);
const opinionWords = pattern('(的)?(意見|看法|觀點|想法)|opinions?|views? of|what .{0,20}think');
const compareTypes = pattern('(一|1)到(五|5)分|五點量表|likert|5-point|five-point');

/** Cells that print the number in the question. */
async function quotedCells(facts: Facts): Promise<ValueRow[]> {
  const { reading } = facts;
  const numbers: string[] = reading.text.match(/(?<![0-9.])[0-9]\.[0-9]{1,2}(?![0-9])/gu) ?? [];
  const wanted = numbers.map((number) => Number(number).toFixed(2));
  const [competency] = reading.competencies;
  if (!competency) return [];
  const rows = await selectValues(facts.db, { competency, government: reading.governments[0] ?? 'ALL' });
  const safe = rows.filter((row) => row.support !== 'tiny' && row.support !== 'none');
  const inLevel = safe.filter((row) => reading.levels.length === 0 || reading.levels.includes(row.level));
  const inCluster = inLevel.filter((row) =>
    reading.clusters.length === 0 ? true : reading.clusters.includes(row.cluster as never),
  );
  if (wanted.length > 0) {
    const printed = inCluster.filter((row) => row.printed !== null && wanted.includes(row.printed));
    const overall = printed.filter((row) => row.cluster === 'ALL');
    return overall.length > 0 ? overall : printed.slice(0, 3);
  }
  return inCluster.filter((row) => row.cluster === (reading.clusters[0] ?? 'ALL'));
}

function cellClaims(facts: Facts, rows: readonly ValueRow[]): CitedClaim[] {
  const { say, t } = facts;
  return rows.map((row) =>
    claim(
      t(
        `${say.level(row.level)}題組${row.cluster === 'ALL' ? '' : `、${say.group(row.cluster, row.government)}`}的${say.competency(row.competency)}${row.cluster === 'ALL' ? '總平均' : ''}印作 ${row.cluster === 'ALL' ? row.printed : say.cell(row)}，在 ${row.items} 項${row.type}職能中排第 ${row.rank}。`,
        `In the ${say.level(row.level)} block, ${row.cluster === 'ALL' ? 'the overall mean (總平均)' : say.group(row.cluster, row.government)}, ${say.competency(row.competency)} is printed as ${row.cluster === 'ALL' ? row.printed : say.cell(row)}, rank ${row.rank} of ${row.items} ${say.type(row.type)}.`,
      ),
      cellRef(row),
    ),
  );
}

/** Questions that take ranking points for marks, targets, ability or percentages: the printed value and the truth. */
export async function answerMisreading(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { text, asks, competencies } = reading;
  const numbered = /[0-9]\.[0-9]/u.test(text);
  const subject =
    competencies.length > 0 ||
    asks.ai ||
    ((asks.framework || theseValues.test(text)) && (asks.measure || numbered));
  if (!subject || (asks.learning && !numbered && !attainment.test(text))) return null;
  const wantsAttainment =
    attainment.test(text) &&
    (asks.measure ||
      asks.framework ||
      asks.ai ||
      reading.levels.length > 0 ||
      numbered ||
      (competencies.length > 0 && !everydayNames.has(competencies[0]!)) ||
      /達成率|attain/u.test(text));
  const whyLow = /為什麼|為何|怎麼|(?<![a-z])why/u.test(text);
  const readsAsAbility =
    lowAbility.test(text) &&
    (numbered || whyLow || !(asks.highest || asks.rank || asks.lowest)) &&
    (numbered || asks.measure || /能力|abilit|proficien|skill/u.test(text));
  const asksScale = scaleWords.test(text) && (asks.measure || numbered) && !asks.rank;
  const asPercent = percentWords.test(text) && (numbered || asks.measure);
  const likert = compareTypes.test(text);
  if (!wantsAttainment && !readsAsAbility && !asksScale && !asPercent && !likert) return null;
  if (asks.advice && !numbered && !wantsAttainment) return null;
  const rows = await quotedCells(facts);
  const claims: CitedClaim[] = [];
  if (wantsAttainment)
    claims.push(
      claim(
        t(
          '研究沒有訂目標值、及格線，也沒有達成率；表上的數值是排序積分，不能換算成這些。',
          'The study sets no target, pass mark or attainment rate; the values are ranking points and cannot be turned into any of them.',
        ),
        doubt('A1'),
      ),
    );
  else if (asPercent)
    claims.push(
      claim(
        t(
          '不是百分比：表上的數值是排序積分的平均。',
          'No percentage: the values are means of ranking points.',
        ),
        doubt('A1'),
      ),
    );
  else if (readsAsAbility)
    claims.push(
      claim(
        t(
          `${whyLow ? '' : '不是。'}這是排序積分：數值低只表示它排在同類其他職能之後，不代表能力低，也不代表不需要。`,
          `${whyLow ? '' : 'No. '}These are ranking points: a low value only means it was ranked behind the others of its type, not that ability is low or that it is not needed.`,
        ),
        doubt('A1'),
      ),
    );
  else claims.push(scaleClaim(facts));
  claims.push(...cellClaims(facts, rows));
  if (whyLow && readsAsAbility && (asks.ai || competencies.some((name) => name.startsWith('AI'))))
    claims.push(
      claim(
        t(
          '研究自己的解讀是：受訪者把 AI 相關職能排在較後面，顯示對 AI 的認知與評價尚未形成共識。',
          'The study itself reads it thus: respondents ranked AI-related competencies towards the end, so IT staff share no settled understanding of AI yet.',
        ),
        { source: 'study-rec-ai-governance-training', says: '排序列在較後面' },
      ),
    );
  if (wantsAttainment && asks.ai)
    claims.push(
      claim(
        t(
          '若要用「AI 職能達成率」，須另有個人的能力評量，並載明計入哪些職能。',
          'An AI attainment rate would need a separate assessment of people and a named set of competencies.',
        ),
        doubt('E4'),
      ),
    );
  return answered(
    [paragraph(...claims)],
    rows
      .slice(0, 1)
      .map((row) => valueQuestion(facts, row.competency, row.level))
      .concat(t('哪些職能算是 AI 職能？', 'Which competencies count as AI competencies?')),
  );
}

function scaleClaim(facts: Facts): CitedClaim {
  return claim(
    facts.t(
      '研究沒有說明量尺；從各欄加總推論，填答者是在每一類職能內排序並依名次給分：共通排前 3 名（最高 3 分），技術排前 4 名（最高 4 分），管理在基層排前 3 名（最高 3 分）、在中階與高階排前 5 名（最高 5 分），未排入得 0 分（本庫推論，未經研究作者確認）。',
      'The study does not state the scale; from the column sums we infer that respondents ranked items within each type: common top 3 (maximum 3 points), technical top 4 (4), management top 3 at basic level (3) and top 5 at middle and senior level (5), unranked 0 (our inference, not confirmed by the authors).',
    ),
    doubt('A1'),
    doubt('A2'),
  );
}

/** What the overall mean is, whose opinions a table holds, whether it is a norm. */
export async function answerMethod(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { text, asks } = reading;
  const claims: CitedClaim[] = [];
  if (overallWords.test(text))
    claims.push(
      claim(
        t(
          '總平均是所有填答者的平均，包含未歸入工作群的人，不等於五個工作群欄位的平均；本庫照印出的值呈現，不重算。',
          'The overall mean (總平均) is over all respondents, those in no cluster included; it is not the mean of the five cluster columns. We show it as printed and do not recompute it.',
        ),
        doubt('A4'),
      ),
    );
  if (
    opinionWords.test(text) &&
    asks.framework &&
    (reading.levels.length > 0 || asks.whichLevel) &&
    /題組|表|層級|問卷|tables?|level|block/u.test(text)
  )
    claims.push(
      claim(
        t(
          '表的層級是題組的層級，不是填答者的層級：較高層級的人也填了較低層級的題組，所以應讀作「該層級職能的重要性」，而不是該層級人員的意見。',
          'The level of a table is that of the question block, not of the respondents: people of higher levels answered the lower blocks too, so read it as the importance of competencies of that level, not as the opinions of its staff.',
        ),
        doubt('A3'),
      ),
    );
  if (normWords.test(text) && (asks.framework || asks.measure))
    claims.push(
      claim(
        t(
          '不能：研究沒有加權，並提醒中央政府、非資訊職系與簡任人員可能低度代表，數值不是常模。',
          'No: the study did not weight and warns that central government, staff outside the IT grade and 簡任 officials may be under-represented, so its values are no norm.',
        ),
        doubt('A6'),
      ),
    );
  if (
    asks.task &&
    /分數|數值|量尺|代表什麼|意思|score|value|scale|mean/u.test(text) &&
    reading.tasks.length === 0 &&
    reading.clusters.length === 0 &&
    !asks.highest
  )
    claims.push(
      claim(
        t(
          '工作項目數值介於 0.00 與 6.10，研究沒有說明量尺；只能比較相對輪廓，不能讀成次數、時數或比例。',
          'Task values range from 0.00 to 6.10 and the study does not state their scale; compare the shape of profiles only, never read them as frequency, hours or shares.',
        ),
        doubt('C2'),
      ),
    );
  if (clusteringWords.test(text))
    claims.push(
      claim(
        t(
          '研究以工作項目作主成分分析後分出五個工作群；負荷量、切分點與分群規則都沒有印出，所以無法重現，也不能用來替個人計分。',
          'The study formed the five clusters after a principal component analysis of tasks; loadings, cut-offs and the clustering rule are not printed, so it cannot be reproduced or used to score a person.',
        ),
        doubt('D1'),
      ),
    );
  if (asksAcrossLevels(facts)) claims.push(whyLevelsDiffer(facts, false));
  if (
    claims.length === 0 &&
    scaleWords.test(text) &&
    asks.framework &&
    /分數|數值|積分|重要性|score|value|point/u.test(text) &&
    reading.tasks.length === 0 &&
    !asks.task
  )
    claims.push(scaleClaim(facts));
  return claims.length > 0 ? answered([paragraph(...claims)]) : null;
}

const clusteringWords = pattern(
  '(工作群|群集).{0,6}(怎麼|如何|依據什麼).{0,6}(分|來|產生|形成)|(怎麼|如何).{0,4}分(出|成|為)?.{0,6}工作群|群集分析|分群(方法|規則|依據)|cluster analysis|clustering|how (were|are|was) (the )?(five )?(work )?clusters?',
);

function asksAcrossLevels({ reading }: Facts): boolean {
  if (reading.competencies.length > 0 || reading.clusters.length > 0) return false;
  if (reading.levels.length > 1 && /相減|相加|減(去|掉)|直接比|subtract|add up|minus/u.test(reading.text))
    return true;
  const levels = /(為什麼|為何|可以|能|可否|why|can|may).{0,24}(層級|levels?)|(跨|不同)層級|across levels/u;
  return levels.test(reading.text) && /比|相減|compar|subtract/u.test(reading.text);
}
