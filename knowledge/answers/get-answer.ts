import { z } from 'zod';
import { audiencesOf } from '../../core/actor.ts';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { composeAnswer } from './compose-answer.ts';
import * as queries from './queries.ts';
import { AskReply } from './schema.ts';
import { SourceChange, sourceChanges } from './source-changes.ts';

export const KeptAnswer = AskReply.extend({
  question: z.string(),
  createdAt: z.string(),
  /** Statements left out because their source is not open to this reader. */
  withheld: z.number().int(),
  /** Citations whose source has changed or was withdrawn since. */
  sourceChanges: z.array(SourceChange),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;

const hidden: Readonly<Record<Language, (count: number) => string>> = {
  'zh-TW': (count) => `（另有 ${count} 項內容依據您沒有權限檢視的來源，未顯示。）`,
  en: (count) => `(${count} more statement(s) rest on sources you may not see and are not shown.)`,
};

function mayReadAll(ctx: Context, row: queries.KeptAnswerRow): boolean {
  const own = audiencesOf(ctx.actor);
  return row.audiences.every((audience) => own.includes(audience));
}

async function readAnswer(ctx: Context, id: string): Promise<KeptAnswer> {
  const row = await ctx.db.transaction(async (tx) => {
    await queries.hold(tx, 'answer', id);
    return queries.selectAnswer(tx, id);
  });
  if (!row) throw notFound({ 'zh-TW': '回答', en: 'answer' });
  const ids = row.draft.parts.flatMap((part) => part.claims.flatMap((claim) => claim.passageIds));
  const passages = ids.length > 0 ? await queries.selectCitedPassages(ctx.db, ids) : [];
  const open = mayReadAll(ctx, row);
  const guarded = open ? row.draft : withoutAsides(row.draft);
  const { answer, citations, asOf, withheld } = composeAnswer(guarded, passages);
  const own = row.personId !== null && row.personId === ctx.actor.personId;
  return {
    answerId: row.id,
    conversationId: own ? (row.conversationId ?? '') : '',
    outcome: row.outcome,
    mode: row.mode,
    ...(row.degraded ? { degraded: row.degraded } : {}),
    ...(row.mode === 'generative' && row.model ? { model: row.model } : {}),
    answer: withheld > 0 ? [answer, hidden[row.language](withheld)].filter(Boolean).join('\n\n') : answer,
    citations: [...citations],
    suggestions: [...guarded.suggestions],
    asOf,
    language: row.language,
    question: row.question,
    createdAt: row.createdAt.toISOString(),
    withheld,
    sourceChanges: await sourceChanges(ctx.db, citations),
  };
}

/** Headings, lead-ins, notices and suggestions may name sources; a reader who sees less gets the claims alone. */
function withoutAsides(draft: queries.KeptAnswerRow['draft']): queries.KeptAnswerRow['draft'] {
  const parts = draft.parts.map(({ claims, style }) => ({ claims, style }));
  return { outcome: draft.outcome, parts, suggestions: [] };
}

export const getAnswer = defineCapability({
  name: 'get-answer',
  title: { 'zh-TW': '讀取回答', en: 'Read an answer' },
  description: {
    'zh-TW': '依編號讀取留存的回答與引用；讀者無權檢視的來源不會顯示。',
    en: 'A kept answer with its citations, by id; what rests on sources the reader may not see is left out.',
  },
  input: z.object({ id: z.string().min(1).max(200) }),
  output: KeptAnswer,
  allow: 'anonymous',
  acts: false,
  run: (ctx, { id }) => readAnswer(ctx, id),
});
