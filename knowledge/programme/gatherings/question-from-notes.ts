import { z } from 'zod';
import { callCapability, defineCapability } from '../../../core/capability.ts';
import { conflict } from '../../../core/errors.ts';
import { ask } from '../../answers/ask.ts';
import { openGap } from '../../gaps/open-gap.ts';
import { Id } from '../schema.ts';
import { getVisibleGathering } from './get-gathering.ts';

export const askFromNotes = defineCapability({
  name: 'ask-from-notes',
  title: { 'zh-TW': '把聚會未解的問題請教社群', en: 'Put an open question of a gathering to the community' },
  description: {
    'zh-TW': '本庫先回答問題；沒有來源可答時登上待解問題，請社群協助。',
    en: 'The bank answers the question first; where no source says it, it goes on the board for the community.',
  },
  input: z.object({ id: Id, question: z.string().trim().min(1).max(2_000) }),
  output: z.object({
    answerId: z.string(),
    /** What the bank could say of it. */
    outcome: z.string(),
    /** Present when it went on the board. */
    gapId: z.string().optional(),
  }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, question }) {
    const row = await getVisibleGathering(ctx, id);
    if (!row.notes) throw conflict({ 'zh-TW': '這場聚會還沒有紀錄。', en: 'There are no notes yet.' });
    const { answerId, outcome } = await callCapability(ask, ctx, { question });
    if (outcome !== 'no_source') return { answerId, outcome };
    const gap = await callCapability(openGap, ctx, { answerId });
    return { answerId, outcome, gapId: gap.id };
  },
});
