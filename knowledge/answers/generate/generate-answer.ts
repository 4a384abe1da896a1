import type { Context } from '../../../core/context.ts';
import { newSecret } from '../../../core/ids.ts';
import type { ChatModel } from '../../../core/models/chat-model.ts';
import { TokenTally } from '../../../core/models/chat-model.ts';
import { answerFromPassages } from '../../../prompts/answer-from-passages.ts';
import { labelOf } from '../../../prompts/prompt.ts';
import { fold } from '../../text/fold.ts';
import { passageForCheck } from '../check/passages-for-check.ts';
import type { CitedPassage } from '../compose-answer.ts';
import type { Library } from '../library.ts';
import type { Routed } from '../route-to-case.ts';
import type { AnswerDraft, Claim } from '../schema.ts';
import type { Question } from '../understand-question.ts';
import type { PlacedClaim } from './build-draft.ts';
import { partsOf, settled, withNote, withParts } from './build-draft.ts';
import { choosePassages } from './choose-passages.ts';
import { countTokens } from './count-tokens.ts';
import type { Degraded } from './failure-texts.ts';
import { degradedTexts } from './failure-texts.ts';
import { claimsOf, isSaid, nearestClaim } from './fall-back.ts';
import type { Judging, Verdict } from './judge-sentence.ts';
import { LinkTokens } from './link-tokens.ts';
import type { Writing } from './write-sentences.ts';
import { mendRefused, writeSentences } from './write-sentences.ts';

/** Prose is written anew; what is counted, listed, compared or defined stays as computed. */
const written: ReadonlySet<Routed['route']> = new Set(['case', 'advice', 'study', 'document']);

/** Passages' characters a prompt holds. */
const ROOM = 8_000;
/** Below this share of sentences that passed, what is missing is said in source sentences. */
const ENOUGH = 0.5;
/** Of the time for an answer, what has to be left for a second try. */
const LEFT_FOR_MENDING = 0.3;
/** Sentences the prompt asks for at least; with fewer the model left out what the sources say. */
const FEWEST = 3;
/** Source sentences that complete an answer. */
const MOST_ADDED = 4;

export interface Generated {
  readonly draft: AnswerDraft;
  readonly mode: 'extractive' | 'generative';
  readonly degraded?: string;
  readonly model: string;
  readonly prompt: string;
  readonly tally: TokenTally;
  readonly cost: number | undefined;
}

export interface Generating {
  readonly question: Question;
  readonly routed: Routed;
  readonly library: Library;
  /** Of the extractive answer, as the asker may see them. */
  readonly passages: readonly CitedPassage[];
  /** Whether all of it, the conversation too, may be sent to a model that sees public text only. */
  readonly isPublic: boolean;
  readonly short: boolean;
  /** Told of the answer as far as it is settled. */
  readonly onDraft: (draft: AnswerDraft) => Promise<unknown>;
  readonly onWaiting: (ahead: number) => unknown;
}

export function isWritten({ route, draft }: Routed): boolean {
  return written.has(route) && draft.outcome === 'answered' && claimsOf(draft).length > 0;
}

/** The accepted sentences in order, and how many of the model's are among them. */
class Accepted {
  readonly claims: PlacedClaim[] = [];
  private readonly used = new Set<Claim>();
  private readonly generating: Generating;

  constructor(generating: Generating) {
    this.generating = generating;
  }

  add({ sentence, passageIds }: Verdict): void {
    const { library, question } = this.generating;
    const claim = withNote({ text: sentence.text, passageIds }, library, question.language);
    this.claims.push({ claim, isItem: sentence.isItem, opens: sentence.opens });
  }

  /** The source sentence that tells what a refused one was to tell, if it is not said yet. */
  replace({ sentence }: Verdict, cites: readonly string[]): void {
    const unused = claimsOf(this.generating.routed.draft).filter(
      (claim) => !this.used.has(claim) && !isSaid(claim, this.text()),
    );
    const claim = nearestClaim(sentence.text, cites, unused);
    if (!claim) return;
    this.used.add(claim);
    this.claims.push({ claim, isItem: sentence.isItem, opens: sentence.opens });
  }

  /** Completes the answer with source sentences it does not say. */
  complete(most: number): number {
    const missing = claimsOf(this.generating.routed.draft).filter(
      (claim) => !this.used.has(claim) && !isSaid(claim, this.text()),
    );
    for (const [at, claim] of missing.slice(0, most).entries())
      this.claims.push({ claim, isItem: false, opens: at === 0 });
    return Math.min(most, missing.length);
  }

  text(): string {
    return this.claims.map(({ claim }) => claim.text).join(' ');
  }

  draft(): AnswerDraft {
    return withParts(this.generating.routed.draft, partsOf(this.claims));
  }

  settledDraft(): AnswerDraft {
    return withParts(this.generating.routed.draft, settled(partsOf(this.claims)));
  }
}

const isGood = ({ passageIds }: Verdict) => passageIds.length > 0;

interface Run {
  readonly generating: Generating;
  readonly writing: Writing;
  readonly judging: Judging;
  readonly numbered: ReturnType<typeof choosePassages>['numbered'];
  readonly accepted: Accepted;
  readonly mayMend: () => boolean;
}

/** Streams what passes until the first refusal; the rest waits for the second try, so that the order stays. */
async function write(
  run: Run,
): Promise<{ verdicts: readonly Verdict[]; good: number; failure?: Degraded | 'stopped' }> {
  const { generating, judging, writing, numbered, accepted } = run;
  const { question, short, onDraft } = generating;
  const messages = answerFromPassages.fill({
    question: question.text,
    language: question.language,
    passages: numbered,
    nonce: newSecret().slice(0, 10),
    short,
  });
  let refused = false;
  const told = { ...judging, instructions: fold(messages[0]!.text) };
  const { verdicts, failure } = await writeSentences(messages, writing, told, async (verdict) => {
    refused ||= !isGood(verdict);
    if (refused) return;
    accepted.add(verdict);
    await onDraft(accepted.settledDraft());
  });
  const first = verdicts.findIndex((verdict) => !isGood(verdict));
  const waiting = first < 0 ? [] : verdicts.slice(first);
  const bad = waiting.filter((verdict) => !isGood(verdict));
  const mended =
    bad.length > 0 && !failure && run.mayMend()
      ? await mendRefused(bad, numbered, writing, told, newSecret().slice(0, 10))
      : new Map<Verdict, Verdict>();
  let good = first < 0 ? verdicts.length : first;
  for (const verdict of waiting) {
    const better = isGood(verdict) ? verdict : mended.get(verdict);
    if (better) {
      accepted.add(better);
      good++;
    } else {
      const cites = verdict.sentence.cites.flatMap((n) => judging.passages[n - 1]?.id ?? []);
      accepted.replace(verdict, cites);
    }
  }
  return { verdicts, good, ...(failure && { failure: failure.kind }) };
}

/** What the model wrote as an answer, completed or replaced by source sentences where it falls short. */
function finish(
  run: Run,
  { verdicts, good, failure }: Awaited<ReturnType<typeof write>>,
): Pick<Generated, 'draft' | 'mode'> & { degraded?: Degraded } {
  const { generating, accepted } = run;
  const extractive = generating.routed.draft;
  const stopped = failure === 'stopped' ? 'unfinished' : failure;
  if (good === 0) return { draft: extractive, mode: 'extractive', degraded: stopped ?? 'unsupported' };
  const [lead] = claimsOf(extractive);
  const wanted = generating.short ? 1 : Math.min(FEWEST, claimsOf(extractive).length);
  const meagre = accepted.claims.length < wanted;
  const thin = failure !== undefined || meagre || good < ENOUGH * verdicts.length;
  const leadMissing = lead !== undefined && !isSaid(lead, accepted.text());
  const added = accepted.complete(thin ? MOST_ADDED : leadMissing ? 1 : 0);
  const degraded = failure ? 'unfinished' : thin && added > 0 ? 'unsupported' : undefined;
  return { draft: accepted.draft(), mode: 'generative', ...(degraded && { degraded }) };
}

function prepare(ctx: Context, model: ChatModel, generating: Generating, tally: TokenTally): Run {
  const { routed, passages, library, question } = generating;
  const { numbered, chosen } = choosePassages(
    routed.draft,
    passages,
    new LinkTokens(),
    Math.min(ROOM, model.room),
  );
  const began = performance.now();
  const late = AbortSignal.timeout(model.timeoutMs);
  const signal = ctx.signal ? AbortSignal.any([ctx.signal, late]) : late;
  return {
    generating,
    numbered,
    accepted: new Accepted(generating),
    writing: { model, tally, signal, onWaiting: generating.onWaiting },
    judging: {
      language: question.language,
      passages: chosen.map((passage) => passageForCheck(passage, library)),
      instructions: '',
    },
    mayMend: () => performance.now() - began < (1 - LEFT_FOR_MENDING) * model.timeoutMs,
  };
}

/**
 * Has the model write an answer the sources have already given, and holds every sentence to them.
 * Whatever the model does, an answer comes: in its words as far as they are supported, in those of the sources else.
 */
export async function generateAnswer(
  ctx: Context,
  model: ChatModel,
  generating: Generating,
): Promise<Generated> {
  const tally = new TokenTally();
  const { language } = generating.question;
  const about = { model: model.name, prompt: labelOf(answerFromPassages), tally };
  if (model.sees === 'public' && !generating.isPublic) {
    ctx.bank.metrics.chatAnswers.inc({ result: 'restricted' });
    const degraded = degradedTexts.restricted[language];
    return { ...about, draft: generating.routed.draft, mode: 'extractive', degraded, cost: undefined };
  }
  const began = performance.now();
  const run = prepare(ctx, model, generating, tally);
  const result = await write(run);
  const { draft, mode, degraded } = finish(run, result);
  const cost = countTokens(ctx, model, tally);
  account(ctx, { result: degraded ?? 'written', verdicts: result.verdicts.length, good: result.good });
  ctx.log.info('answer generated', {
    requestId: ctx.requestId,
    model: model.name,
    result: degraded ?? 'written',
    sentences: result.verdicts.length,
    supported: result.good,
    inputTokens: tally.input,
    outputTokens: tally.output,
    ...(cost !== undefined && { cost }),
    ms: Math.round(performance.now() - began),
  });
  return { ...about, draft, mode, cost, ...(degraded && { degraded: degradedTexts[degraded][language] }) };
}

function account(ctx: Context, one: { result: string; verdicts: number; good: number }): void {
  const { metrics } = ctx.bank;
  metrics.chatAnswers.inc({ result: one.result });
  metrics.chatSentences.inc({ verdict: 'supported' }, one.good);
  metrics.chatSentences.inc({ verdict: 'refused' }, Math.max(0, one.verdicts - one.good));
}
