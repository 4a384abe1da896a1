import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import { carryToStore } from '../../ingest/carry-to-store.ts';
import { getSource } from '../../knowledge/sources/get-source.ts';
import { contextOf, openTestBank } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'bank-carry-'));
const served = JSON.stringify({ id: 'served', text: '由網址取得。' });
const site = createServer((request, response) => {
  if (request.url === '/moved.jsonl') response.writeHead(302, { location: '/good.jsonl' });
  if (request.url === '/missing.jsonl') response.writeHead(404);
  response.end(served);
});

let bank: Bank;
let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  bank = await openTestBank({ config: { fetchAllow: [host] } });
});
afterAll(async () => {
  site.close();
  await bank.store.close();
  rmSync(folder, { recursive: true, force: true });
});

const never = new AbortController().signal;
const carry = (
  input: Parameters<ReturnType<typeof carryToStore>['carry']>[0]['input'],
  visibility?: string,
) => carryToStore(bank).carry({ input, visibility, mapping: undefined }, () => {}, never);
const address = (url: string) => carry({ kind: 'address', url, name: url }, 'public');
const file = (name: string) => carry({ kind: 'file', path: join(folder, name), name });

describe('what is carried into the store', () => {
  it('may come from an address of an allowed host', async () => {
    expect(await address(`${origin}/good.jsonl`)).toMatchObject({ added: 1, errors: [] });
    expect((await getSource.run(contextOf(bank), { id: 'served' })).passages[0]!.text).toBe('由網址取得。');
  });

  it.each([
    ['another host', 'http://127.0.0.2:1/good.jsonl', 'FETCH_ALLOW'],
    ['another scheme', 'file:///etc/hostname', 'FETCH_ALLOW'],
    ['a redirect', '/moved.jsonl', 'cannot be downloaded'],
    ['a missing file', '/missing.jsonl', '404'],
  ])('may not come from %s', async (_, url, expected) => {
    await expect(address(url.startsWith('/') ? origin + url : url)).rejects.toThrow(expected);
  });

  it('is seen by the agencies alone unless something else is said', async () => {
    writeFileSync(join(folder, 'a.jsonl'), '{"id":"quiet","text":"甲。"}');
    await file('a.jsonl');
    await expect(getSource.run(contextOf(bank), { id: 'quiet' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is refused over 50 MB, and a record over its own limit fails alone', async () => {
    writeFileSync(join(folder, 'huge.jsonl'), '');
    truncateSync(join(folder, 'huge.jsonl'), 50_000_001);
    await expect(file('huge.jsonl')).rejects.toMatchObject({ code: 'TOO_LARGE' });
    const long = JSON.stringify({ id: 'long', text: '長'.repeat(5_000_001) });
    writeFileSync(join(folder, 'long.jsonl'), `${long}\n{"id":"beside-long","text":"乙。"}`);
    expect(await file('long.jsonl')).toMatchObject({ added: 1, errors: [{ line: 1 }] });
  });

  it('is refused in a format that cannot be read', async () => {
    writeFileSync(join(folder, 'a.exe'), 'MZ');
    await expect(file('a.exe')).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
