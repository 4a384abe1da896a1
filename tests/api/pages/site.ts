import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type BankApp, createApi } from '../../../api/app.ts';
import { chat } from '../../../bot/web/chat.ts';
import type { Bank } from '../../../core/context.ts';

/** A bank's pages and API, in this process and on a port of its own. */
export interface Site {
  readonly origin: string;
  readonly app: BankApp;
  close(): Promise<void>;
}

export function createPages(bank: Bank): BankApp {
  return createApi(bank, async () => ({ ready: true }), chat);
}

export async function openSite(bank: Bank): Promise<Site> {
  const app = createPages(bank);
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>(
    (resolve) => {
      const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) =>
        resolve({ server: started, port: address.port }),
      );
    },
  );
  return {
    origin: `http://127.0.0.1:${port}`,
    app,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Cookies of a browser across calls of `app.request()`. */
export class Cookies {
  private readonly kept = new Map<string, string>();

  keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split('; ');
      const at = pair.indexOf('=');
      if (rest.some((part) => part === 'Max-Age=0')) this.kept.delete(pair.slice(0, at));
      else this.kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  get(name: string): string | undefined {
    return this.kept.get(name);
  }

  set(name: string, value: string): void {
    this.kept.set(name, value);
  }

  get header(): string {
    return [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** A browser without scripts: reads pages, sends forms, keeps cookies. */
export class Reader {
  readonly cookies = new Cookies();

  constructor(
    private readonly app: BankApp,
    private readonly headers: Record<string, string> = {},
  ) {}

  async get(path: string): Promise<Response> {
    return this.send(path, {});
  }

  async post(path: string, fields: Record<string, string>): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const headers = { accept: 'text/html', cookie: this.cookies.header, ...this.headers, ...init.headers };
    return this.cookies.keep(await this.app.request(path, { ...init, headers }));
  }
}

/** The value of a hidden field in a page. */
export function fieldIn(html: string, name: string): string {
  const found = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
}
