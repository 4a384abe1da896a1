import { z } from 'zod';
import { saying } from '../../../core/capability.ts';
import { taiwanDay } from '../../../core/clock.ts';
import type { Text } from '../../../core/language.ts';
import { Day, Id, OwnText } from '../schema.ts';

const Criterion = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  text: OwnText(600),
});

/** How the panel's scores become a decision; published with the call and applied by the bank, not by a person. */
export const Rule = z.object({
  /** So many members must have judged a nomination. */
  quorum: z.number().int().min(2).max(9).default(2),
  /** The mean over all criteria it needs, 1–5. */
  passMean: z.number().min(1).max(5).default(3.5),
  /** No criterion's mean may lie below this, 1–5. */
  minCriterion: z.number().min(1).max(5).default(2.5),
  /** No more than so many, highest means first; those equal to the last place are all selected. */
  places: z.number().int().min(1).max(1_000).optional(),
});
export type Rule = z.output<typeof Rule>;

const CallRecord = z.object({
  title: OwnText(200),
  about: OwnText(4_000),
  criteria: z
    .array(Criterion)
    .min(1)
    .max(10)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      ...saying({ 'zh-TW': '每項標準的 id 必須不同', en: 'need ids that differ' }),
    }),
  rule: Rule.prefault({}),
});
export type CallRecord = z.output<typeof CallRecord>;

const CallShape = CallRecord.extend({ opensOn: Day, closesOn: Day });
export type CallFields = z.output<typeof CallShape>;

const daysInOrder = ({ opensOn, closesOn }: CallFields) => opensOn <= closesOn;
const daysText = {
  path: ['closesOn'],
  ...saying({ 'zh-TW': '不能早於開始日', en: 'cannot lie before the first day' }),
};
export const NewCall = CallShape.refine(daysInOrder, daysText);
export const ChangedCall = CallShape.extend({ id: Id }).refine(daysInOrder, daysText);
type CallState = 'draft' | 'published' | 'decided';

/** Where a call stands on a day in Taiwan. Nominations are made and edited while it is open, judged afterwards. */
export const CallPhase = z.enum(['draft', 'upcoming', 'open', 'judging', 'decided']);
export type CallPhase = z.infer<typeof CallPhase>;

export const phaseLabels: Readonly<Record<CallPhase, Text>> = {
  draft: { 'zh-TW': '草稿', en: 'a draft' },
  upcoming: { 'zh-TW': '即將開放', en: 'not open yet' },
  open: { 'zh-TW': '開放推薦', en: 'open' },
  judging: { 'zh-TW': '評選中', en: 'being judged' },
  decided: { 'zh-TW': '已公布結果', en: 'decided' },
};

export function phaseOf(call: { state: CallState; opensOn: string; closesOn: string }, now: Date): CallPhase {
  if (call.state !== 'published') return call.state;
  const today = taiwanDay(now);
  if (today < call.opensOn) return 'upcoming';
  return today <= call.closesOn ? 'open' : 'judging';
}
