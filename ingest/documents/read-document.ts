import { Worker } from 'node:worker_threads';
import { limits } from './limits.ts';
import type { Outline } from './outline.ts';
import type { ParseReply } from './parse-worker.ts';
import { type RefusalReason, refusalError } from './refusals.ts';

const entry = new URL('./parse-boot.mjs', import.meta.url);
/** How often a reading thread is looked after. */
const watchMs = 50;
/** Documents one thread reads before a fresh one takes over. */
const documentsPerThread = 100;

interface Thread {
  readonly worker: Worker;
  readonly started: Promise<unknown>;
  read: number;
}

let kept: Thread | undefined;
let last: Promise<unknown> = Promise.resolve();

function startThread(): Thread {
  const worker = new Worker(entry, {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  });
  worker.unref();
  worker.on('error', () => undefined);
  const started = new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  started.catch(() => undefined);
  return { worker, started, read: 0 };
}

function drop(thread: Thread): void {
  if (kept === thread) kept = undefined;
  void thread.worker.terminate();
}

/** One reply, or the reason why there is none: too slow, too much memory, or a thread that died. */
function replyOf({ worker }: Thread, timeMs: number): Promise<ParseReply> {
  return new Promise((resolve) => {
    const deadline = performance.now() + timeMs;
    const before = process.memoryUsage.rss();
    const end = (reply: ParseReply) => {
      clearInterval(watch);
      worker.removeListener('message', end);
      worker.removeListener('error', onError);
      worker.removeListener('exit', onExit);
      resolve(reply);
    };
    const refuse = (refused: RefusalReason, why: string) => end({ refused, why });
    const onError = (error: Error & { code?: string }) =>
      refuse(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooMuchMemory' : 'broken', String(error));
    const onExit = () => refuse('tooMuchMemory', 'the reading thread ended');
    const watch = setInterval(() => {
      if (performance.now() > deadline) refuse('tooSlow', `after ${timeMs} ms`);
      else if (process.memoryUsage.rss() - before > limits.residentBytes)
        refuse('tooMuchMemory', 'resident memory');
    }, watchMs);
    worker.on('message', end);
    worker.on('error', onError);
    worker.on('exit', onExit);
  });
}

const neverEnded: ReadonlySet<RefusalReason> = new Set(['tooSlow', 'tooMuchMemory']);

async function readNow(name: string, bytes: Uint8Array, timeMs: number): Promise<Outline> {
  kept ??= startThread();
  const thread = kept;
  thread.worker.ref();
  try {
    await thread.started.catch((cause) => {
      drop(thread);
      throw cause;
    });
    const reply = replyOf(thread, timeMs);
    const copy = new Uint8Array(bytes);
    thread.worker.postMessage({ name, bytes: copy }, [copy.buffer]);
    const result = await reply;
    thread.read += 1;
    if ('outline' in result) return result.outline;
    if (neverEnded.has(result.refused)) drop(thread);
    throw refusalError(result.refused, result.why);
  } finally {
    thread.worker.unref();
    if (thread.read >= documentsPerThread) drop(thread);
  }
}

/**
 * Reads a document in a thread of its own, one after the other; a thread that takes too long or too much is ended.
 * @throws AppError UNSUPPORTED or TOO_LARGE with the reason
 */
export async function readDocument(
  name: string,
  bytes: Uint8Array,
  timeMs: number = limits.timeMs,
): Promise<Outline> {
  const turn = last.then(() => readNow(name, bytes, timeMs));
  last = turn.catch(() => undefined);
  return turn;
}
