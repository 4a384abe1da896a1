import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { type Lexicon, readLexicon } from '../framework/lexicon.ts';
import { Named, named, namedRow, resolveCompetency, resolveName } from '../framework/replies.ts';
import { ClusterId, GovernmentId, LevelId } from '../framework/schema.ts';
import { leavePeerBlocks } from '../peers/queries.ts';
import { type ProfileRow, selectProfileRow, upsertProfile } from './profile-queries.ts';

/** What a person says of their work; absent where nothing was said. */
export interface Profile {
  readonly cluster?: ClusterId;
  readonly level?: LevelId;
  readonly government?: GovernmentId;
  readonly focus: string[];
  /** Hours for learning they have; absent = no limit. */
  readonly hoursAvailable?: number;
  readonly comparePeers: boolean;
}

export async function selectProfile(db: Queryable, personId: string): Promise<Profile | null> {
  const row = await selectProfileRow(db, personId);
  if (!row) return null;
  return {
    ...(row.cluster && { cluster: row.cluster }),
    ...(row.level && { level: row.level }),
    ...(row.government && { government: row.government }),
    ...(row.hoursAvailable !== null && { hoursAvailable: row.hoursAvailable }),
    focus: row.focus,
    comparePeers: row.comparePeers,
  };
}

const ProfileReply = z.object({
  cluster: Named.nullable(),
  level: Named.nullable(),
  government: Named.nullable(),
  focus: z.array(Named),
  hoursAvailable: z.number().nullable(),
  comparePeers: z.boolean(),
  updatedAt: z.string().nullable(),
});

function replyOf(ctx: Context, lexicon: Lexicon, row: ProfileRow | undefined): z.input<typeof ProfileReply> {
  const { language } = ctx;
  const name = (rows: Lexicon['levels'], id: string | null | undefined) =>
    id ? namedRow(language, rows, id, named(language, id, id, id)) : null;
  return {
    cluster: name(lexicon.clusters, row?.cluster),
    level: name(lexicon.levels, row?.level),
    government: name(lexicon.governments, row?.government),
    focus: (row?.focus ?? []).map((one) =>
      named(language, one, one, lexicon.competencies.find((found) => found.name === one)?.nameEn ?? one),
    ),
    hoursAvailable: row?.hoursAvailable ?? null,
    comparePeers: row?.comparePeers ?? false,
    updatedAt: row?.updatedAt.toISOString() ?? null,
  };
}

export const getProfile = defineCapability({
  name: 'get-profile',
  title: { 'zh-TW': '我的工作資料', en: 'My profile' },
  description: {
    'zh-TW': '您的工作群、層級、政府別、想加強的職能、可用時數，以及是否同意列入同儕比較。',
    en: 'Your cluster, level, kind of government, focus, hours available, and whether you agree to be compared with peers.',
  },
  input: z.object({}),
  output: ProfileReply,
  allow: ['staff'],
  acts: false,
  run: (ctx) =>
    ctx.db.transaction(async (tx) =>
      replyOf(ctx, await readLexicon(tx), await selectProfileRow(tx, ctx.actor.personId!)),
    ),
});

const NameOrNull = z.string().max(100).nullish();

const ProfileInput = z.object({
  cluster: NameOrNull,
  level: NameOrNull,
  government: NameOrNull,
  focus: z.array(z.string().min(1).max(100)).max(20).optional(),
  hoursAvailable: z.number().positive().max(2_000).nullish(),
  comparePeers: z.boolean().optional(),
});
type ProfileInput = z.output<typeof ProfileInput>;

function changed(
  lexicon: Lexicon,
  before: ProfileRow | undefined,
  input: ProfileInput,
): Omit<ProfileRow, 'seenAt' | 'updatedAt'> {
  const pick = (field: 'cluster' | 'level' | 'government') =>
    input[field] === undefined
      ? (before?.[field] ?? null)
      : (resolveName(field, input[field] ?? undefined, lexicon) ?? null);
  return {
    cluster: ClusterId.nullable().parse(pick('cluster')),
    level: LevelId.nullable().parse(pick('level')),
    government: GovernmentId.nullable().parse(pick('government')),
    focus: input.focus
      ? [...new Set(input.focus.map((one) => resolveCompetency(one, lexicon)!))]
      : (before?.focus ?? []),
    hoursAvailable:
      input.hoursAvailable === undefined ? (before?.hoursAvailable ?? null) : input.hoursAvailable,
    comparePeers: input.comparePeers ?? before?.comparePeers ?? false,
  };
}

export const updateProfile = defineCapability({
  name: 'update-profile',
  title: { 'zh-TW': '更新我的工作資料', en: 'Change my profile' },
  description: {
    'zh-TW': '只改有給的欄位；給 null 表示清空。收回同意後，您所在的那一組數字立即不再顯示。',
    en: 'Changes the fields given; null clears one. Taking the consent back takes the figures you were part of with it.',
  },
  input: ProfileInput,
  output: ProfileReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, input) {
    const personId = ctx.actor.personId!;
    const reply = await ctx.db.transaction(async (tx) => {
      const lexicon = await readLexicon(tx);
      await upsertProfile(
        tx,
        personId,
        changed(lexicon, await selectProfileRow(tx, personId), input),
        ctx.now(),
      );
      return replyOf(ctx, lexicon, await selectProfileRow(tx, personId));
    });
    if (input.comparePeers === false) await leavePeerBlocks(ctx.bank.store.system, personId, ctx.now());
    return reply;
  },
});
