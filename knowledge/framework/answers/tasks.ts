import { pattern } from '../pattern.ts';
import type { TaskRow, TaskValueRow } from '../queries.ts';
import { selectTaskValues } from '../queries.ts';
import type { ClusterId } from '../schema.ts';
import type { CitedClaim, Draft, Facts, Ref } from './facts.ts';
import { answered, claim, doubt, list, noSource, paragraph } from './facts.ts';

function taskRef(row: TaskRow): Ref {
  return { source: `task-table-${row.tableId}`, section: `第 ${row.rowNo} 列` };
}

const doubtful = (row: TaskRow) => row.probableLabel !== null && row.rowNo >= 10;

function scaleNote(facts: Facts): CitedClaim {
  return claim(
    facts.t(
      '研究沒有說明這個量尺，只能看相對輪廓，不能讀成次數、時數或比例。',
      'The study does not state this scale: read it as a relative profile, never as frequency, hours or shares.',
    ),
    doubt('C2'),
  );
}

function labelNote(facts: Facts, row: TaskRow): CitedClaim {
  const label = facts.t(`「${row.probableLabel?.label}」`, `${row.probableLabel?.labelEn}`);
  return claim(
    facts.t(
      `注意：這張表第 10 至 15 列的標籤可能上移了一列，印作${facts.say.task(row)}的這一列實際可能是${label}（本庫的假設，未經研究作者確認），不宜據以下判斷。`,
      `Note: the labels of rows 10 to 15 are probably one row too high, so the row printed ${facts.say.task(row)} may really be ${label} (our hypothesis, not confirmed by the authors); do not draw conclusions from it.`,
    ),
    doubt('C1'),
  );
}

/** The rows a named task stands for, in-house or outsourced as asked. */
function rowsNamed(facts: Facts): TaskRow[] {
  const { reading, lexicon } = facts;
  const named = lexicon.tasks.filter((row) => reading.tasks.includes(row.id));
  if (!reading.asks.outsourced) return named;
  const both = /自辦|in-house|inhouse/u.test(reading.text);
  return named.flatMap((row) => {
    const same = lexicon.tasks.find(
      (one) => one.outsourced && (one.task === row.task || (row.id === 'tech-2' && one.id === 'contract-8')),
    );
    return [...(both ? [row] : []), ...(same ? [same] : [])];
  });
}

/** Value of a task in a cluster, or in all five. */
export async function answerTaskValue(facts: Facts): Promise<Draft | null> {
  const { reading } = facts;
  if (reading.tasks.length === 0 || reading.competencies.length > 0) return null;
  const { asks } = reading;
  const oddRow = /第 ?1[0-5] ?列|第十[一二三四五]?列|兩次|重複|row 1[0-5]|twice/u.test(reading.text);
  if (oddRow && reading.tasks.includes('contract-1'))
    return answered(repeatedLabel(facts, await selectTaskValues(facts.db)));
  const aboutTable = reading.clusters.length > 0 || asks.whichCluster || asks.measure || asks.task;
  if (!aboutTable || (!asks.measure && reading.clusters.length === 0 && !asks.whichCluster)) return null;
  const rows = rowsNamed(facts);
  if (rows.length === 0 && asks.outsourced) return outsourcedMissing(facts);
  const values = await selectTaskValues(facts.db);
  if (rows.some((row) => row.id === 'contract-1') && !asks.outsourced) {
    const twin = facts.lexicon.tasks.find((row) => row.id === 'contract-15');
    if (twin && !/第1列|第一列/u.test(reading.text)) return answered(repeatedLabel(facts, values));
  }
  const claims = rows.flatMap((row) => taskClaims(facts, row, values));
  if (claims.length === 0) return null;
  const notes = [scaleNote(facts), ...rows.filter(doubtful).map((row) => labelNote(facts, row))];
  return answered([paragraph(...claims, ...notes)]);
}

function taskClaims(facts: Facts, row: TaskRow, values: readonly TaskValueRow[]): CitedClaim[] {
  const { reading, say, t } = facts;
  const mine = values.filter((one) => one.task === row.id);
  const n = (one: TaskValueRow) =>
    one.nPrinted === one.nCorrected
      ? `N=${one.nPrinted}`
      : t(
          `印作 N=${one.nPrinted}，應為 ${one.nCorrected}`,
          `printed N=${one.nPrinted}, should be ${one.nCorrected}`,
        );
  const cell = (one: TaskValueRow) =>
    t(
      `${say.cluster(one.cluster)} ${one.printed}（${n(one)}）`,
      `${say.cluster(one.cluster)} ${one.printed} (${n(one)})`,
    );
  const chosen =
    reading.clusters.length > 0 && !reading.asks.whichCluster
      ? mine.filter((one) => reading.clusters.includes(one.cluster))
      : mine;
  const lowest = reading.asks.lowest && !reading.asks.highest;
  const sorted = [...chosen].sort((a, b) => (Number(b.printed) - Number(a.printed)) * (lowest ? -1 : 1));
  const lead =
    sorted.length > 1 && reading.clusters.length === 0 && !doubtful(row)
      ? t(
          `${say.task(row)}以${say.cluster(sorted[0]!.cluster)}工作群${lowest ? '最低' : '最高'}：`,
          `${say.task(row)} is ${lowest ? 'lowest' : 'highest'} in the ${say.cluster(sorted[0]!.cluster)} cluster: `,
        )
      : t(`${say.task(row)}的數值：`, `${say.task(row)}: `);
  const zero = sorted.some((one) => one.printed === '0.00')
    ? t('（0.00 是印出的零）', ' (0.00 is a printed zero)')
    : '';
  return [claim(`${lead}${sorted.map(cell).join(t('、', ', '))}${zero}${t('。', '.')}`, taskRef(row))];
}

function repeatedLabel(facts: Facts, values: readonly TaskValueRow[]) {
  const { t } = facts;
  const [first, last] = ['contract-1', 'contract-15'].map(
    (id) => facts.lexicon.tasks.find((row) => row.id === id)!,
  );
  return [
    paragraph(
      ...taskClaims(facts, first!, values),
      claim(
        t(
          '同一個名稱在第 15 列又印了一次，那一列可能其實是「機房管理(委外)」（本庫的假設，未經研究作者確認），所以這裡只採第 1 列。',
          'The same label is printed again in row 15; that row is probably 機房管理(委外), outsourced server room management (our hypothesis, not confirmed by the authors), so only row 1 is used here.',
        ),
        doubt('C1'),
        taskRef(last!),
      ),
      scaleNote(facts),
    ),
  ];
}

function outsourcedMissing(facts: Facts): Draft {
  const [row] = facts.lexicon.tasks.filter((one) => facts.reading.tasks.includes(one.id));
  return noSource(
    facts.t(
      `研究的表裡沒有印出「${row?.task}」的委外列；12 項自辦技術工作中只有 9 項有委外列。`,
      `The study prints no outsourced row for ${row ? facts.say.task(row) : 'this task'}; only 9 of the 12 in-house technical tasks have one.`,
    ),
    row
      ? [
          facts.t(
            `各工作群的「${row.task}」（自辦）數值是多少？`,
            `What are the values of ${row.labelEn} by cluster?`,
          ),
        ]
      : [],
  );
}

/** The tables of tasks, as people name them. */
const tables = [
  { id: 'policy', asked: pattern('資通訊政策|政策業務|policy work|ict policy') },
  { id: 'tech', asked: pattern('技術領域|技術工作|technical (work|tasks)') },
  { id: 'contract', asked: pattern('履約管理|履約工作|contract management') },
] as const;

/** The tasks a cluster scores highest on. */
export async function answerTopTasks(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  const [cluster] = reading.clusters;
  if (!cluster || reading.competencies.length > 0 || reading.levels.length > 0) return null;
  if (!asks.task || !(asks.highest || asks.lowest || asks.measure || reading.top)) return null;
  const values = (await selectTaskValues(facts.db)).filter((one) => one.cluster === cluster);
  const rows = new Map(facts.lexicon.tasks.map((row) => [row.id, row]));
  const named = tables.filter(({ asked }) => asked.test(reading.text)).map(({ id }) => id as string);
  const usable = values.filter((one) => {
    const row = rows.get(one.task)!;
    if (named.length > 0 && !named.includes(row.tableId)) return false;
    return !doubtful(row) && (!asks.outsourced || row.outsourced);
  });
  const lowest = asks.lowest && !asks.highest;
  const sorted = [...usable].sort((a, b) => (Number(b.printed) - Number(a.printed)) * (lowest ? -1 : 1));
  const count = reading.top ?? 3;
  const edge = sorted[Math.min(count, sorted.length) - 1]?.printed;
  const chosen = sorted.filter((one, index) => index < count || one.printed === edge);
  const [first] = values;
  const n =
    first && first.nPrinted !== first.nCorrected
      ? t(
          `表頭印作 N=${first.nPrinted}，應為 ${first.nCorrected}`,
          `header N=${first.nPrinted}, should be ${first.nCorrected}`,
        )
      : `N=${first?.nPrinted}`;
  return answered([
    list(
      chosen.map((one) =>
        claim(`${say.task(rows.get(one.task)!)} ${one.printed}`, taskRef(rows.get(one.task)!)),
      ),
      t(
        `${say.cluster(cluster as ClusterId)}工作群數值${lowest ? '最低' : '最高'}的 ${chosen.length} 個工作項目（${n}）：`,
        `The ${chosen.length} tasks with the ${lowest ? 'lowest' : 'highest'} values in the ${say.cluster(cluster)} cluster (${n}):`,
      ),
    ),
    paragraph(
      scaleNote(facts),
      claim(
        t(
          '履約管理表第 10 至 15 列的標籤可能錯位，未列入排序。',
          'Rows 10 to 15 of the contract table, whose labels may be misplaced, are left out.',
        ),
        doubt('C1'),
      ),
    ),
  ]);
}
