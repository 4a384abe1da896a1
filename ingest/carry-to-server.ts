import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Carrier, Load } from './carry.ts';
import { JobReply } from './job.ts';

const pollMs = 250;
const Accepted = z.object({ jobId: z.string() });
const Failure = z.object({ error: z.object({ message: z.string() }) });

async function failureOf(response: Response): Promise<Error> {
  const body = await response.text();
  try {
    return new Error(Failure.parse(JSON.parse(body)).error.message);
  } catch {
    return new Error(`HTTP ${response.status}`);
  }
}

async function formOf({ input, visibility, mapping }: Load & { input: { kind: 'file' } }): Promise<FormData> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(await readFile(input.path))], input.name));
  if (visibility) form.set('visibility', visibility);
  if (mapping) form.set('mapping', JSON.stringify(mapping));
  return form;
}

async function requestOf(load: Load): Promise<RequestInit> {
  const { input, visibility, mapping } = load;
  if (input.kind === 'file') return { method: 'POST', body: await formOf({ ...load, input }) };
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: input.url, visibility, mapping }),
  };
}

/** Hands inputs to a running server and follows its jobs. */
export function carryToServer(url: string, token: string | undefined): Carrier {
  /** A server that asks for patience gets it. */
  async function send(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${url}/api/v1${path}`, { ...init, headers });
    if (response.status === 429) {
      await sleep(2_000);
      return send(path, init);
    }
    if (!response.ok) throw await failureOf(response);
    return response.json();
  }
  return {
    afterInterrupt: '伺服器會把已交付的檔案處理完。The server goes on with what it was handed.',
    close: async () => {},
    async carry(load, onProgress, signal) {
      const { jobId } = Accepted.parse(await send('/ingest', await requestOf(load)));
      for (;;) {
        const job = JobReply.parse(await send(`/ingest/${jobId}`));
        onProgress(job.done, job.total);
        if (job.state === 'failed') throw new Error(job.errors[0]?.message ?? 'failed');
        if (job.state === 'done') return job;
        await sleep(pollMs, undefined, { signal });
      }
    },
  };
}
