import type { EvalTarget } from './target.ts';

/** The product started in this process on a throw-away store. Until it is wired here, ask a running server. */
export async function startForEval(): Promise<EvalTarget> {
  throw new Error('no in-process start yet: run the server and pass --url http://127.0.0.1:8787');
}
