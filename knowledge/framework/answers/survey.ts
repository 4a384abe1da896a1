import { pattern } from '../pattern.ts';
import { selectTable } from '../queries.ts';
import type { Draft, Facts } from './facts.ts';
import { answered, claim, doubt, paragraph } from './facts.ts';
import { isPercent, isUnassigned, unassigned } from './people.ts';
import type { SurveyTotals } from './survey-totals.ts';
import { surveyTotals } from './survey-totals.ts';

const design = (section: string, says?: string) => ({ source: 'study-research-design', section, says });

const isSurvey = pattern('問卷|回收|有效|樣本|填答|調查|questionnaire|survey|sample|respon');
const isDistributed = pattern(
  '(怎麼|如何|用什麼|透過).{0,8}(發|填|做|進行|調查|回收|收集|施測)|發放|發送|方式|平台|distribut|sent out|how was .{0,30}(conducted|run|done|carried|collected|sent)|collected|platform|conducted|carried out',
);
const isInterview = pattern('訪談|受訪|interview|(?<![a-z0-9])e[1-5](?![a-z0-9])');
/** What interviewees said is told by the study's text, not by the tables. */
const isSaid = pattern(
  '認為|覺得|建議|指出|提到|表示|看法|意見|怎麼說|說了|發現|think|thought|said|say|suggest|(?<!inter)view|opinion|found|find',
);
const isResponseRate = pattern(
  '(回收|回覆|回應|填答|回答)率|(response|return) rate|how many (questionnaires|people).{0,20}(sent|invited)|發出(了)?(多少|幾)份|發了(多少|幾)份',
);
const isBadge = pattern('徽章|badge');
const isPopulation = pattern(
  '母體|population|簡任|薦任|委任|約聘|資訊職系|職系|加權|代表性|weight|representative|contract staff',
);

/** Questionnaires, interviews, population, dates. */
export async function answerSurvey(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { asks, text } = reading;
  if (reading.competencies.length > 0 || reading.clusters.length > 0) return null;
  if (isInterview.test(text)) {
    if (isSaid.test(text) || (!asks.howMany && !/誰|who|對象|是哪|什麼人/u.test(text))) return null;
    return interviews(facts);
  }
  const totals = await surveyTotals(facts);
  if (isResponseRate.test(text) && isSurvey.test(text)) return responseRate(facts, totals);
  const distribution = isDistributed.test(text);
  if ((asks.when || distribution) && isSurvey.test(text) && !isPopulation.test(text) && asks.framework)
    return answered([
      paragraph(
        claim(
          t(
            `問卷在民國114年3月26日至4月9日23:59（西元2025年）回收，有效問卷 ${totals.questionnaires} 份。`,
            `The survey ran from 26 March to 9 April 2025 (民國114年), closing at 23:59; ${totals.questionnaires} questionnaires were valid.`,
          ),
          design('問卷調查方法、時間與有效份數', '114年3月26日'),
        ),
        claim(
          t(
            '問卷由數位發展部發文，各機關填答 SurveyCake 線上問卷。',
            'It was distributed through the Ministry of Digital Affairs (數位發展部), which wrote to the agencies; they answered online on SurveyCake.',
          ),
          design('問卷調查方法、時間與有效份數', 'SurveyCake'),
        ),
      ),
    ]);
  if (
    isPopulation.test(text) &&
    (asks.framework || asks.people || /樣本|sample|加權|weight/u.test(text)) &&
    (asks.howMany || isPercent.test(text) || /加權|代表|weight|representative/u.test(text))
  )
    return population(facts);
  if (isUnassigned.test(text) && asks.howMany) return unassigned(facts);
  if (asks.howMany && isSurvey.test(text) && reading.levels.length === 0 && reading.governments.length === 0)
    return answered([
      paragraph(
        claim(
          t(
            `有效問卷共 ${totals.questionnaires} 份。`,
            `${totals.questionnaires} questionnaires were valid.`,
          ),
          design('問卷調查方法、時間與有效份數', totals.questionnaires),
        ),
        claim(
          t(
            `其中 ${totals.clustered} 人歸入五個工作群，${totals.unassigned} 人沒有工作群，所以引用百分比時要說明基數。`,
            `Of these, ${totals.clustered} people are in the five clusters and ${totals.unassigned} in none, so any percentage should state its base.`,
          ),
          doubt('B2'),
        ),
      ),
    ]);
  return null;
}

function responseRate({ t }: Facts, totals: SurveyTotals): Draft {
  return answered([
    paragraph(
      claim(
        t(
          `有效問卷 ${totals.questionnaires} 份；研究沒有說明發出多少份問卷，所以算不出回收率。`,
          `${totals.questionnaires} questionnaires were valid; the number sent is not stated, so no response rate can be computed.`,
        ),
        design('問卷調查方法、時間與有效份數', totals.questionnaires),
      ),
      claim(
        t(
          `母體粗估 ${totals.population} 人，研究自己說母體無法正確估計，不宜拿來當分母。`,
          `The population is put at roughly ${totals.population}, but the study says it cannot be estimated properly, so it is no base for one.`,
        ),
        { source: 'table-population', section: '總計' },
        design('母體、代表性與未加權', '無法正確估計'),
      ),
    ),
  ]);
}

const roles: Record<string, string> = {
  中央高階主管: 'central senior managers',
  中央中階主管: 'central middle managers',
  中央基層人員: 'central basic staff',
  地方中階主管: 'local middle managers',
  地方基層主管: 'local basic-level supervisors',
  公共行政學者: 'scholars of public administration',
  公部門研究員: 'public-sector researchers',
  民間公司主管: 'managers of private companies',
};

/** The interviewees of one table: how many in all, and each role. */
async function interviewees(facts: Facts, table: 'interviews-competency' | 'interviews-badge') {
  const rows = (await selectTable(facts.db, table))?.rows ?? [];
  const total = rows.reduce((sum, row) => sum + Number(row.count), 0);
  const parts = rows.map((row) =>
    facts.t(`${row.role} ${row.count} 人`, `${roles[row.role ?? ''] ?? row.role} ${row.count}`),
  );
  return { total, parts: parts.join(facts.t('、', ', ')) };
}

async function interviews(facts: Facts): Promise<Draft> {
  const { reading, t } = facts;
  const badge = await interviewees(facts, 'interviews-badge');
  const badgeClaim = claim(
    t(
      `開放徽章訪談的受訪者有 ${badge.total} 人：${badge.parts}。`,
      `The open badge interviews were done with ${badge.total} people: ${badge.parts}.`,
    ),
    design('開放徽章訪談對象', '受訪對象'),
  );
  if (isBadge.test(reading.text)) return answered([paragraph(badgeClaim)]);
  const { total, parts } = await interviewees(facts, 'interviews-competency');
  const all = /總共|全部|幾場|total|altogether|in all/u.test(reading.text);
  return answered([
    paragraph(
      claim(
        t(
          `職能訪談的受訪者，表列合計 ${total} 人：${parts}。`,
          `The competency interviews, by the table, were done with ${total} people: ${parts}.`,
        ),
        design('數位職能訪談對象', '受訪對象'),
      ),
      claim(
        t(
          '但地方中階主管 E1 帶領部屬 E2 至 E5 共同參與，該列只計 1 人。',
          'The local middle manager E1, however, took part with staff E2 to E5, and the row counts 1.',
        ),
        doubt('B6'),
      ),
      ...(all || !/職能|competenc/u.test(reading.text) ? [badgeClaim] : []),
    ),
  ]);
}

async function population(facts: Facts): Promise<Draft> {
  const { t } = facts;
  const totals = await surveyTotals(facts);
  return answered([
    paragraph(
      claim(
        t(
          `母體與樣本表只能引用總計：母體粗估 ${totals.population} 人、樣本 ${totals.questionnaires} 份。`,
          `Only the totals of the population table can be quoted: a population of roughly ${totals.population} and a sample of ${totals.questionnaires}.`,
        ),
        { source: 'table-population', section: '總計' },
      ),
      claim(
        t(
          '表中各類別的列已損壞（例如簡任、委任的人數與百分比錯位），所以本庫不引用這些數字，也不據以計算權數。',
          'Its category rows are damaged (counts and percentages of the ranks are misplaced), so we quote none of them and compute no weights.',
        ),
        doubt('B4'),
      ),
      claim(
        t(
          '研究沒有加權，並提醒中央政府、非資訊職系與簡任人員可能低度代表，因此數值不是常模。',
          'The study did not weight and warns that central government, staff outside the IT grade and 簡任 officials may be under-represented; the values are no norm.',
        ),
        doubt('A6'),
      ),
    ),
  ]);
}
