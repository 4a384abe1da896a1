import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { Named, named } from '../framework/replies.ts';

const BothLanguages = z.object({ 'zh-TW': z.string().min(1), en: z.string().min(1) });

/** What each task of the study means, in our words: the study lists names only. */
const TaskDefinitions = z.strictObject({
  id: z.string(),
  version: z.string(),
  ours: z.literal(true),
  draft: z.literal(true),
  note: BothLanguages,
  items: z.record(z.string(), BothLanguages),
});

const file = new URL('../content/diagnosis/task-definitions.json', import.meta.url);
let loaded: z.infer<typeof TaskDefinitions> | undefined;

/** The shipped definitions; read once. */
function loadTaskDefinitions(): z.infer<typeof TaskDefinitions> {
  loaded ??= TaskDefinitions.parse(JSON.parse(readFileSync(file, 'utf8')));
  return loaded;
}

export const listDiagnosisTasks = defineCapability({
  name: 'list-diagnosis-tasks',
  title: { 'zh-TW': '診斷的工作項目', en: 'Tasks of the diagnosis' },
  description: {
    'zh-TW': '診斷要勾選的 32 項工作與說明；名稱存疑的六項用本庫推測的名稱，並附原文。',
    en: 'The 32 tasks to choose from in the diagnosis, explained; the six with doubtful names go by our reading, with what is printed beside it.',
  },
  input: z.object({}),
  output: z.object({
    note: z.string(),
    version: z.string(),
    items: z.array(
      Named.extend({
        table: z.enum(['contract', 'tech', 'policy']),
        definition: z.string(),
        /** What the study prints, where the name is our reading of it; else null. */
        printed: z.string().nullable(),
      }),
    ),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx) {
    const { language } = ctx;
    const { note, version, items } = loadTaskDefinitions();
    const { tasks } = await readLexicon(ctx.db);
    return {
      note: note[language],
      version,
      items: tasks.map((row) => {
        const { label, labelEn } = row.probableLabel ?? row;
        const printed = language === 'en' ? row.labelEn : row.label;
        return {
          ...named(language, row.id, label, labelEn),
          table: row.tableId,
          definition: items[row.id]![language],
          printed: row.probableLabel ? printed : null,
        };
      }),
    };
  },
});
