import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Queryable } from '../../core/db/client.ts';
import { recordAudit } from '../people/queries.ts';
import { PersonnelFile } from './import-csv.ts';
import { selectLearning, selectPersonnel } from './queries.ts';
import { csvCell } from './read-csv.ts';

type Row = readonly (string | number | null)[];

async function tableOf(tx: Queryable, file: z.infer<typeof PersonnelFile>): Promise<Row[]> {
  if (file === 'personnel') {
    const rows = await selectPersonnel(tx);
    return [
      ['person', 'name', 'agency', 'level', 'cluster', 'government'],
      ...rows.map((one) => [one.person, one.name, one.agency, one.level, one.cluster, one.government]),
    ];
  }
  const rows = await selectLearning(tx);
  return [
    ['person', 'title', 'hours', 'completed_on', 'provider', 'course_id'],
    ...rows.map((one) => [one.person, one.title, one.hours, one.completedOn, one.provider, one.courseId]),
  ];
}

export const exportPersonnel = defineCapability({
  name: 'export-personnel',
  title: { 'zh-TW': '匯出人事資料', en: 'Export for a personnel system' },
  description: {
    'zh-TW': '匯出 personnel.csv 或 learning_record.csv，格式與匯入相同。只含完成紀錄，不含自評與測驗。',
    en: 'Gives personnel.csv or learning_record.csv in the form they are imported in: completions only, neither self-ratings nor quizzes.',
  },
  input: z.object({ file: PersonnelFile }),
  output: z.object({ file: z.string(), csv: z.string() }),
  allow: ['admin'],
  // Changes nothing, but is not for a chat model to call.
  acts: true,
  run: (ctx, { file }) =>
    ctx.bank.store.system.transaction(async (tx) => {
      const table = await tableOf(tx, file);
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'export-personnel',
        object: file,
        detail: { rows: table.length - 1 },
      });
      return {
        file: `${file}.csv`,
        csv: `${table.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`,
      };
    }),
});
