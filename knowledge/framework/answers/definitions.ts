import { pattern } from '../pattern.ts';
import type { CompetencyRow } from '../queries.ts';
import type { CompetencyType, LevelId } from '../schema.ts';
import { absentAtLevel, levelsOf, valueQuestion } from './cell.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

/** Names that ordinary questions also use in their ordinary sense. */
export const everydayNames = new Set([
  '風險管理',
  '專案管理',
  '資料管理',
  '需求分析',
  '績效管理',
  '策略管理',
  '企業架構',
  '服務驗收',
  '系統分析與設計',
]);

/** The printed notes of one competency, levels with the same note together. */
export function definitionClaims(facts: Facts, rows: readonly CompetencyRow[]): CitedClaim[] {
  const { say, t } = facts;
  const competency = rows[0]?.name ?? '';
  const notes = new Map<string, LevelId[]>();
  for (const row of rows) {
    const note = (facts.language === 'en' ? row.noteEn : row.note) ?? '';
    const key = `${row.type}\n${note}`;
    notes.set(key, [...(notes.get(key) ?? []), row.level]);
  }
  return [...notes].map(([key, levels]) => {
    const [type, note] = key.split('\n') as [CompetencyType, string];
    const where = levels.map((level) => say.level(level)).join(t('、', ', '));
    const text = note
      ? t(
          `${where}的${say.competency(competency)}屬${type}職能，修正說明是：${note}。`,
          `At ${where}, ${say.competency(competency)} belongs to ${say.type(type)}; its revision note reads: ${note}.`,
        )
      : t(
          `${where}的${say.competency(competency)}屬${type}職能，問卷有調查，但架構沒有為這個層級寫出說明（待撰寫）。`,
          `At ${where}, ${say.competency(competency)} belongs to ${say.type(type)}; it was surveyed, but the framework gives no description for this level (still to be written).`,
        );
    return claim(
      text,
      ...levels
        .slice(0, 2)
        .map((level) => ({ source: `competency-${level}-${competency}`, section: '修正說明' })),
    );
  });
}

/** The framework's headings call everybody above basic level 主管. */
const ofManagers = pattern('主管(?!機關)|管理者|(?<![a-z])managers(?![a-z])');
const managed: readonly LevelId[] = ['mid', 'senior'];

const itemWords = pattern('這(一)?(項|條|個職能)|under this (item|competency)');

/** What a competency means, level by level. */
export async function answerDefinition(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { asks } = reading;
  const [competency] = reading.competencies;
  const nameAlone = reading.bare && !asks.measure && !asks.howMany && !asks.compare && !asks.overall;
  if (!competency || reading.competencies.length > 1 || !(asks.what || nameAlone)) return null;
  if (
    nameAlone &&
    !asks.what &&
    reading.levels.length + reading.clusters.length + reading.governments.length > 0
  )
    return null;
  if (asks.advice || asks.learning) return null;
  if (
    everydayNames.has(competency) &&
    reading.levels.length === 0 &&
    !nameAlone &&
    !ofManagers.test(reading.text) &&
    !itemWords.test(reading.text) &&
    !/職能|架構|研究|competenc|framework|study|修正說明|的說明|revision/u.test(reading.text)
  )
    return null;
  const wanted = reading.levels.length === 0 && ofManagers.test(reading.text) ? managed : reading.levels;
  const rows = levelsOf(facts, competency).filter((one) => wanted.length === 0 || wanted.includes(one.level));
  if (rows.length === 0) return absentAtLevel(facts, competency, reading.levels[0]!);
  const claims = definitionClaims(facts, rows);
  if (competency === '專案管理' || competency === '系統開發專案管理')
    claims.push(
      claim(
        t(
          '「專案管理」與「系統開發專案管理」是兩項職能，不應合併。',
          '專案管理 and 系統開發專案管理 are two competencies and should not be merged.',
        ),
        doubt('E2'),
      ),
    );
  claims.push(
    claim(t('研究沒有印出行為指標。', 'The study prints no behavioural indicators.'), {
      source: `competency-${rows[0]!.level}-${competency}`,
      section: '修正說明',
    }),
  );
  const told = answered(
    [claims.length > 2 ? list(claims) : paragraph(...claims)],
    rows.slice(0, 2).map((row) => valueQuestion(facts, competency, row.level)),
  );
  const ofItem = ofManagers.test(reading.text) || itemWords.test(reading.text);
  return { ...told, sure: reading.competencyNamed && ofItem };
}

/** 專案管理 and 系統開發專案管理 are easily taken for one. */
export async function answerTwoProjectManagements(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const both =
    reading.competencies.includes('系統開發專案管理') &&
    (reading.competencies.includes('專案管理') ||
      reading.clusters.includes('pm') ||
      reading.projectManagementUnclear);
  if (!both || !/一樣|相同|同一|差別|差異|不同|合併|same|differ|equal/u.test(reading.text)) return null;
  return answered([
    paragraph(
      claim(
        t(
          '不一樣：「專案管理」只出現在基層的問卷題組，架構沒有為它寫出說明；「系統開發專案管理」只在中階與高階。兩者不應合併，也不能連成趨勢。',
          'They differ: project management (專案管理) appears only in the basic-level survey block and has no description; system development project management (系統開發專案管理) exists only at middle and senior level. They should not be merged or read as a trend.',
        ),
        doubt('E2'),
      ),
    ),
  ]);
}
