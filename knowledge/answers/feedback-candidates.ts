import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import { Language } from '../../core/language.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import * as queries from './candidate-queries.ts';
import { Outcome } from './schema.ts';

const CandidateState = z.enum(['waiting', 'accepted', 'rejected']);

const Candidate = z.object({
  answerId: z.string(),
  question: z.string(),
  language: Language,
  /** What became of it then. */
  outcome: Outcome,
  comments: z.array(z.string()),
  state: CandidateState,
  /** What should have become of it, in the reviewer's judgement. */
  expectedOutcome: Outcome.nullable(),
  note: z.string(),
  /** When it was last rated, or decided on. */
  at: z.string(),
});
type Candidate = z.infer<typeof Candidate>;

const masked = (text: string) => maskPersonalData(text).text;

function fromWaiting(row: queries.WaitingRow): Candidate {
  return {
    answerId: row.answerId,
    question: masked(row.question),
    language: row.language,
    outcome: row.outcome,
    comments: row.comments.map(masked),
    state: 'waiting',
    expectedOutcome: null,
    note: '',
    at: row.ratedAt.toISOString(),
  };
}

function fromDecided({ decidedAt, ...row }: queries.DecidedRow): Candidate {
  return { ...row, at: decidedAt.toISOString() };
}

export const listFeedbackCandidates = defineCapability({
  name: 'list-feedback-candidates',
  title: { 'zh-TW': '評測候選題', en: 'Candidates for the evaluation' },
  description: {
    'zh-TW':
      '被評為沒有幫助的回答，等人判斷要不要收為評測題；個人資料已遮蔽，不顯示誰問的。以 Accept: application/jsonl 匯出已收的題目。',
    en: 'Answers rated as not helpful, waiting for somebody to judge whether the evaluation should ask them. Personal data is masked and nobody is named. Accept: application/jsonl exports the accepted ones.',
  },
  input: PageInput.extend({ state: CandidateState.default('waiting') }),
  output: z.object({ items: z.array(Candidate), nextCursor: z.string().optional() }),
  allow: ['reviewer', 'admin'],
  // Changes nothing, but what people asked is not for a chat model to read.
  acts: true,
  async run(ctx, { state, limit, cursor }) {
    const page = { limit: limit + 1, after: cursor };
    if (state !== 'waiting') {
      const rows = await queries.selectDecided(ctx.db, state, page);
      return pageOf(rows, limit, ({ answerId }) => answerId, fromDecided);
    }
    const rows = await queries.selectWaiting(ctx.bank.store.system, page);
    return pageOf(rows, limit, ({ answerId }) => answerId, fromWaiting);
  },
});

/** @throws AppError NOT_FOUND for an answer nobody rated badly, or that is gone and was not decided on */
async function findCandidate(ctx: Context, id: string): Promise<Candidate> {
  const known = await queries.selectCandidate(ctx.db, id);
  if (known) return fromDecided(known);
  const rated = await queries.selectRated(ctx.bank.store.system, id);
  if (!rated) throw notFound({ 'zh-TW': '評測候選題', en: 'candidate' });
  return fromWaiting(rated);
}

export const judgeFeedbackCandidate = defineCapability({
  name: 'judge-feedback-candidate',
  title: { 'zh-TW': '判斷評測候選題', en: 'Judge a candidate' },
  description: {
    'zh-TW': '把一則沒有幫助的回答收為評測候選題（可改寫問題、註明應有的結果），或不收。',
    en: 'Takes an answer that did not help up as a question for the evaluation, reworded if need be and with what should have come, or turns it down.',
  },
  input: z.object({
    id: z.string().min(1).max(200),
    decision: z.enum(['accept', 'reject']),
    /** Reworded so that it points at nobody. */
    question: z.string().trim().min(1).max(2_000).optional(),
    expectedOutcome: Outcome.optional(),
    note: z.string().trim().max(2_000).default(''),
  }),
  output: z.object({ answerId: z.string(), state: CandidateState }),
  allow: ['reviewer', 'admin'],
  acts: true,
  async run(ctx, { id, decision, question, expectedOutcome, note }) {
    const candidate = await findCandidate(ctx, id);
    const state = decision === 'accept' ? ('accepted' as const) : ('rejected' as const);
    await queries.upsertCandidate(ctx.db, {
      answerId: id,
      question: masked(question ?? candidate.question),
      language: candidate.language,
      outcome: candidate.outcome,
      comments: candidate.comments,
      state,
      expectedOutcome: expectedOutcome ?? null,
      note: masked(note),
      by: ctx.actor.personId!,
      now: ctx.now(),
    });
    return { answerId: id, state };
  },
});

const exported = 10_000;

/** The kind of question the evaluation files it under; whoever adds it may choose a closer one. */
const kindOf: Readonly<Record<Outcome, string>> = {
  answered: 'case-fact',
  no_source: 'unanswerable',
  clarify: 'clarify',
  out_of_scope: 'out-of-scope',
};

/**
 * The accepted candidates, one JSON object a line, each a question of the evaluation as it stands. Where the reviewer
 * named no outcome, the one it had is right and the answer is to be better.
 */
export async function exportCandidates(ctx: Context): Promise<string> {
  const rows = await queries.selectDecided(ctx.db, 'accepted', { limit: exported, after: undefined });
  const lines = rows.map((row) => {
    const outcome = row.expectedOutcome ?? row.outcome;
    const why = [row.note, ...row.comments].filter(Boolean).join(' / ');
    return JSON.stringify({
      id: `candidate-${row.answerId}`,
      kind: kindOf[outcome],
      lang: row.language === 'en' ? 'en' : 'zh',
      question: row.question,
      expect: { outcome: [outcome] },
      why: `rated as not helpful (${row.outcome})${why ? `: ${why}` : ''}`,
    });
  });
  return lines.map((line) => `${line}\n`).join('');
}
