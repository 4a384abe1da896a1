import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import { selectChanges } from './change-queries.ts';

const Month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/);
const mostChanges = 500;

/** The first moment of a month in Taiwan, and of the one after it. */
function spanOf(month: string): { from: Date; to: Date } {
  const [year, number] = month.split('-').map(Number);
  const next = number === 12 ? `${year! + 1}-01` : `${year}-${String(number! + 1).padStart(2, '0')}`;
  const begin = (one: string) => new Date(`${one}-01T00:00:00+08:00`);
  return { from: begin(month), to: begin(next) };
}

export const listCaseChanges = defineCapability({
  name: 'list-case-changes',
  title: { 'zh-TW': '本月案例異動', en: 'What changed among the cases' },
  description: {
    'zh-TW': '列出一個月內新增、更新與下架的案例與日期（預設本月）。',
    en: 'Cases added, updated and withdrawn in a month, with their days; this month by default.',
  },
  input: z.object({ month: Month.optional() }),
  output: z.object({
    month: z.string(),
    counts: z.object({ added: z.number().int(), updated: z.number().int(), withdrawn: z.number().int() }),
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        titleEn: z.string().nullable(),
        what: z.enum(['added', 'updated', 'withdrawn']),
        version: z.number().int(),
        reason: z.string().nullable(),
        on: z.string(),
      }),
    ),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, input) {
    const month = input.month ?? taiwanDay(ctx.now()).slice(0, 7);
    const rows = await selectChanges(ctx.db, { ...spanOf(month), limit: mostChanges });
    const count = (what: string) => rows.filter((row) => row.what === what).length;
    return {
      month,
      counts: { added: count('added'), updated: count('updated'), withdrawn: count('withdrawn') },
      items: rows.map(({ at, ...row }) => ({ ...row, on: taiwanDay(at) })),
    };
  },
});
