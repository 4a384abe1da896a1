import { hasRole } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import { type Lexicon, readLexicon } from '../framework/lexicon.ts';
import { named, namedCompetency, namedRow } from '../framework/replies.ts';
import { type GapRow, selectNames } from './queries.ts';
import { type ReplyRow, selectReplies } from './reply-queries.ts';
import type { GapDetail, GapItem } from './schema.ts';

function itemOf(ctx: Context, lexicon: Lexicon, row: GapRow): GapItem {
  const { language } = ctx;
  return {
    id: row.id,
    question: row.question,
    language: row.language,
    reason: row.reason,
    state: row.state,
    visibility: row.visibility,
    competencies: row.competencies.map((name) => namedCompetency(language, lexicon, name)),
    clusters: row.clusters.map((id) => namedRow(language, lexicon.clusters, id, named(language, id, id, id))),
    votes: row.votes,
    replies: row.replies,
    mine: row.asker === ctx.actor.personId,
    needed: row.needed,
    askedMe: row.askedMe,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export async function showGaps(ctx: Context, rows: readonly GapRow[]): Promise<GapItem[]> {
  const lexicon = await readLexicon(ctx.db);
  return rows.map((row) => itemOf(ctx, lexicon, row));
}

/** What the reader may do with it now. */
function rightsOf(ctx: Context, row: GapRow): GapDetail['may'] {
  const mine = row.asker === ctx.actor.personId;
  const reviews = hasRole(ctx.actor, 'reviewer');
  const isOpen = row.state === 'open' || row.state === 'answered';
  return {
    need: isOpen && !mine,
    reply: isOpen,
    close: isOpen && (mine || reviews),
    reopen: row.state === 'closed' ? mine || reviews : row.state === 'declined' && reviews,
    decline: isOpen && reviews && !mine,
    moderate: reviews,
  };
}

function repliesOf(ctx: Context, rows: readonly ReplyRow[], names: ReadonlyMap<string, string>) {
  return rows.map(({ author, createdAt, ...reply }) => ({
    ...reply,
    author: author === null ? null : (names.get(author) ?? null),
    mine: author === ctx.actor.personId,
    createdAt: createdAt.toISOString(),
  }));
}

export async function showGap(ctx: Context, row: GapRow): Promise<GapDetail> {
  const replies = await selectReplies(ctx.db, row.id);
  const people = [row.asker, ...replies.map(({ author }) => author)].filter((id) => id !== null);
  const names = await selectNames(ctx.bank.store.system, people);
  const [item] = await showGaps(ctx, [row]);
  const mine = row.asker === ctx.actor.personId;
  return {
    ...item!,
    detail: row.detail,
    stateReason: row.stateReason,
    asker: row.asker !== null && (row.named || mine) ? (names.get(row.asker) ?? null) : null,
    named: row.named,
    answerId: mine ? row.answerId : null,
    answers: repliesOf(ctx, replies, names),
    may: rightsOf(ctx, row),
  };
}
