import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, noBrowser, openPage } from './browser.ts';

const pages: Record<string, string> = {
  '/clean': '<link rel="icon" href="data:,"><h1>人工智慧治理</h1>',
  '/elsewhere': '<link rel="icon" href="data:,"><img src="http://192.0.2.1/pixel.png">',
  '/broken': '<link rel="icon" href="data:,"><script>console.error("oops"); throw new Error("bang")</script>',
};

describe.skipIf(noBrowser)('the watch on pages', () => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const body = pages[request.url ?? ''];
    response.statusCode = body ? 200 : 500;
    response.end(body ?? '<p>down</p>');
  });
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  const faultsOf = async (path: string) => {
    const watched = await openPage(browser, origin);
    await watched.page.goto(origin + path, { waitUntil: 'networkidle' });
    await watched.close();
    return watched.faults.join('\n');
  };

  it('lets a clean page pass', async () => {
    expect(await faultsOf('/clean')).toBe('');
  });

  it('notices a request to another host', async () => {
    expect(await faultsOf('/elsewhere')).toContain('asks another host: http://192.0.2.1/pixel.png');
  });

  it('notices console errors, script errors and failing replies', async () => {
    expect(await faultsOf('/broken')).toMatch(/console: oops[\s\S]*script: bang/);
    expect(await faultsOf('/missing')).toContain('500: ');
  });
});
