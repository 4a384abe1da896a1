import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { anonymous } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { keptByNoCache } from '../api-rules.ts';
import type { BankApp } from '../app.ts';
import { readJsonObject } from '../body.ts';
import type { ApiEnv } from '../context.ts';
import { reportError } from '../errors.ts';

const path = '/mcp';

/** The address people know us by; where none is set, this machine. The Host header proves nothing: a page can choose it. */
function isOwnOrigin(origin: string, publicUrl: string | undefined): boolean {
  if (publicUrl) return origin === new URL(publicUrl).origin;
  return /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin);
}

/**
 * Programs name no origin; a page of another site that reaches us through somebody's browser does.
 * @throws AppError FORBIDDEN
 */
function requireOwnOrigin(c: HonoContext<ApiEnv>): void {
  const origin = c.req.header('origin');
  if (origin === undefined || isOwnOrigin(origin, c.var.bank.config.http.publicUrl)) return;
  throw new AppError('FORBIDDEN', {
    'zh-TW': '不接受從其他網站的頁面呼叫。',
    en: 'Calls from pages of other sites are not accepted.',
  });
}

const onlyPost = new AppError('UNSUPPORTED', {
  'zh-TW': '這個網址供 Model Context Protocol 用戶端以 POST 呼叫。',
  en: 'This address is for Model Context Protocol clients, which call it by POST.',
});

/** Read with the first call: a start does not wait for the protocol. */
async function loadProtocol() {
  const [{ WebStandardStreamableHTTPServerTransport }, { createMcpServer }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
    import('../mcp/create-server.ts'),
  ]);
  return { Transport: WebStandardStreamableHTTPServerTransport, createMcpServer };
}

/** One request, one reply in JSON: no session is kept and no stream is held open. */
async function answer(c: HonoContext<ApiEnv>): Promise<Response> {
  requireOwnOrigin(c);
  // A cookie is the browser's, not the program's: only a bearer token says who asks here.
  if (c.var.session) c.set('actor', anonymous);
  const message = await readJsonObject(c);
  const { Transport, createMcpServer } = await loadProtocol();
  const transport = new Transport({ enableJsonResponse: true });
  const server = createMcpServer(c);
  await server.connect(transport);
  try {
    const reply = await transport.handleRequest(c.req.raw, { parsedBody: message });
    return c.newResponse(reply.body, reply);
  } finally {
    await server.close();
  }
}

/** Model Context Protocol over streamable HTTP, without sessions. @see its specification, "Transports" */
export function mountMcp(app: BankApp, limit: MiddlewareHandler<ApiEnv>): void {
  app.post(path, keptByNoCache(), limit, answer);
  app.all(path, (c) => c.json(reportError(c, onlyPost), 405, { Allow: 'POST' }));
}
