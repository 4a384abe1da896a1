import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { type Attained, selectAttained } from '../evidence/attained.ts';
import { insertClaims } from '../evidence/claims-queries.ts';
import { type Lexicon, readLexicon } from '../framework/lexicon.ts';
import { Named, named, namedCompetency, namedRow } from '../framework/replies.ts';
import { selectProfile } from '../people/profile.ts';
import { requireCompetency } from './resolve-competency.ts';

const Proficiency = z.number().int().min(0).max(5);
const Claimed = z.object({ proficiency: Proficiency, at: z.string() });
const Proven = Claimed.extend({ source: z.string(), kind: z.enum(['badge', 'completion', 'test']) });

const AssessmentItem = z.object({
  competency: Named,
  level: Named,
  claimed: Claimed.nullable(),
  tested: Proven.nullable(),
  evidenced: Proven.nullable(),
});

const AssessmentList = z.object({ items: z.array(AssessmentItem) });

function itemOf(ctx: Context, lexicon: Lexicon, one: Attained): z.input<typeof AssessmentItem> {
  const dated = <T extends { at: Date }>(truth: T | undefined) =>
    truth ? { ...truth, at: truth.at.toISOString() } : null;
  return {
    competency: namedCompetency(ctx.language, lexicon, one.competency),
    level: namedRow(
      ctx.language,
      lexicon.levels,
      one.level,
      named(ctx.language, one.level, one.level, one.level),
    ),
    claimed: dated(one.claimed),
    tested: dated(one.tested),
    evidenced: dated(one.evidenced),
  };
}

async function listOwn(ctx: Context, tx: Queryable): Promise<z.input<typeof AssessmentList>> {
  const lexicon = await readLexicon(tx);
  const all = await selectAttained(tx, ctx.actor.personId!, ctx.now());
  return { items: all.map((one) => itemOf(ctx, lexicon, one)) };
}

export const listAssessments = defineCapability({
  name: 'list-assessments',
  title: { 'zh-TW': '我的職能程度', en: 'My levels' },
  description: {
    'zh-TW': '每一項職能的三種依據：自評、測驗、證明（學習紀錄與徽章），各有日期與來源。',
    en: 'Three truths of each competency: claimed, tested, evidenced by records and badges, each with date and source.',
  },
  input: z.object({}),
  output: AssessmentList,
  allow: ['staff'],
  acts: false,
  run: (ctx) => ctx.db.transaction((tx) => listOwn(ctx, tx)),
});

const ClaimInput = z.object({
  competency: z.string().min(1).max(100),
  /** Default: the level of the profile. */
  level: z.string().max(100).optional(),
  proficiency: Proficiency,
});

export const saveAssessments = defineCapability({
  name: 'save-assessments',
  title: { 'zh-TW': '儲存自評', en: 'Save self-ratings' },
  description: {
    'zh-TW': '寫入自評（0–5）；只改有給的職能，舊的自評留作紀錄。測驗與證明不能由這裡改。',
    en: 'Writes self-ratings (0–5) of the competencies given and keeps the old ones; tests and records are not changed here.',
  },
  input: z.object({ items: z.array(ClaimInput).min(1).max(100) }),
  output: AssessmentList,
  allow: ['staff'],
  acts: true,
  run: (ctx, { items }) =>
    ctx.db.transaction(async (tx) => {
      const lexicon = await readLexicon(tx);
      const profile = await selectProfile(tx, ctx.actor.personId!);
      const rows = items.map((item, index) => {
        const { name, level } = requireCompetency(
          { competency: item.competency, level: item.level ?? profile?.level },
          lexicon,
          `items.${index}.`,
        );
        return {
          id: ctx.newId('claim'),
          competency: name,
          level,
          proficiency: item.proficiency,
          createdAt: ctx.now(),
        };
      });
      await insertClaims(tx, ctx.actor.personId!, rows);
      return listOwn(ctx, tx);
    }),
});
