import type { EvalQuestion } from './question.ts';
import { type EvalReply, type Score, scoreReply } from './score.ts';
import { AskFailed, type EvalTarget } from './target.ts';
import { measureTruth, type Truth } from './truth.ts';

export interface EvalResult {
  question: EvalQuestion;
  got: EvalReply;
  score: Score;
  /** Of the scored question, not of the thread before it. */
  latencyMs: number;
  truth: Truth;
}

/** Asks every question, `concurrency` at a time; a thread is asked in one conversation, its last turn scored. */
export async function runEval(
  target: EvalTarget,
  questions: EvalQuestion[],
  options: { concurrency?: number; onResult?: (result: EvalResult) => void } = {},
): Promise<EvalResult[]> {
  const results: EvalResult[] = new Array(questions.length);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < questions.length; index = next++) {
      const result = await askOne(target, questions[index]!);
      results[index] = result;
      options.onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency ?? 1 }, work));
  return results;
}

async function askOne(target: EvalTarget, question: EvalQuestion): Promise<EvalResult> {
  let conversationId: string | undefined;
  for (const earlier of question.thread ?? []) {
    const turn = await tryAsk(target, earlier, conversationId);
    conversationId = turn.reply?.conversationId ?? conversationId;
  }
  const startedAt = performance.now();
  const got = await tryAsk(target, question.question, conversationId);
  const latencyMs = performance.now() - startedAt;
  const truth = await measureTruth(target, question, got);
  return { question, got, score: scoreReply(question, got), latencyMs, truth };
}

async function tryAsk(target: EvalTarget, question: string, conversationId?: string): Promise<EvalReply> {
  try {
    const reply = await target.ask(conversationId ? { question, conversationId } : { question });
    return { outcome: reply.outcome, reply };
  } catch (error) {
    if (!(error instanceof AskFailed)) throw error;
    const rejected = error.status >= 400 && error.status < 500;
    return { outcome: rejected ? 'rejected' : 'failed', message: `${error.status} ${error.message}` };
  }
}
