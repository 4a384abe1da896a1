import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { projectRoot } from './project-files.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/** Why pages cannot be driven here, for `describe.skipIf(noBrowser)`; undefined when they can. */
export const noBrowser = executablePath ? undefined : 'no Chromium on this machine';

export interface PageOptions {
  readonly viewport?: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
}

/** A page that remembers what a page of ours must never do. */
export interface WatchedPage {
  readonly page: Page;
  /** Requests to other hosts, console errors, script errors and 5xx replies so far; [] is what tests expect. */
  readonly faults: readonly string[];
  /** Saves a picture under tests/.artifacts and gives its path. */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
  });
}

/** A page in a context of its own that may speak to `origin` alone: everything else is cut off and noted. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: PageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'light',
    locale: options.locale ?? 'zh-TW',
    reducedMotion: 'reduce',
  });
  const faults: string[] = [];
  await context.route(
    (url) => url.origin !== origin,
    (route) => {
      faults.push(`asks another host: ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()}: ${response.url()}`);
  });
  return {
    page,
    faults,
    async screenshot(name) {
      const path = join(projectRoot, 'tests/.artifacts/pages', `${name}.png`);
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path, fullPage: true });
      return path;
    },
    close: () => context.close(),
  };
}
