import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { selectDiagnosis, upsertDiagnosis } from './queries.ts';
import { resolveTask } from './resolve-task.ts';

const SavedDiagnosis = z.object({
  answers: z.array(z.object({ task: z.string(), weight: z.number() })),
  updatedAt: z.string().nullable(),
});

export const getOwnDiagnosis = defineCapability({
  name: 'get-own-diagnosis',
  title: { 'zh-TW': '我填到一半的診斷', en: 'My diagnosis so far' },
  description: {
    'zh-TW': '您在診斷裡填過的工作與份量；沒有填過則為空。',
    en: 'The tasks and weights you gave in the diagnosis; empty when there are none.',
  },
  input: z.object({}),
  output: SavedDiagnosis,
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const row = await selectDiagnosis(ctx.db, ctx.actor.personId!);
    return { answers: [...(row?.answers ?? [])], updatedAt: row?.updatedAt.toISOString() ?? null };
  },
});

export const saveOwnDiagnosis = defineCapability({
  name: 'save-own-diagnosis',
  title: { 'zh-TW': '儲存診斷', en: 'Save my diagnosis' },
  description: {
    'zh-TW': '邊填邊存：以這次的工作與份量取代先前存的；給空清單表示全部清掉。',
    en: 'Saved as you go: these tasks and weights take the place of those saved before; an empty list clears them.',
  },
  input: z.object({
    answers: z.array(z.object({ task: z.string().min(1).max(200), weight: z.number().min(0) })).max(100),
  }),
  output: SavedDiagnosis,
  allow: ['staff'],
  acts: true,
  run: (ctx, input) =>
    ctx.db.transaction(async (tx) => {
      const lexicon = await readLexicon(tx);
      const weights = new Map(
        input.answers.map(({ task, weight }, at) => [
          resolveTask(lexicon, task, `answers.${at}.task`).id,
          weight,
        ]),
      );
      const answers = [...weights]
        .filter(([, weight]) => weight > 0)
        .map(([task, weight]) => ({ task, weight }));
      await upsertDiagnosis(tx, ctx.actor.personId!, { answers, updatedAt: ctx.now() });
      return { answers, updatedAt: ctx.now().toISOString() };
    }),
});
