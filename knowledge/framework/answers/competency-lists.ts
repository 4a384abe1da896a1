import { pattern } from '../pattern.ts';
import type { LevelId } from '../schema.ts';
import { typeOrder } from './column.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

const listWords = pattern('職能|competenc|項目');

/** Which competencies there are, by level and type. */
export async function answerCompetencyList(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  if (reading.competencies.length > 0 || reading.clusters.length > 0 || reading.governments.length > 0)
    return null;
  if (!(asks.list || asks.what) || !listWords.test(reading.text) || asks.learning || asks.advice) return null;
  if (reading.levels.length === 0 && reading.types.length === 0) return wholeFramework(facts);
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const types =
    reading.types.length > 0 ? typeOrder.filter((type) => reading.types.includes(type)) : typeOrder;
  const claims = levels.flatMap((level) =>
    types.map((type) => {
      const rows = facts.lexicon.competencies.filter((one) => one.level === level && one.type === type);
      const names = rows
        .map((row) => (facts.language === 'en' ? say.competency(row.name) : row.name))
        .join(t('、', ', '));
      return claim(
        t(
          `${say.level(level)}的${type}職能（${rows.length} 項）：${names}`,
          `${say.level(level)}, ${say.type(type)} (${rows.length}): ${names}`,
        ),
        ...rows
          .slice(0, 3)
          .map((row) => ({ source: `competency-${level}-${row.name}`, section: '修正說明' })),
      );
    }),
  );
  const notes: CitedClaim[] = [];
  if (levels.includes('basic' as never) && types.includes('管理'))
    notes.push(
      claim(
        t(
          '基層的管理職能只見於問卷，架構沒有寫出說明。',
          'Basic-level management competencies appear only in the survey; the framework gives no description.',
        ),
        doubt('E2'),
      ),
    );
  if (types.includes('技術'))
    notes.push(
      claim(
        t(
          '兩張技術職能清單的標題在中階重疊，這裡依問卷歸層級。',
          'The headings of the two technical lists overlap at middle level; this follows the survey.',
        ),
        doubt('E1'),
      ),
    );
  return answered([list(claims), paragraph(...notes)]);
}

const wholeWords = pattern(
  '(職能)(架構|清單|框架|有哪些)|competency framework|which competencies|what competencies|list.{0,12}competenc',
);

/** The framework at a glance, levels with the same list together. */
function wholeFramework(facts: Facts): Draft | null {
  const { reading, say, t } = facts;
  if (
    !wholeWords.test(reading.text) ||
    /徽章|地圖|英國|美國|新加坡|badge|singapore|kingdom|america/u.test(reading.text)
  )
    return null;
  const claims = typeOrder.flatMap((type) => {
    const lists = new Map<string, LevelId[]>();
    for (const level of ['basic', 'mid', 'senior'] as const) {
      const names = facts.lexicon.competencies
        .filter((one) => one.level === level && one.type === type)
        .map((one) => one.name);
      lists.set(names.join('/'), [...(lists.get(names.join('/')) ?? []), level]);
    }
    return [...lists].map(([names, levels]) => {
      const shown = names.split('/').map((name) => (facts.language === 'en' ? say.competency(name) : name));
      const where = levels.map((level) => say.level(level)).join(t('、', ', '));
      return claim(
        t(
          `${type}職能（${where}，${shown.length} 項）：${shown.join('、')}`,
          `${say.type(type)}, ${where} (${shown.length}): ${shown.join(', ')}`,
        ),
        ...levels.map((level) => ({
          source: `table-competency-by-cluster-${level}`,
          section: names.split('/')[0],
        })),
      );
    });
  });
  return answered([
    list(
      claims,
      t(
        '2025 年修正後的職能架構，依問卷題組：',
        'The revised framework of 2025, by the question blocks of the survey:',
      ),
    ),
    paragraph(
      claim(
        t(
          '基層的管理職能只見於問卷，架構沒有寫出說明。',
          'Basic-level management competencies appear only in the survey; the framework gives no description.',
        ),
        doubt('E2'),
      ),
    ),
  ]);
}
