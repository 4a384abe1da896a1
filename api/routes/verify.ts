import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { RecipientQuery } from '../../badges/credentials/schema.ts';
import { maxImageBytes, maxTextBytes } from '../../badges/verify/read-input.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { type AppError, invalidInput } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { isMultipart, readJsonObject, readMultipart } from '../body.ts';
import { prefix } from '../capability-route.ts';
import { type ApiEnv, adoptLanguage, contextOf, requireCsrf } from '../context.ts';
import { once } from '../idempotency.ts';
import { describeRoute } from '../openapi.ts';

/** The file and the form around it. */
const maxFormBytes = maxImageBytes + 100_000;
/** Text as JSON writes it: a character may become an escape of six. */
const maxJsonBytes = maxTextBytes * 6 + 10_000;

const missing = { 'zh-TW': '缺少，或型別不對', en: 'is missing or has the wrong type' };

function missingField(name: string): AppError {
  return invalidInput(
    { 'zh-TW': `輸入有誤：${name} ${missing['zh-TW']}`, en: `Invalid input: ${name} ${missing.en}` },
    [{ path: name, message: missing.en }],
  );
}

/**
 * What somebody holds, as bytes: whatever it contains is for the verifier to answer, not a fault of the request.
 * @throws AppError INVALID_INPUT for a value that is neither text nor an object
 */
function heldBytes(credential: unknown): Uint8Array {
  if (typeof credential === 'string') return Buffer.from(credential, 'utf8');
  if (credential === null || typeof credential !== 'object' || Array.isArray(credential))
    throw missingField('credential');
  try {
    return Buffer.from(JSON.stringify(credential), 'utf8');
  } catch {
    // Nested deeper than can be written again: told as JSON of that kind.
    return Buffer.from(`{"credential":${'['.repeat(1_000)}`, 'utf8');
  }
}

/** `recipient` as JSON, or `email` or `id` as fields of their own. */
function recipientOf(form: FormData): unknown {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const recipient = text('recipient');
  if (recipient?.startsWith('{'))
    try {
      return JSON.parse(recipient);
    } catch {
      throw missingField('recipient');
    }
  const email = text('email') ?? recipient;
  const id = text('id');
  return email || id ? { ...(email && { email }), ...(id && { id }) } : undefined;
}

/** @throws AppError INVALID_INPUT without a file, TOO_LARGE */
async function formInput(c: HonoContext<ApiEnv>) {
  const form = await readMultipart(c, maxFormBytes);
  const file = form.get('file');
  if (!(file instanceof File)) throw missingField('file');
  return { credential: new Uint8Array(await file.arrayBuffer()), recipient: recipientOf(form) };
}

async function jsonInput(c: HonoContext<ApiEnv>) {
  const body = await readJsonObject(c, maxJsonBytes);
  adoptLanguage(c, body);
  return { credential: heldBytes(body.credential), recipient: body.recipient };
}

const heldInput = (c: HonoContext<ApiEnv>) => (isMultipart(c) ? formInput(c) : jsonInput(c));

async function verify(c: HonoContext<ApiEnv>): Promise<Response> {
  requireCsrf(c, c.req.header('x-csrf-token'));
  const input = await heldInput(c);
  return c.json(await callCapability(can.verifyCredential, contextOf(c), input));
}

async function importHeld(c: HonoContext<ApiEnv>): Promise<Response> {
  requirePermission(contextOf(c), can.importBadge.allow);
  requireCsrf(c, c.req.header('x-csrf-token'));
  const input = await heldInput(c);
  const ctx = contextOf(c);
  const run = async () => ({ status: 201, body: await callCapability(can.importBadge, ctx, input) });
  const reply = await once(c, input, run);
  return c.json(reply.body as object, 201);
}

/** The JSON half of what the capability takes: bytes come as a file. */
const HeldBody = z.object({
  credential: z.union([z.string(), z.record(z.string(), z.unknown())]),
  recipient: RecipientQuery.optional(),
});

const form = {
  type: 'object',
  required: ['file'],
  properties: {
    file: {
      type: 'string',
      contentMediaType: 'application/octet-stream',
      description: 'A badge as .jwt, .json, PNG or SVG; at most 512 KB of text or 5 MB of image.',
    },
    email: { type: 'string', description: 'Whether it was issued to this person.' },
    id: { type: 'string' },
  },
};

/** What a person holds, as JSON or as a form with a file: POST /credentials/verify answers whatever can be read. */
export function mountVerify(app: BankApp): void {
  describeRoute(app, {
    tag: 'credentials',
    method: 'post',
    path: '/credentials/verify',
    capability: { ...can.verifyCredential, input: HeldBody },
    otherForms: { body: { 'multipart/form-data': form } },
  });
  app.post(`${prefix}/credentials/verify`, verify);
  describeRoute(app, {
    tag: 'credentials',
    method: 'post',
    path: '/me/credentials',
    capability: { ...can.importBadge, input: HeldBody },
    status: 201,
    otherForms: { body: { 'multipart/form-data': form } },
  });
  app.post(`${prefix}/me/credentials`, importHeld);
}
