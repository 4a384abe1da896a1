import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { Statement } from './client.ts';

/** What the main thread may ask of the worker that owns the embedded database. */
export type WorkerRequest =
  | { id: number; op: 'query'; statements: Statement[]; before?: string; after?: string }
  | { id: number; op: 'exec'; text: string }
  | { id: number; op: 'dump' }
  | { id: number; op: 'close' };

export type WorkerReply = {
  id: number;
  /** Of each statement. */
  rows?: unknown[][];
  dump?: Uint8Array;
  error?: Record<string, unknown>;
};

const { dataDir, dump } = workerData as { dataDir?: string; dump?: Uint8Array };
const port = parentPort!;

const pg = await PGlite.create({
  ...(dataDir ? { dataDir } : {}),
  ...(dump ? { loadDataDir: new Blob([new Uint8Array(dump)]) } : {}),
  extensions: { vector },
  parsers: { [types.DATE]: (day: string) => day },
});

type Framed = WorkerRequest & { op: 'query' };

async function framed({ statements, before, after }: Framed): Promise<unknown[][]> {
  if (before) await pg.exec(before);
  const rows: unknown[][] = [];
  for (const { text, params } of statements) rows.push((await pg.query(text, [...params])).rows);
  if (after) await pg.exec(after);
  return rows;
}

/** What ends its own transaction also undoes it: the next request may be waiting already. */
async function answerQuery(request: Framed): Promise<unknown[][]> {
  if (!request.after) return framed(request);
  return framed(request).catch(async (error) => {
    await pg.exec('rollback');
    throw error;
  });
}

async function answer(request: WorkerRequest): Promise<Omit<WorkerReply, 'id'>> {
  if (request.op === 'query') return { rows: await answerQuery(request) };
  if (request.op === 'dump') {
    const file = await pg.dumpDataDir('gzip');
    return { dump: new Uint8Array(await file.arrayBuffer()) };
  }
  if (request.op === 'close') await pg.close();
  else await pg.exec(request.text);
  return {};
}

let last: Promise<unknown> = Promise.resolve();

// One request after the other: what frames a statement must not come between another's.
port.on('message', (request: WorkerRequest) => {
  last = last
    .then(() => answer(request))
    .then(
      (reply) => port.postMessage({ id: request.id, ...reply }),
      (error) =>
        port.postMessage({ id: request.id, error: { ...error, message: String(error?.message ?? error) } }),
    );
});
port.postMessage({ id: 0 });
