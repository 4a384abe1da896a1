import type { BankApp } from '../../api/app.ts';
import { createApi } from '../../api/app.ts';
import { chat } from '../../bot/web/chat.ts';
import type { Bank } from '../../core/context.ts';

export interface Sent {
  readonly token?: string | undefined;
  readonly json?: unknown;
  readonly body?: NonNullable<RequestInit['body']>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body read as JSON; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  readonly json: any;
}

export interface TestHttp {
  readonly app: BankApp;
  send(method: string, path: string, sent?: Sent): Promise<Reply>;
  get(path: string, sent?: Sent): Promise<Reply>;
  /** Below /api/v1, as JSON. */
  api(method: string, path: string, sent?: Sent): Promise<Reply>;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The whole HTTP surface of a bank, without a port. */
export function openHttp(bank: Bank, ready = true): TestHttp {
  const app = createApi(
    bank,
    async () => (ready ? { ready } : { ready, reason: 'content is being loaded' }),
    chat,
  );
  const send: TestHttp['send'] = async (method, path, sent = {}) => {
    const headers = new Headers(sent.headers);
    if (sent.token) headers.set('authorization', `Bearer ${sent.token}`);
    if (sent.json !== undefined && !headers.has('content-type'))
      headers.set('content-type', 'application/json');
    const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
    const response = await app.request(path, { method, headers, ...(body !== undefined && { body }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  };
  return {
    app,
    send,
    get: (path, sent) => send('GET', path, sent),
    api: (method, path, sent) => send(method, `/api/v1${path}`, sent),
  };
}
