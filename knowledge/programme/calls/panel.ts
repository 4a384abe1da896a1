import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import { conflict } from '../../../core/errors.ts';
import { audit, personOf, refused, requireState } from '../acting.ts';
import { Id } from '../schema.ts';
import * as queries from './queries.ts';
import { phaseLabels } from './schema.ts';
import { actOnCall } from './write-call.ts';

const SeatReply = z.object({ id: z.string(), onPanel: z.boolean() });

const standsInCall = {
  'zh-TW': '您在這次推薦中是推薦人或被推薦人，不能參加評選小組。',
  en: 'You nominate or are nominated in this call, so you cannot sit on its panel.',
};

export const joinPanel = defineCapability({
  name: 'join-panel',
  title: { 'zh-TW': '加入評選小組', en: 'Take a seat on the panel' },
  description: {
    'zh-TW': '審查人加入一則推薦公告的評選小組；在該次推薦中是推薦人或被推薦人者，系統拒絕。',
    en: "A reviewer takes a seat on a call's panel; refused to whoever nominates or is nominated in it.",
  },
  input: z.object({ id: Id }),
  output: SeatReply,
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id }) =>
    actOnCall(ctx, id, async (tx, _row, phase) => {
      requireState(phase, ['upcoming', 'open', 'judging'], phaseLabels);
      if (await queries.isInCall(tx, id, personOf(ctx))) throw refused(standsInCall);
      const seat = { callId: id, personId: personOf(ctx), now: ctx.now() };
      if (!(await queries.insertPanelMember(tx, seat)))
        throw conflict({ 'zh-TW': '您已在評選小組中。', en: 'You sit on this panel already.' });
      await audit(ctx, tx, 'join-panel', id);
      return { id, onPanel: true };
    }),
});

export const leavePanel = defineCapability({
  name: 'leave-panel',
  title: { 'zh-TW': '離開評選小組', en: 'Leave the panel' },
  description: { 'zh-TW': '尚未評分的小組成員離開小組。', en: 'A member who has judged nothing yet leaves.' },
  input: z.object({ id: Id }),
  output: SeatReply,
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id }) =>
    actOnCall(ctx, id, async (tx, _row, phase) => {
      requireState(phase, ['upcoming', 'open', 'judging'], phaseLabels);
      if (await queries.hasScored(tx, id, personOf(ctx)))
        throw conflict({
          'zh-TW': '已經評過分，不能離開小組。',
          en: 'You have judged already and cannot leave.',
        });
      if (!(await queries.deletePanelMember(tx, id, personOf(ctx))))
        throw conflict({ 'zh-TW': '您不在評選小組中。', en: 'You do not sit on this panel.' });
      await audit(ctx, tx, 'leave-panel', id);
      return { id, onPanel: false };
    }),
});
