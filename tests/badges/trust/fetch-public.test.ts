// Mocks modules, so it has a process of its own:
// @vitest-environment-options { "mocks": true }
import { lookup } from 'node:dns/promises';
import { createServer, type IncomingMessage, request as plainRequest, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchPublic } from '../../../badges/trust/fetch-public.ts';

vi.mock('node:dns/promises', () => ({ lookup: vi.fn() }));
vi.mock('node:https', () => ({ request: vi.fn() }));

const publicAddress = { address: '203.69.34.1', family: 4 };

describe('fetching a document from elsewhere', () => {
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked.length = 0;
    answer = (_request, response) => void response.end('{}');
    vi.mocked(lookup).mockReset();
    vi.mocked(lookup).mockResolvedValue([publicAddress] as never);
    // Stands for the network behind the pinned address.
    vi.mocked(request).mockReset();
    vi.mocked(request).mockImplementation(((target: URL, options: { signal: AbortSignal }) =>
      plainRequest({
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
        path: target.pathname,
        signal: options.signal,
        agent: false,
      })) as never);
  });

  it('gives what a public address answers', async () => {
    answer = (_request, response) => void response.end('hello');
    expect((await fetchPublic('https://school.example/x', 100)).bytes.toString()).toBe('hello');
  });

  it('follows no redirect', async () => {
    answer = (_request, response) => void response.writeHead(302, { location: '/inside' }).end();
    await expect(fetchPublic('https://school.example/x', 100)).rejects.toThrow('HTTP 302');
    expect(asked).toEqual(['/x']);
  });

  it('looks a name up once and connects to that address, whatever the name says later', async () => {
    vi.mocked(lookup)
      .mockResolvedValueOnce([publicAddress] as never)
      .mockResolvedValue([{ address: '127.0.0.1', family: 4 }] as never);
    await fetchPublic('https://school.example/x', 100);
    expect(lookup).toHaveBeenCalledTimes(1);
    const { lookup: pinned } = vi.mocked(request).mock.calls[0]![1] as never as {
      lookup: (host: string, options: { all?: boolean }, done: (...found: unknown[]) => void) => void;
    };
    const found: unknown[] = [];
    pinned('school.example', {}, (...one) => found.push(one));
    pinned('school.example', { all: true }, (...one) => found.push(one));
    expect(found).toEqual([
      [null, publicAddress.address, 4],
      [null, [publicAddress]],
    ]);
  });

  it.each([
    ['a private address', [{ address: '10.0.0.1', family: 4 }]],
    ['a private address beside a public one', [publicAddress, { address: '127.0.0.1', family: 4 }]],
    ['no address', []],
  ])('asks nobody when the name has %s', async (_what, addresses) => {
    vi.mocked(lookup).mockResolvedValue(addresses as never);
    await expect(fetchPublic('https://school.example/x', 100)).rejects.toThrow('not a public address');
    expect(request).not.toHaveBeenCalled();
  });

  it.each([
    'http://school.example/x',
    'https://user:pass@school.example/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'ftp://school.example/x',
  ])('asks nobody about %s', async (url) => {
    await expect(fetchPublic(url, 100)).rejects.toThrow();
    expect([vi.mocked(request).mock.calls.length, vi.mocked(lookup).mock.calls.length]).toEqual([0, 0]);
  });

  it('stops at the size allowed, and when nothing comes in three seconds', async () => {
    answer = (_request, response) => {
      response.write(Buffer.alloc(200));
      setTimeout(() => response.end(), 50);
    };
    await expect(fetchPublic('https://school.example/x', 100)).rejects.toThrow('too large');
    answer = () => undefined;
    const started = performance.now();
    await expect(fetchPublic('https://school.example/x', 100)).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(6_000);
  }, 20_000);
});
