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

async function solveNow(problem: PathProblem, keepsAlive: boolean): Promise<PathSolution> {
  worker ??= startWorker();
  const thread = worker;
  const signal = AbortSignal.timeout(problem.timeLimitSeconds * 2_000 + graceMs);
  if (keepsAlive) thread.ref();
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

/** @param keepsAlive false: the process may end in the middle of it */
async function takeTurn(problem: PathProblem, keepsAlive: boolean): Promise<PathSolution> {
  if (waiting >= maxWaiting) throw new AppError('LIMIT', busy);
  waiting++;
  const turn = last.then(() => solveNow(problem, keepsAlive));
  last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting--;
  }
}

/**
 * Solves in a thread of its own, one problem at a time, so that nothing else waits for it.
 * @throws AppError LIMIT when too many wait, UNAVAILABLE when the solver fails or does not come back in time
 */
export async function solve(problem: PathProblem): Promise<PathSolution> {
  return takeTurn(problem, true);
}

/** A catalogue of no meaning, for the solver to work on. */
function warmUpProblem(round: number): PathProblem {
  const mixed = (n: number, below: number) => (n * (37 + 2 * round) + ((n * n) >> 3)) % below;
  const modules = Array.from({ length: 200 }, (_, n) => {
    const [from, steps] = [mixed(n, 4), 1 + (n % 2)];
    const competencies = [...new Set([mixed(n + 5, 18), mixed(n + 90, 18)])].slice(n % 3 === 0 ? 0 : 1);
    const develops = competencies.map((at) => ({
      competency: `c${at}`,
      from,
      to: Math.min(5, from + steps),
    }));
    const centihours = 50 + 25 * mixed(n, 46);
    return { id: `m${n}`, title: `m${n}`, centihours, prerequisites: [], develops };
  });
  const gaps = Array.from({ length: 18 }, (_, n) => ({
    competency: `c${n}`,
    attained: n % 2,
    goal: 4,
    weight: 100 + mixed(n + 11, 2_200),
  }));
  return { modules, gaps, limit: 2_000 + 1_000 * round, timeLimitSeconds: 5 };
}

const warmUpRounds = 3;

/**
 * Starts the thread and lets it work a little, so that the first person to ask does not wait for that: the solver's
 * code is compiled for speed only where it has run a while. Whoever asks meanwhile comes in between two rounds.
 */
export async function warmUpSolver(): Promise<void> {
  for (let round = 0; round < warmUpRounds; round++) await takeTurn(warmUpProblem(round), false);
}
