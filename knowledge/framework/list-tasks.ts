import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { readLexicon } from './lexicon.ts';
import { selectDoubts, selectTaskValues } from './queries.ts';
import {
  DoubtNote,
  doubtNotes,
  doubtsAbout,
  Named,
  NameInput,
  named,
  PageInput,
  pageOf,
  resolveName,
} from './replies.ts';

const tables = {
  contract: { 'zh-TW': '資通履約管理', en: 'ICT contract management' },
  tech: { 'zh-TW': '技術領域管理', en: 'Technical management' },
  policy: { 'zh-TW': '資通訊政策業務管理', en: 'ICT policy work' },
} as const;

const TaskItem = Named.extend({
  table: Named,
  row: z.number().int(),
  /** Null where the table does not say. */
  outsourced: z.boolean().nullable(),
  /** Our reading of a label that may be one row too high; a hypothesis beside the printed label. */
  probableLabel: z.string().nullable(),
  values: z.array(
    z.object({ cluster: Named, value: z.string(), nPrinted: z.number().int(), nCorrected: z.number().int() }),
  ),
  doubts: z.array(z.string()),
});

export const TaskList = z.object({
  items: z.array(TaskItem),
  nextCursor: z.string().optional(),
  scale: z.string(),
  doubts: z.array(DoubtNote),
});

export const listTasks = defineCapability({
  name: 'list-tasks',
  title: { 'zh-TW': '工作項目', en: 'Tasks' },
  description: {
    'zh-TW': '三張工作項目表的 32 列與各工作群印出的數值；存疑的標籤另列本庫的假設。',
    en: 'The 32 rows of the three task tables with the values printed for each cluster; doubtful labels carry our hypothesis beside them.',
  },
  input: z.object({ cluster: NameInput, ...PageInput }),
  output: TaskList,
  allow: 'anonymous',
  acts: false,
  run: (ctx, input) =>
    ctx.db.transaction(async (db) => {
      const { language } = ctx;
      const lexicon = await readLexicon(db);
      const cluster = resolveName('cluster', input.cluster, lexicon);
      const values = await selectTaskValues(db);
      const doubts = await selectDoubts(db);
      const clusterName = (id: string) => {
        const row = lexicon.clusters.find((one) => one.id === id);
        return named(language, id, row?.name ?? id, row?.nameEn ?? id);
      };
      const page = pageOf(lexicon.tasks, input);
      const items = page.items.map((row) => {
        const label = row.probableLabel;
        return {
          ...named(language, row.id, row.label, row.labelEn),
          table: named(language, row.tableId, tables[row.tableId]['zh-TW'], tables[row.tableId].en),
          row: row.rowNo,
          outsourced: row.outsourced,
          probableLabel: label && (language === 'en' ? label.labelEn : label.label),
          values: values
            .filter((one) => one.task === row.id && (!cluster || one.cluster === cluster))
            .map(({ cluster: id, printed, nPrinted, nCorrected }) => ({
              cluster: clusterName(id),
              value: printed,
              nPrinted,
              nCorrected,
            })),
          doubts: doubtsAbout(doubts, { task: row.id, table: 'task-by-cluster' }).map((one) => one.id),
        };
      });
      const mentioned = new Set(items.flatMap((item) => item.doubts));
      return {
        ...page,
        items,
        scale:
          language === 'en'
            ? 'The study does not state the scale; compare the shape of profiles only, never read it as frequency, hours or shares.'
            : '研究沒有說明量尺；只能比較相對輪廓，不能讀成次數、時數或比例。',
        doubts: doubtNotes(
          language,
          doubts.filter((one) => mentioned.has(one.id)),
        ),
      };
    }),
});
