import { z } from 'zod';
import { callCapability, defineCapability } from '../../../core/capability.ts';
import { conflict } from '../../../core/errors.ts';
import type { CaseDraft } from '../../cases/schema.ts';
import { CaseStateReply, createCase } from '../../cases/write-case.ts';
import { maskPersonalData } from '../../privacy/mask-personal-data.ts';
import { audit, requireState } from '../acting.ts';
import { Id } from '../schema.ts';
import { getVisibleGathering } from './get-gathering.ts';
import { updateNotes } from './queries.ts';
import { gatheringLabels } from './schema.ts';
import { actOnGathering } from './sign-up.ts';
import { requireOrganiser } from './write-gathering.ts';

export const writeNotes = defineCapability({
  name: 'write-notes',
  title: { 'zh-TW': '寫聚會紀錄', en: 'Write the notes of a gathering' },
  description: {
    'zh-TW': '主辦在聚會開始後寫下或修改紀錄；看得到聚會的人都能讀。',
    en: 'The organiser writes or changes the notes once it has begun; whoever may see the gathering may read them.',
  },
  input: z.object({ id: Id, notes: z.string().trim().min(1).max(10_000) }),
  output: z.object({ id: z.string() }),
  allow: ['pilot_leader', 'reviewer'],
  acts: true,
  run: (ctx, { id, notes }) =>
    actOnGathering(ctx, id, async (tx, row) => {
      requireOrganiser(ctx, row);
      requireState(row.state, ['planned'], gatheringLabels);
      if (row.startsAt > ctx.now())
        throw conflict({ 'zh-TW': '聚會還沒開始。', en: 'It has not begun yet.' });
      await updateNotes(tx, id, maskPersonalData(notes).text);
      await audit(ctx, tx, 'write-notes', id);
      return { id };
    }),
});

/** What a draft says until its author has chosen; nothing of it is published unseen. */
const startingFacts = {
  governmentLevel: 'cross',
  sector: 'administration',
  aiType: 'mixed',
  stage: 'pilot',
  outcome: 'ongoing',
} as const;

export const draftCaseFromNotes = defineCapability({
  name: 'draft-case-from-notes',
  title: { 'zh-TW': '由聚會紀錄起草案例', en: 'Draft a case from notes' },
  description: {
    'zh-TW': '把聚會紀錄帶進一則您自己的案例草稿，再由您補上事實；照常送審。',
    en: 'Puts the notes into a draft of your own, for you to add the facts; it is reviewed as every case is.',
  },
  input: z.object({
    id: Id,
    title: z.string().trim().min(1).max(300).optional(),
    agency: z.string().trim().min(1).max(200),
  }),
  output: CaseStateReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, title, agency }) {
    const row = await getVisibleGathering(ctx, id);
    if (!row.notes) throw conflict({ 'zh-TW': '這場聚會還沒有紀錄。', en: 'There are no notes yet.' });
    const draft: z.input<typeof CaseDraft> = {
      ...startingFacts,
      title: title ?? row.record.title,
      agency,
      sections: { background: row.notes },
    };
    return callCapability(createCase, ctx, draft);
  },
});
