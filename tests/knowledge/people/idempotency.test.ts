import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { claimKey, forgetKey, keepReply } from '../../../knowledge/people/idempotency.ts';
import { openTestBank } from '../../support/world.ts';

describe('an Idempotency-Key', () => {
  let now = new Date('2026-03-01T00:00:00Z');
  let bank: Bank;
  beforeAll(async () => {
    bank = await openTestBank({ now: () => now });
  });
  afterAll(() => bank.store.close());

  const claim = (key: string, requestHash = 'body-1', credentialId = 'token-1') =>
    claimKey(bank, { credentialId, key, requestHash });
  const laterBy = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000);
  };

  it('is claimed once while its request runs', async () => {
    const states = await Promise.all(Array.from({ length: 5 }, () => claim('once')));
    expect(states.map(({ state }) => state).sort()).toEqual(['claimed', ...Array(4).fill('running')]);
  });

  it('gives the first reply again, and refuses another request', async () => {
    await claim('again');
    await keepReply(bank, {
      credentialId: 'token-1',
      key: 'again',
      reply: { status: 201, body: { id: 'x' } },
    });
    expect(await claim('again')).toEqual({ state: 'replied', reply: { status: 201, body: { id: 'x' } } });
    expect(await claim('again', 'body-2')).toEqual({ state: 'other-request' });
  });

  it('belongs to one credential', async () => {
    expect(await claim('again', 'body-2', 'token-2')).toEqual({ state: 'claimed' });
  });

  it('is free again when its request failed or its process died', async () => {
    await claim('failed');
    await forgetKey(bank, { credentialId: 'token-1', key: 'failed' });
    expect(await claim('failed')).toEqual({ state: 'claimed' });
    laterBy(6);
    expect(await claim('failed')).toEqual({ state: 'claimed' });
    expect(await claim('failed')).toEqual({ state: 'running' });
  });

  it('is forgotten after seven days', async () => {
    laterBy(7 * 24 * 60 + 1);
    expect(await claim('again', 'body-3')).toEqual({ state: 'claimed' });
  });
});
