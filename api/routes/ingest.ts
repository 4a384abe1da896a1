import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { invalidInput } from '../../core/errors.ts';
import { maxFileBytes, tooLarge } from '../../ingest/fetch-address.ts';
import type { BankApp } from '../app.ts';
import { isMultipart, readJsonObject, readMultipart } from '../body.ts';
import { type ApiEnv, contextOf, requireCsrf } from '../context.ts';
import { once } from '../idempotency.ts';
import { describeRoute } from '../openapi.ts';

/** The largest file and the form around it. */
const maxFormBytes = maxFileBytes + 200_000;

function parseMapping(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  try {
    return JSON.parse(String(value));
  } catch {
    throw invalidInput({ 'zh-TW': 'mapping 不是有效的 JSON。', en: 'mapping is not valid JSON.' });
  }
}

async function formInput(c: HonoContext<ApiEnv>) {
  const form = await readMultipart(c, maxFormBytes);
  const file = form.get('file');
  if (!(file instanceof File))
    throw invalidInput({ 'zh-TW': '缺少 file 欄位。', en: 'The field file is missing.' }, [
      { path: 'file', message: 'file' },
    ]);
  if (file.size > maxFileBytes) throw tooLarge;
  return {
    file: { name: file.name || 'file', bytes: new Uint8Array(await file.arrayBuffer()) },
    visibility: form.get('visibility') ?? undefined,
    mapping: parseMapping(form.get('mapping')),
  };
}

async function ingest(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c);
  requirePermission(ctx, can.ingestFile.allow);
  requireCsrf(c, c.req.header('x-csrf-token'));
  const isForm = isMultipart(c);
  const input = isForm ? await formInput(c) : await readJsonObject(c);
  const run = () =>
    isForm ? callCapability(can.ingestFile, ctx, input) : callCapability(can.ingestAddress, ctx, input);
  const reply = await once(c, input, async () => ({ status: 202, body: await run() }));
  return c.json(reply.body as { jobId: string }, 202);
}

const form = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', contentMediaType: 'application/octet-stream', description: 'At most 50 MB.' },
    visibility: { type: 'string', default: 'government', description: "A record's own wins." },
    mapping: { type: 'string', contentMediaType: 'application/json', description: 'Columns of a CSV file.' },
  },
};

/** POST /ingest takes a form with a file, or JSON with an address. */
export function mountIngest(app: BankApp): void {
  describeRoute(app, {
    tag: 'admin',
    method: 'post',
    path: '/ingest',
    capability: can.ingestAddress,
    status: 202,
    otherForms: { body: { 'multipart/form-data': form } },
  });
  app.post('/api/v1/ingest', ingest);
}
