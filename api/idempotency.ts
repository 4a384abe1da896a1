import { createHash } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import { conflict, invalidInput } from '../core/errors.ts';
import { claimKey, forgetKey, keepReply } from '../knowledge/people/idempotency.ts';
import type { ApiEnv } from './context.ts';
import { seal, unseal } from './seal.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

function checkedKey(key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw invalidInput({
      'zh-TW': 'Idempotency-Key 只能是 1 至 200 個可見字元。',
      en: 'Idempotency-Key must be 1 to 200 visible characters.',
    });
  return key;
}

function digestBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value;
}

/**
 * Runs an acting request once per credential and Idempotency-Key: the same body gets the first reply again.
 * A reply may hold a new token, so it is kept under lock and key of the caller's own.
 * @param given the key; a form of a page carries one of its own
 * @throws AppError CONFLICT for the same key with another body, or while the first is still running
 */
export async function once(
  c: HonoContext<ApiEnv>,
  input: unknown,
  act: () => Promise<Reply>,
  given = c.req.header('idempotency-key'),
): Promise<Reply> {
  const key = checkedKey(given);
  const { actor, secret } = c.var;
  const { credentialId } = actor;
  if (key === undefined || credentialId === undefined || secret === undefined) return act();
  const requestHash = createHash('sha256')
    .update(`${c.req.method} ${c.req.path}\n${JSON.stringify(input, digestBytes)}`)
    .digest('hex');
  const claim = await claimKey(c.var.bank, { credentialId, key, requestHash });
  if (claim.state === 'replied')
    return { status: claim.reply.status, body: unseal(secret, String(claim.reply.body)) };
  if (claim.state !== 'claimed')
    throw conflict(
      claim.state === 'running'
        ? { 'zh-TW': '同一個請求還在處理中。', en: 'The same request is still being handled.' }
        : {
            'zh-TW': '這個 Idempotency-Key 已用在不同的內容。',
            en: 'This Idempotency-Key was used with another body.',
          },
    );
  try {
    const reply = await act();
    await keepReply(c.var.bank, { credentialId, key, reply: { ...reply, body: seal(secret, reply.body) } });
    return reply;
  } catch (error) {
    await forgetKey(c.var.bank, { credentialId, key });
    throw error;
  }
}
