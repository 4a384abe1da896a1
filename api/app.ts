import { OpenAPIHono } from '@hono/zod-openapi';
import { secureHeaders } from 'hono/secure-headers';
import type { Bank } from '../core/context.ts';
import { notFound } from '../core/errors.ts';
import type { ChatCapability } from '../knowledge/chat/schema.ts';
import { keptByNoCache, plainAddress } from './api-rules.ts';
import { mountCapability, prefix } from './capability-route.ts';
import { type ApiEnv, authenticate, requestContext } from './context.ts';
import { sendError } from './errors.ts';
import { openApiDocument } from './openapi.ts';
import { errorPages } from './pages/error-page.tsx';
import { mountPages } from './pages/index.ts';
import { rateLimit } from './rate-limit.ts';
import { streamAsk } from './routes/ask.ts';
import { mountBackup } from './routes/backup.ts';
import { mountIssuing } from './routes/badges.ts';
import { mountCredentialDocuments } from './routes/credential-documents.ts';
import { exportFeedback } from './routes/feedback.ts';
import { mountHealth } from './routes/health.ts';
import { routes } from './routes/index.ts';
import { mountIngest } from './routes/ingest.ts';
import { mountMcp } from './routes/mcp.ts';
import { mountMetrics } from './routes/metrics.ts';
import { mountVerify } from './routes/verify.ts';

/** Says whether the bank can answer yet; asked by /readyz. */
export type Readiness = () => Promise<{ ready: boolean; reason?: string }>;

export type BankApp = OpenAPIHono<ApiEnv>;

const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/**
 * The HTTP API and the pages, without a port: `server.ts` gives it one, tests call `app.request()`.
 * @param chat the browser's face of the chat, which lives in `bot/`
 */
export function createApi(bank: Bank, readiness: Readiness, chat?: ChatCapability): BankApp {
  const app: BankApp = new OpenAPIHono<ApiEnv>();
  app.onError((error, c) => sendError(c, error));
  app.use(
    secureHeaders({
      contentSecurityPolicy: policy,
      crossOriginEmbedderPolicy: false,
      strictTransportSecurity: 'max-age=15552000',
      xFrameOptions: 'DENY',
      // What is meant for other sites says so itself.
      overwrite: false,
    }),
  );
  app.use(requestContext(bank));
  app.use(errorPages());
  mountHealth(app, bank, readiness);
  app.use(authenticate());
  mountMetrics(app);
  const limit = rateLimit(bank);
  app.use(`${prefix}/*`, plainAddress(), keptByNoCache(), limit);
  app.on('POST', ['/', '/login', '/answers/*', '/badges', '/badges/*', '/credentials/*', '/verify'], limit);
  app.on(
    'POST',
    [
      '/diagnosis',
      '/diagnosis/*',
      '/dashboard/*',
      '/quizzes/*',
      '/path/*',
      '/notices',
      '/programme/*',
      '/cases/*',
      '/gaps',
      '/gaps/*',
      '/link',
      '/link/*',
    ],
    limit,
  );
  streamAsk(app, `${prefix}/ask`);
  exportFeedback(app, `${prefix}/feedback/candidates`);
  mountIssuing(app);
  mountVerify(app);
  for (const route of routes) mountCapability(app, route);
  if (chat) mountCapability(app, { tag: 'chat', method: 'post', path: '/chat', capability: chat });
  mountIngest(app);
  mountBackup(app);
  mountMcp(app, limit);
  mountCredentialDocuments(app);
  mountPages(app, chat);
  app.get('/openapi.json', (c) => c.json(openApiDocument(app, bank.config.version)));
  app.notFound((c) => sendError(c, notFound({ 'zh-TW': '網址', en: 'address' })));
  return app;
}
