import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

/** What the main thread may ask of the worker that owns the embedded database. */
export type WorkerRequest =
  | { id: number; op: 'query'; text: string; params: unknown[]; before?: string; after?: string }
  | { id: number; op: 'exec'; text: string }
  | { id: number; op: 'dump' }
  | { id: number; op: 'close' };

export type WorkerReply = {
  id: number;
  rows?: unknown[];
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

async function framed({ text, params, before, after }: WorkerRequest & { op: 'query' }): Promise<unknown[]> {
  if (before) await pg.exec(before);
  const { rows } = await pg.query(text, params);
  if (after) await pg.exec(after);
  return rows;
}

async function answer(request: WorkerRequest): Promise<Omit<WorkerReply, 'id'>> {
  if (request.op === 'query') return { rows: await framed(request) };
  if (request.op === 'dump') {
    const file = await pg.dumpDataDir('gzip');
    return { dump: new Uint8Array(await file.arrayBuffer()) };
  }
  if (request.op === 'close') await pg.close();
  else await pg.exec(request.text);
  return {};
}

port.on('message', (request: WorkerRequest) => {
  answer(request).then(
    (reply) => port.postMessage({ id: request.id, ...reply }),
    (error) =>
      port.postMessage({ id: request.id, error: { ...error, message: String(error?.message ?? error) } }),
  );
});
port.postMessage({ id: 0 });
