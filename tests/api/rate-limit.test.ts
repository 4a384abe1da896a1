import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../core/config.ts';
import type { Bank } from '../../core/context.ts';
import { openHttp } from '../support/http.ts';
import { openTestBank, testAdminToken } from '../support/world.ts';

let bank: Bank;
let now = new Date('2026-03-01T00:00:00Z');
beforeAll(async () => {
  bank = await openTestBank({ now: () => now });
});
afterAll(() => bank?.store.close());

function limited(env: Record<string, string>) {
  const http = openHttp({ ...bank, config: loadConfig(env) });
  return (headers: Record<string, string> = {}, token?: string) =>
    http.api('GET', '/cases', { headers, token });
}

describe('a rate limit', () => {
  it('is off unless it is set', async () => {
    const ask = limited({});
    for (let n = 0; n < 50; n++) expect((await ask()).status).toBe(200);
  });

  it('refuses what is over it, says when to come again, and forgets after a minute', async () => {
    const ask = limited({ RATE_LIMIT_PER_MINUTE: '3' });
    for (let n = 0; n < 3; n++) expect((await ask()).status).toBe(200);
    const refused = await ask({ 'accept-language': 'en' });
    expect(refused).toMatchObject({
      status: 429,
      json: { error: { code: 'LIMIT', message: expect.stringMatching(/^Too many/) } },
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    now = new Date(now.getTime() + 60_000);
    expect((await ask()).status).toBe(200);
  });

  it('counts each caller alone: by token, and behind a trusted proxy by the address it adds', async () => {
    const ask = limited({ RATE_LIMIT_PER_MINUTE: '1', TRUST_PROXY: 'true' });
    const from = (address: string) => ask({ 'x-forwarded-for': address });
    expect((await from('192.0.2.1')).status).toBe(200);
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('198.51.100.9, 192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(200);
    expect((await ask({ 'x-forwarded-for': '192.0.2.1' }, testAdminToken)).status).toBe(200);
  });

  it('is not evaded by a header of the caller where no proxy is trusted', async () => {
    const ask = limited({ RATE_LIMIT_PER_MINUTE: '1' });
    expect((await ask({ 'x-forwarded-for': '192.0.2.1' })).status).toBe(200);
    expect((await ask({ 'x-forwarded-for': '192.0.2.2' })).status).toBe(429);
  });
});
