import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { CredentialRequest, IssuedReply } from '../../badges/credentials/schema.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { invalidInput } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { readJson } from '../body.ts';
import { prefix } from '../capability-route.ts';
import { type ApiEnv, adoptLanguage, contextOf, requireCsrf } from '../context.ts';
import { once } from '../idempotency.ts';
import { describeRoute } from '../openapi.ts';

/** A thousand recipients with their evidence. */
const maxBatchBytes = 8_000_000;

const notEither = {
  'zh-TW': '內容必須是一筆核發資料的物件，或多筆的陣列。',
  en: 'The body must be one credential request or an array of them.',
};

/** One object issues one badge; an array issues many, each all or nothing. */
async function issue(c: HonoContext<ApiEnv>): Promise<Response> {
  requirePermission(contextOf(c), can.issueBadge.allow);
  requireCsrf(c, c.req.header('x-csrf-token'));
  const body = await readJson(c, maxBatchBytes);
  if (body === null || typeof body !== 'object') throw invalidInput(notEither);
  const id = c.req.param('id');
  const many = Array.isArray(body);
  if (!many) adoptLanguage(c, body as Record<string, unknown>);
  const ctx = contextOf(c);
  const run = async () =>
    many
      ? { status: 200, body: await callCapability(can.issueBadges, ctx, { id, credentials: body }) }
      : { status: 201, body: await callCapability(can.issueBadge, ctx, { ...body, id }) };
  const reply = await once(c, body, run);
  return c.json(reply.body as object, reply.status === 201 ? 201 : 200);
}

const requests = z.union([CredentialRequest, z.array(CredentialRequest).min(1).max(1_000)]);
const replies = z.union([IssuedReply, can.issueBadges.output]);

/** POST /badges/{id}/credentials takes an object or an array. */
export function mountIssuing(app: BankApp): void {
  describeRoute(app, {
    tag: 'badges',
    method: 'post',
    path: '/badges/{id}/credentials',
    capability: can.issueBadge,
    status: 201,
    otherForms: { body: { 'application/json': requests }, reply: { 'application/json': replies } },
  });
  app.post(`${prefix}/badges/:id/credentials`, issue);
}
