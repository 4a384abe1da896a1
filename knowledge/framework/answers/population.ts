import { pattern } from '../pattern.ts';
import type { TableRecord } from '../queries.ts';
import { selectTable } from '../queries.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, paragraph } from './facts.ts';

type Row = TableRecord['rows'][number];

/** The categories of the population and sample table, longest names first. */
const categories = [
  {
    printed: '非資訊職系公務人員',
    en: 'civil servants outside the IT grade',
    asked: pattern('非資訊職系|outside the it (grade|series)|non-it (grade|series|civil|job)'),
  },
  {
    printed: '資訊職系公務人員',
    en: 'civil servants of the IT grade',
    asked: pattern('資訊職系|(?<!non-|outside the )it (grade|series|job series)'),
  },
  { printed: '簡任人員', en: 'senior rank (簡任)', asked: pattern('簡任|senior[- ]rank|jianren') },
  { printed: '委任人員', en: 'junior rank (委任)', asked: pattern('委任|junior[- ]rank|weiren') },
] as const;
const lost = pattern('薦任|約聘|約僱|聘用|contract staff|junior to mid rank');
const aboutSample = pattern(
  '樣本|母體|研究|問卷|填答|調查|受訪|佔|占|比例|比率|百分|幾人|多少人|幾位|人數|population|sample|respond|survey|study|share|percent|how many',
);

function side(text: string): readonly string[] {
  const population = /母體|population/u.test(text);
  const sample = /樣本|問卷|填答|受訪|sample|respond|survey/u.test(text);
  return population && !sample ? ['母體'] : sample && !population ? ['樣本'] : ['樣本', '母體'];
}

function rowClaim(facts: Facts, row: Row, en: string): CitedClaim {
  const { t } = facts;
  const count = Number(row.count).toLocaleString('en');
  const where = t(row.side ?? '', row.side === '母體' ? 'population' : 'sample');
  const name = row.category_as_printed;
  const total = row.side === '母體' ? '8,172' : '2,185';
  if (row.status?.startsWith('total_row'))
    return claim(
      t(
        `${where}的「${name}」印作 ${count}（100%），其實是總計；真正的列已不見。`,
        `The ${where} row "${en}" prints ${count} (100 %), which is the total; the true row is lost.`,
      ),
      doubt('B4'),
    );
  const again =
    row.percent_printed === row.percent_recomputed
      ? ''
      : t(
          `，但 ${count} 除以 ${total} 是 ${row.percent_recomputed}%`,
          `, but ${count} of ${total} is ${row.percent_recomputed} %`,
        );
  const strange = row.status?.startsWith('percent_belongs');
  const quoted = facts.reading.text.includes(row.percent_printed ?? '');
  const printed = strange && !quoted ? '' : t(`、${row.percent_printed}%`, `, ${row.percent_printed} %`);
  const misplaced = strange
    ? t('，印在旁邊的百分比應是別的列的數字', '; the percentage printed beside it belongs to another row')
    : '';
  return claim(
    t(
      `${where}的「${name}」印作 ${count} 人${printed}${again}${misplaced}。`,
      `The ${where} row for ${en} prints ${count} people${printed}${again}${misplaced}.`,
    ),
    doubt('B4'),
  );
}

/** One row of the damaged population and sample table: what is printed, and why it cannot be relied on. */
export async function answerPopulationRow(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { text } = reading;
  if (reading.competencies.length > 0 || reading.clusters.length > 0 || !aboutSample.test(text)) return null;
  if (/低度代表|加權|代表性|weight|represent/u.test(text) || reading.asks.advice || reading.asks.learning)
    return null;
  if (
    !reading.asks.howMany &&
    !/占|佔|比例|比率|百分|%|人數|[0-9]{2,} ?人|percent|share|[0-9]{2,} people/u.test(text)
  )
    return null;
  const category = categories.find((one) => one.asked.test(text));
  if (!category && !lost.test(text)) return null;
  if (!category && !/樣本|母體|研究|問卷|占|佔|%|sample|population|survey|study/u.test(text)) return null;
  const rows = (await selectTable(facts.db, 'population'))?.rows ?? [];
  const claims = category
    ? side(text).flatMap((one) =>
        rows
          .filter((row) => row.side === one && row.category_as_printed === category.printed)
          .map((row) => rowClaim(facts, row, category.en)),
      )
    : [
        claim(
          t(
            '這一列在印出的表裡已不見，沒有可用的人數。',
            'This row is lost from the printed table; it has no usable count.',
          ),
          doubt('B4'),
        ),
      ];
  return answered([
    paragraph(
      ...claims,
      claim(
        t(
          '母體與樣本表已損壞，只有總計（母體粗估 8,172 人、樣本 2,185 份）可以引用，其餘各列不宜當作依據。',
          'The table is damaged: only its totals (a population of roughly 8,172, a sample of 2,185) can be quoted, so do not rely on the other rows.',
        ),
        { source: 'table-population', section: '總計' },
        doubt('B4'),
      ),
    ),
  ]);
}
