import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { invalidInput } from '../../core/errors.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { recordAudit } from '../people/queries.ts';
import { learningColumns, planLearning } from './import-learning.ts';
import { personnelColumns, planPersonnel } from './import-personnel.ts';
import { type RowProblem, readCsv } from './read-csv.ts';

/** What importing a file would do, and the doing of it. */
export interface Plan {
  readonly problems: readonly RowProblem[];
  readonly planned: readonly {
    readonly line: number;
    readonly state: 'added' | 'updated';
    readonly save: () => Promise<void>;
  }[];
}

export const PersonnelFile = z.enum(['personnel', 'learning_record']);

const ImportReply = z.object({
  dryRun: z.boolean(),
  rows: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  /** Only in a dry run; without one, a file with errors is refused whole. Values are never repeated here. */
  errors: z.array(z.object({ line: z.number().int(), column: z.string().optional(), message: z.string() })),
});

function tell(ctx: Context, problems: readonly RowProblem[]) {
  return [...problems]
    .sort((a, b) => a.line - b.line)
    .slice(0, 200)
    .map(({ line, column, message }) => ({
      line,
      ...(column !== undefined && { column }),
      message: message[ctx.language],
    }));
}

function refused(ctx: Context, problems: readonly RowProblem[]) {
  return invalidInput(
    {
      'zh-TW': `檔案有 ${problems.length} 處錯誤，沒有匯入任何資料。`,
      en: `The file has ${problems.length} errors and nothing was imported.`,
    },
    tell(ctx, problems).map(({ line, column, message }) => ({
      path: `line ${line}${column ? ` ${column}` : ''}`,
      message,
    })),
  );
}

export const importPersonnel = defineCapability({
  name: 'import-personnel',
  title: { 'zh-TW': '匯入人事資料', en: 'Import from a personnel system' },
  description: {
    'zh-TW':
      '匯入 personnel.csv（人員）或 learning_record.csv（學習紀錄），可對應欄位；dryRun 只檢查。人員以員工代號識別，任何欄位含身分證字號或居留證號就拒收。',
    en: 'Imports personnel.csv or learning_record.csv, with a mapping of columns; dryRun only checks. People are known by staff number; a file with a national or resident number in any cell is refused.',
  },
  input: z.object({
    file: PersonnelFile,
    csv: z.string().min(1).max(900_000),
    /** Our column → heading in the file. */
    mapping: z.record(z.string().max(60), z.string().max(200)).optional(),
    dryRun: z.boolean().default(true),
  }),
  output: ImportReply,
  allow: ['admin'],
  acts: true,
  async run(ctx, { file, csv, mapping, dryRun }) {
    const columns = file === 'personnel' ? personnelColumns : learningColumns;
    const { rows, problems: unreadable } = readCsv(csv, columns, mapping);
    const lexicon = await readLexicon(ctx.db);
    return ctx.bank.store.system.transaction(async (tx) => {
      const plan =
        file === 'personnel'
          ? await planPersonnel(ctx, tx, rows, lexicon)
          : await planLearning(ctx, tx, rows);
      const problems = [...unreadable, ...plan.problems];
      if (!dryRun) {
        if (problems.length > 0) throw refused(ctx, problems);
        for (const one of plan.planned) await one.save();
        await recordAudit(tx, {
          at: ctx.now(),
          actor: ctx.actor.personId,
          action: 'import-personnel',
          object: file,
          detail: { rows: rows.length },
        });
      }
      const count = (state: string) => plan.planned.filter((one) => one.state === state).length;
      return {
        dryRun,
        rows: rows.length,
        added: count('added'),
        updated: count('updated'),
        errors: tell(ctx, problems),
      };
    });
  },
});
