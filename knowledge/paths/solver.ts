import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import type { PathProblem, PathSolution } from './problem.ts';
import type { SolverReply } from './solver-worker.ts';

const entry = new URL('./solver-boot.mjs', import.meta.url);
/** Beyond the solver's own limit: starting the thread, reading the problem, ties. */
const graceMs = 20_000;
const maxWaiting = 50;

const busy = {
  'zh-TW': '目前排隊計算學習路徑的人太多，請稍後再試。',
  en: 'Too many paths are being computed right now; please try again shortly.',
};
const stuck = {
  'zh-TW': '這條學習路徑算不出來，請減少條件後再試。',
  en: 'This path could not be computed; please try again with fewer conditions.',
};

let worker: Worker | undefined;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** Started at the first path and kept; it never keeps the process alive. */
function startWorker(): Worker {
  const started = new Worker(entry);
  started.unref();
  started.on('error', () => {
    if (worker === started) worker = undefined;
  });
  return started;
}

async function solveNow(problem: PathProblem): Promise<PathSolution> {
  worker ??= startWorker();
  const thread = worker;
  const signal = AbortSignal.timeout(problem.timeLimitSeconds * 2_000 + graceMs);
  thread.ref();
  thread.postMessage(problem);
  try {
    const [reply] = (await once(thread, 'message', { signal })) as [SolverReply];
    if ('error' in reply) throw new Error(reply.error);
    return reply.solution;
  } catch (cause) {
    if (worker === thread) worker = undefined;
    void thread.terminate();
    throw new AppError('UNAVAILABLE', stuck, { cause });
  } finally {
    thread.unref();
  }
}

/**
 * Solves in a thread of its own, one problem at a time, so that nothing else waits for it.
 * @throws AppError LIMIT when too many wait, UNAVAILABLE when the solver fails or does not come back in time
 */
export async function solve(problem: PathProblem): Promise<PathSolution> {
  if (waiting >= maxWaiting) throw new AppError('LIMIT', busy);
  waiting++;
  const turn = last.then(() => solveNow(problem));
  last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting--;
  }
}

/** Starts the thread and lets it solve something small, so that the first person to ask does not wait for that. */
export async function warmUpSolver(): Promise<void> {
  const develops = [{ competency: 'x', from: 0, to: 1 }];
  await solve({
    modules: [{ id: 'x', title: 'x', centihours: 100, prerequisites: [], develops }],
    gaps: [{ competency: 'x', attained: 0, goal: 1, weight: 1_000 }],
    limit: null,
    timeLimitSeconds: 5,
  });
}
