import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Driver, Frame, HoldOptions, Session, Statement } from './client.ts';
import type { WorkerReply, WorkerRequest } from './pglite-worker.ts';
import { createTurns } from './turns.ts';

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;
type Waiting = { resolve: (reply: WorkerReply) => void; reject: (error: Error) => void };

const entry = new URL('./pglite-boot.mjs', import.meta.url);

/** Speaks to the worker thread that owns the database, so that no statement blocks the event loop. */
class WorkerLine {
  private nextId = 1;
  private readonly waiting = new Map<number, Waiting>();
  private dead: Error | undefined;
  private readonly worker: Worker;

  constructor(workerData: { dataDir?: string; dump?: Uint8Array }) {
    this.worker = new Worker(entry, { workerData });
    this.worker.on('message', (reply: WorkerReply) => this.settle(reply));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('the embedded database has stopped')));
  }

  ready(): Promise<unknown> {
    return new Promise((resolve, reject) => this.waiting.set(0, { resolve, reject }));
  }

  ask(request: Unnumbered<WorkerRequest>): Promise<WorkerReply> {
    if (this.dead) return Promise.reject(this.dead);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...request, id });
    });
  }

  async stop(): Promise<void> {
    await this.ask({ op: 'close' });
    await this.worker.terminate();
  }

  private settle(reply: WorkerReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (!waiting) return;
    if (reply.error) waiting.reject(Object.assign(new Error(String(reply.error.message)), reply.error));
    else waiting.resolve(reply);
  }

  private fail(error: Error): void {
    this.dead ??= error;
    for (const { reject } of this.waiting.values()) reject(this.dead);
    this.waiting.clear();
  }
}

export interface EmbeddedDriver extends Driver {
  /** The whole database as a gzipped archive another embedded store can start from. */
  dump(): Promise<Uint8Array>;
}

/**
 * Opens the embedded PostgreSQL (PGlite with pgvector) in a worker thread.
 * @param options.dataDir folder of the database; absent = in memory
 * @param options.dump archive from `dump()` to start from
 */
export async function openPglite(options: { dataDir?: string; dump?: Uint8Array }): Promise<EmbeddedDriver> {
  if (options.dataDir) mkdirSync(options.dataDir, { recursive: true });
  const line = new WorkerLine(
    options.dataDir
      ? { dataDir: join(options.dataDir, 'pg') }
      : { ...(options.dump && { dump: options.dump }) },
  );
  await line.ready();
  const send = async (statements: readonly Statement[], frame: Frame) =>
    (await line.ask({ op: 'query', statements: [...statements], ...frame })).rows!;
  const session: Session = {
    query: async <R>(text: string, params: readonly unknown[] = [], frame: Frame = {}) =>
      (await send([{ text, params }], frame))[0] as R[],
    trip: send,
    exec: async (text) => void (await line.ask({ op: 'exec', text })),
  };
  // PGlite has one connection: whoever holds it has it alone. A trip is over for us once it is sent: what comes after
  // it is carried out after it.
  const turns = createTurns();
  const hold = <T>(fn: (session: Session) => Promise<T>, options?: HoldOptions): Promise<T> =>
    turns.take(() => fn(session), options);
  return {
    engine: 'pglite',
    hold,
    dump: async () => (await hold(() => line.ask({ op: 'dump' }))).dump!,
    close: () => hold(() => line.stop()),
  };
}
