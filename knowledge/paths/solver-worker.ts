import { parentPort } from 'node:worker_threads';
import { loadHighs } from './load-highs.ts';
import type { PathProblem, PathSolution } from './problem.ts';
import { solvePath } from './solve-path.ts';

/** What the worker answers to one problem. */
export type SolverReply = { solution: PathSolution } | { error: string };

const port = parentPort!;
const highs = await loadHighs();

function answer(problem: PathProblem): SolverReply {
  try {
    return { solution: solvePath(highs, problem) };
  } catch (error) {
    return { error: String(error) };
  }
}

port.on('message', (problem: PathProblem) => port.postMessage(answer(problem)));
