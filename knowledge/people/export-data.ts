import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import {
  keyOnlyColumns,
  type PersonColumn,
  selectPersonColumns,
  selectPersonRow,
  selectRowsOf,
} from './own-data-queries.ts';

const keyOf = ({ table, column }: PersonColumn) => (column === 'person_id' ? table : `${table}.${column}`);

export const exportData = defineCapability({
  name: 'export-data',
  title: { 'zh-TW': '匯出我的全部資料', en: 'Export all my data' },
  description: {
    'zh-TW': '一次匯出本庫保存、與您有關的全部資料（JSON），依資料表分列；權杖與工作階段不含密鑰。',
    en: 'Everything stored about you, in one JSON document by table; tokens and sessions without their secrets.',
  },
  input: z.object({}),
  output: z.object({
    exportedAt: z.string(),
    person: z.record(z.string(), z.unknown()),
    /** By table; a column other than the owner's is named after the table's name. */
    data: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  }),
  allow: ['staff'],
  // Changes nothing, but is not for a chat model to call.
  acts: true,
  run: (ctx) =>
    ctx.bank.store.system.transaction(async (tx) => {
      const personId = ctx.actor.personId!;
      const person = await selectPersonRow(tx, personId);
      if (!person) throw notFound({ 'zh-TW': '人員', en: 'person' });
      const columns = [...(await selectPersonColumns(tx)), ...keyOnlyColumns];
      const data: Record<string, Record<string, unknown>[]> = {};
      for (const column of columns) data[keyOf(column)] = await selectRowsOf(tx, column, personId);
      return { exportedAt: ctx.now().toISOString(), person, data };
    }),
});
