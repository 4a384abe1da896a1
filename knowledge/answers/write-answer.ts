import type { Context } from '../../core/context.ts';
import type { ComposedAnswer } from './compose-answer.ts';
import { composeAnswer } from './compose-answer.ts';
import type { Followed } from './follow-thread.ts';
import { claimsOf } from './generate/fall-back.ts';
import type { Generated } from './generate/generate-answer.ts';
import { generateAnswer, isWritten } from './generate/generate-answer.ts';
import { arePublic } from './generate/may-send.ts';
import type { Library } from './library.ts';
import { noSource } from './no-source.ts';
import * as queries from './queries.ts';
import type { Routed } from './route-to-case.ts';
import type { AnswerDraft } from './schema.ts';

/** An answer ready to be kept, all of it sent. */
export interface WrittenAnswer {
  readonly draft: AnswerDraft;
  readonly composed: ComposedAnswer;
  /** It rests on sources that are not open to everybody. */
  readonly restricted: boolean;
  /** Absent where no model was asked. */
  readonly generated?: Generated;
}

export interface Sending {
  readonly delta: (text: string) => Promise<unknown>;
  readonly waiting: (ahead: number) => unknown;
}

const SHORT = 2;

/** The first statements of an answer. */
function shortened(draft: AnswerDraft): AnswerDraft {
  const [part] = draft.parts;
  if (draft.outcome !== 'answered' || !part) return draft;
  const { claims, ...rest } = part;
  return { ...draft, parts: [{ ...rest, claims: claims.slice(0, SHORT) }] };
}

/** Sends what an answer has grown by; what was sent stays, so the pieces joined are the answer. */
class Growing {
  private sent = '';
  private readonly delta: Sending['delta'];

  constructor(delta: Sending['delta']) {
    this.delta = delta;
  }

  async grow(answer: string): Promise<void> {
    if (!answer.startsWith(this.sent) || answer === this.sent) return;
    const more = answer.slice(this.sent.length);
    this.sent = answer;
    await this.delta(more);
  }

  get begun(): boolean {
    return this.sent !== '';
  }
}

async function sendBlocks({ blocks }: ComposedAnswer, delta: Sending['delta']): Promise<void> {
  for (const [index, block] of blocks.entries()) await delta(index === 0 ? block : `\n\n${block}`);
}

/** Writes and sends the answer to a routed question: in source sentences, or by the model and held to them. */
export async function writeAnswer(
  ctx: Context,
  followed: Followed,
  { routed, library }: { routed: Routed; library: Library },
  sending: Sending,
): Promise<WrittenAnswer> {
  const { question, short } = followed;
  const base = short ? shortened(routed.draft) : routed.draft;
  const ids = [...new Set(claimsOf(base).flatMap(({ passageIds }) => passageIds))];
  const passages = ids.length > 0 ? await queries.selectCitedPassages(ctx.db, ids) : [];
  const extractive = composeAnswer(base, passages);
  const restricted = !(await arePublic(ctx, ids));
  if (base.outcome === 'answered' && extractive.citations.length === 0) {
    const draft = noSource(question.language);
    const composed = composeAnswer(draft, []);
    await sendBlocks(composed, sending.delta);
    return { draft, composed, restricted };
  }
  const { chat } = ctx.bank;
  if (!chat || !isWritten({ ...routed, draft: base })) {
    await sendBlocks(extractive, sending.delta);
    return { draft: base, composed: extractive, restricted };
  }
  const growing = new Growing(sending.delta);
  const generated = await generateAnswer(ctx, chat, {
    question,
    routed: { ...routed, draft: base },
    library,
    passages,
    isPublic: followed.isPublic && !restricted,
    short,
    onDraft: (draft) => growing.grow(composeAnswer({ ...draft, notice: '' }, passages).answer),
    onWaiting: sending.waiting,
  });
  const composed = composeAnswer(generated.draft, passages);
  if (growing.begun) await growing.grow(composed.answer);
  else await sendBlocks(composed, sending.delta);
  return { draft: generated.draft, composed, restricted, generated };
}
