import { pattern } from '../pattern.ts';
import type { CompetencyRow } from '../queries.ts';
import type { LevelId } from '../schema.ts';
import { levelsOf, valueQuestion } from './cell.ts';
import type { CitedClaim, Draft, Facts, Ref } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

const asksType = pattern(
  '(哪|什麼|何|那)(一)?(類|種|型)|類型|類別|分類|(共通|技術|管理)(性|類)?(職能)?(還是|或(是|者)?|, ?)(共通|技術|管理)|(是|屬|屬於|算|算是|歸|歸在|為)(於)?(哪|什麼|共通|技術|管理)(類|種|一類)?(職能)?|(which|what) (type|kind|category|sort)|(common|technical|management),? or (a )?(common|technical|management)|type of .{0,30}competenc|belongs? to|(is|are) .{0,60}(a |an )?(technical|management|common) (one|competenc)',
);

function ref(row: CompetencyRow): Ref {
  return { source: `table-competency-by-cluster-${row.level}`, section: row.name };
}

function byType(rows: readonly CompetencyRow[]): Map<string, CompetencyRow[]> {
  const found = new Map<string, CompetencyRow[]>();
  for (const row of rows) found.set(row.type, [...(found.get(row.type) ?? []), row]);
  return found;
}

/** Which type a competency belongs to, level by level. */
export async function answerType(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks, competencies } = reading;
  const [competency] = competencies;
  if (!competency || competencies.length > 1 || reading.clusters.length > 0) return null;
  if (!asksType.test(reading.text) || asks.measure || asks.learning || asks.advice) return null;
  const rows = levelsOf(facts, competency);
  const name = say.competency(competency);
  const claims = [...byType(rows)].map(([, same], at) => {
    const where = same.map((row) => say.level(row.level)).join(t('、', ', '));
    const type = say.type(same[0]!.type);
    return claim(
      at === 0
        ? t(`${name}在${where}屬於${type}。`, `${name} belongs to ${type} at ${where}.`)
        : t(`在${where}屬於${type}。`, `At ${where} it belongs to ${type}.`),
      ...same.map(ref),
    );
  });
  if (claims.length > 1)
    claims.push(
      claim(
        t(
          '名稱相同，定義與量尺不同，不能連成趨勢。',
          'The name is the same, definition and scale differ, so no trend can be drawn.',
        ),
        doubt('E3'),
      ),
    );
  return answered(
    [paragraph(...claims, ...absences(facts, rows))],
    rows.map((row) => valueQuestion(facts, competency, row.level)),
  );
}

function absences(facts: Facts, rows: readonly CompetencyRow[]): CitedClaim[] {
  const { say, t } = facts;
  const missing = facts.lexicon.levels.filter((level) => !rows.some((row) => row.level === level.id));
  if (missing.length === 0) return [];
  const where = missing.map((level) => say.level(level.id)).join(t('、', ', '));
  return [
    claim(
      t(`${where}題組沒有這一項。`, `The ${where} block does not have this item.`),
      ...rows.slice(0, 1).map(ref),
    ),
  ];
}

const asksWhere = pattern(
  '哪(些|幾個|個|一個)?(層級|階層|階|級)|有沒有|有無|有嗎|是否(有|要|需|列|包含|存在|適用|調查)|要(不要)?會嗎|需要(會|具備|學)?嗎|(要|需要|須|得)(具備|學|懂|會).{0,4}嗎|必備|必須(會|具備)|存在|只(有|在|出現)|僅(有|在|見於)?|包含.{0,8}嗎|算.{0,8}嗎|列(入|在).{0,10}嗎|調查.{0,6}(了)?嗎|有.{0,12}嗎|(is|are|was|were|does|do|did) .{0,80}(exist|part of|included|asked|surveyed|covered|required|needed|expected|need|have|include|ask)|(which|what|at which) levels?|only (at|for|in)|(must|should|need to) .{0,30}(know|have|master)',
);

/** Whether a level has a competency at all. */
export async function answerPresence(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks, competencies, levels } = reading;
  const [competency] = competencies;
  if (!competency || competencies.length > 1 || reading.clusters.length + reading.governments.length > 0)
    return null;
  if (!asksWhere.test(reading.text) || asks.measure || asks.overall || asks.ai || asks.learning) return null;
  const rows = levelsOf(facts, competency);
  const wholeRange = levels.length === 0;
  if (wholeRange && !asks.whichLevel && !/層級|基層|中階|高階|level/u.test(reading.text)) return null;
  if (/高於|低於|比|above|below|than|[0-9]/u.test(reading.text)) return null;
  const name = say.competency(competency);
  const only = rows.length < 3;
  const where = rows.map((row) => say.level(row.level)).join(t('、', ', '));
  const absent = levels.filter((level) => !rows.some((row) => row.level === level));
  const first =
    absent.length > 0
      ? t(
          `${absent.map((level) => say.level(level)).join('、')}的題組裡沒有${name}；研究只在${where}調查這一項。`,
          `No: the ${absent.map((level) => say.level(level)).join(' and ')} block does not have ${name}; the study asked about it only at ${where}.`,
        )
      : wholeRange || only
        ? t(
            `${name}${only ? '只' : ''}列在${where}。`,
            `${name} is listed ${only ? 'only ' : ''}at ${where}.`,
          )
        : t(
            `有，${name}列在${levels.map((level) => say.level(level)).join('、')}的題組。`,
            `Yes, ${name} is in the ${levels.map((level) => say.level(level)).join(' and ')} block.`,
          );
  const claims = [claim(first, ...rows.map(ref))];
  const kinds = byType(
    absent.length > 0 ? rows : rows.filter((row) => wholeRange || levels.includes(row.level)),
  );
  claims.push(
    claim(
      [...kinds.values()]
        .map((same) => {
          const at = same.map((row) => say.level(row.level)).join(t('、', ', '));
          return t(`這一項在${at}屬於${say.type(same[0]!.type)}`, `${at}: ${say.type(same[0]!.type)}`);
        })
        .join(t('，', '; ')) + t('。', '.'),
      ...rows.map(ref),
    ),
  );
  if (competency === '專案管理' || competency === '系統開發專案管理')
    claims.push(
      claim(
        t(
          '「專案管理」只在基層，「系統開發專案管理」只在中階與高階，是兩項職能。',
          'Project management is asked only at basic level, system development project management only above; they are two competencies.',
        ),
        doubt('E2'),
      ),
    );
  return answered(
    [paragraph(...claims)],
    rows.map((row) => valueQuestion(facts, competency, row.level)),
  );
}

const onlyAt = pattern(
  '只(有|在|出現|存在|列).{0,12}(基層|中階|高階|一個層級)|僅.{0,8}(基層|中階|高階|一個層級)|(基層|中階|高階)(才有|獨有|特有|專屬|限定)|(基層|中階|高階).{0,10}(沒有|缺少|少了|不列|未列)的?|(沒有|未).{0,6}(列|出現|調查).{0,8}(基層|中階|高階)|(only|exclusively|unique) .{0,24}(basic|mid|middle|senior|one) ?(-| )?(level)?|(not|missing|absent) .{0,20}(basic|mid|middle|senior)|(no|without) .{0,10}(basic|mid|senior)[- ]level|(basic|mid|middle|senior)[- ]?level .{0,16}(not|lack|miss|without)',
);
const lacking = /沒有|缺少|少了|不列|未列|未|not |n't|lack|miss|absent|without/u;

/** Which competencies only some levels have. */
export async function answerOnlyAtLevel(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  if (reading.competencies.length > 0 || reading.clusters.length > 0 || !onlyAt.test(reading.text))
    return null;
  if (
    !(asks.list || asks.whichCompetency || asks.what || asks.howMany) ||
    !/職能|competenc|項/u.test(reading.text)
  )
    return null;
  const names = [...new Set(facts.lexicon.competencies.map((one) => one.name))];
  const levelsHeld = (name: string) => levelsOf(facts, name).map((row) => row.level as LevelId);
  const [level] = reading.levels;
  const without = lacking.test(reading.text);
  const fits = (held: readonly LevelId[]) =>
    !level ? held.length === 1 : without ? !held.includes(level) : held.length === 1 && held[0] === level;
  const wanted = names
    .filter((name) => fits(levelsHeld(name)))
    .filter(
      (name) =>
        reading.types.length === 0 || levelsOf(facts, name).some((row) => reading.types.includes(row.type)),
    )
    .sort((a, b) => levelsHeld(a).length - levelsHeld(b).length);
  const claims = wanted.map((name) => {
    const rows = levelsOf(facts, name);
    const where = rows.map((row) => say.level(row.level)).join(t('、', ', '));
    const alone = rows.length === 1 ? t('只在', 'only at ') : t('只在', 'at ');
    return claim(
      t(
        `${say.competency(name)}（${say.type(rows[0]!.type)}）：${alone}${where}`,
        `${say.competency(name)} (${say.type(rows[0]!.type)}): ${alone}${where}`,
      ),
      ...rows.map(ref),
    );
  });
  const notes: CitedClaim[] = [
    claim(
      t(
        'AI產品與系統評測三個層級都有，但在基層屬技術職能，以上屬管理職能。',
        'AI product and system evaluation is at all three levels, but technical at basic level and management above.',
      ),
      doubt('E3'),
    ),
  ];
  if (claims.length === 0)
    return answered([
      paragraph(
        claim(
          t(
            `沒有只在${say.level(level!)}調查的職能：中階與高階的題組相同。`,
            `No competency was asked only at ${say.level(level!)}: the middle and senior blocks are the same.`,
          ),
          ...(['mid', 'senior'] as const).map((one) => ({ source: `table-competency-by-cluster-${one}` })),
        ),
      ),
    ]);
  const lead = level
    ? without
      ? t(`${say.level(level)}題組沒有的職能：`, `Competencies the ${say.level(level)} block does not have:`)
      : t(`只在${say.level(level)}調查的職能：`, `Competencies asked only at ${say.level(level)}:`)
    : t('只在一個層級的職能：', 'Competencies at one level only:');
  return answered([list(claims, lead), paragraph(...notes)]);
}
