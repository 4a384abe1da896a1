import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { readLexicon } from './lexicon.ts';
import { selectDoubts, selectTable, selectTables } from './queries.ts';
import { DoubtNote, doubtNotes, doubtsAbout } from './replies.ts';
import { layOutTable } from './table-layout.ts';

const TableSummary = z.object({
  id: z.string(),
  title: z.string(),
  about: z.string(),
  /** Who or what the numbers rest on. */
  base: z.string(),
  /** Calculated or compiled by us, not printed in the study. */
  ours: z.boolean(),
  heading: z.string().nullable(),
});

/**
 * `withheld`: 1 to 5 people, no number shown; `few`: 6 to 9 people; `none`: blank, no respondents;
 * `corrected`: what is printed is doubtful and `correction` is our reading, unconfirmed.
 */
export const TableCell = z.object({
  text: z.string(),
  mark: z.enum(['withheld', 'few', 'none', 'corrected']).optional(),
  correction: z.string().optional(),
});
export type TableCell = z.infer<typeof TableCell>;

export const TableColumn = z.object({
  id: z.string(),
  label: z.string(),
  /** A heading over several columns, such as the government. */
  group: z.string().optional(),
  /** Of its respondents, in words with what N rests on. */
  n: z.string().optional(),
  numeric: z.boolean(),
});
export type TableColumn = z.infer<typeof TableColumn>;

export const FrameworkTable = TableSummary.extend({
  columns: z.array(TableColumn),
  rows: z.array(z.array(TableCell)),
  doubts: z.array(DoubtNote),
});

export const listFrameworkTables = defineCapability({
  name: 'list-framework-tables',
  title: { 'zh-TW': '研究的表', en: 'Tables of the study' },
  description: {
    'zh-TW': '研究的每一張表與本庫的計算表：標題、說明與基數。',
    en: 'Every table of the study and our own calculations: title, what it is and its base.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(TableSummary) }),
  allow: 'anonymous',
  acts: false,
  async run(ctx) {
    const { language } = ctx;
    const items = (await selectTables(ctx.db)).map(({ id, ours, info }) => ({
      id,
      title: info.title[language],
      about: info.about[language],
      base: info.base[language],
      ours,
      heading: info.heading,
    }));
    return { items };
  },
});

export const getFrameworkTable = defineCapability({
  name: 'get-framework-table',
  title: { 'zh-TW': '一張表', en: 'One table' },
  description: {
    'zh-TW': '一張表的印出儲存格，旁附標明為本庫的更正、各欄人數與存疑註記；少於 6 人的儲存格不列數值。',
    en: 'The printed cells of one table, with our marked corrections, the N of each column and notes of doubt beside them; cells of fewer than 6 people carry no number.',
  },
  input: z.object({ id: z.string().min(1).max(100) }),
  output: FrameworkTable,
  allow: 'anonymous',
  acts: false,
  run: (ctx, { id }) =>
    ctx.db.transaction(async (db) => {
      const { language } = ctx;
      const table = await selectTable(db, id);
      if (!table) throw notFound({ 'zh-TW': '表', en: 'table' });
      const layout = await layOutTable(db, await readLexicon(db), language, table);
      const doubts = doubtsAbout(await selectDoubts(db), { table: id });
      return {
        id,
        title: table.info.title[language],
        about: table.info.about[language],
        base: table.info.base[language],
        ours: table.ours,
        heading: table.info.heading,
        ...layout,
        doubts: doubtNotes(language, doubts),
      };
    }),
});
