import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createApi, type Readiness } from './api/app.ts';
import { prepareIssuers } from './badges/issuers/prepare-issuers.ts';
import { mountSlack, slackPath } from './bot/slack/mount-slack.ts';
import { mountTeams, teamsPath } from './bot/teams/mount-teams.ts';
import { chat } from './bot/web/chat.ts';
import type { Bank } from './core/context.ts';
import { documentFeeds } from './ingest/documents/document-feeds.ts';
import { startJobWorker } from './ingest/job-worker.ts';
import { type SeedProgress, seedContent } from './ingest/seed-content.ts';
import { warmUp } from './knowledge/answers/warm-up.ts';
import { startEmbedding } from './knowledge/embeddings/keep-embedded.ts';
import { warmUpSolver } from './knowledge/paths/solver.ts';
import { scheduledJobs } from './knowledge/schedule/jobs.ts';
import { startSchedule } from './knowledge/schedule/start-schedule.ts';

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** One line that grows on a terminal, one line a tenth elsewhere. */
function progressLine(): (progress: SeedProgress) => void {
  let tenthsShown = 0;
  return ({ done, total }) => {
    const line = `載入內容 loading content ${done}/${total}`;
    const tenths = Math.floor((10 * done) / total);
    if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === total ? '\n' : ''}`);
    else if (tenths > tenthsShown) process.stderr.write(`${line}\n`);
    tenthsShown = tenths;
  };
}

function listen(fetch: (request: Request) => Response | Promise<Response>, host: string, port: number) {
  return new Promise<{ server: ReturnType<typeof serve>; address: AddressInfo }>((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, (address) => resolve({ server, address }));
    server.once('error', reject);
  });
}

/** Where this machine reaches the server; one that listens everywhere is reached on loopback. */
function urlOf({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** How long requests under way may take to end before their connections are cut. */
const closingMs = 5_000;

async function stopListening(server: ReturnType<typeof serve>): Promise<void> {
  const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), closingMs);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(cut);
}

async function prepare(bank: Bank, url: string, signal: AbortSignal): Promise<void> {
  await seedContent(bank, progressLine(), signal);
  await prepareIssuers(bank, url);
  signal.throwIfAborted();
  await warmUp(bank);
  signal.throwIfAborted();
}

/**
 * Starts everything on an open bank: API and pages, content, ingest worker. The port answers /healthz while
 * content loads.
 * @param signal ends a start under way, with everything closed again and the signal's reason thrown
 */
export async function startServer(bank: Bank, signal: AbortSignal): Promise<Running> {
  const { http } = bank.config;
  let state: Awaited<ReturnType<Readiness>> = { ready: false, reason: 'content is being loaded' };
  const readiness: Readiness = async () => {
    if (!state.ready) return state;
    return bank.store.system.query('select 1').then(
      () => state,
      () => ({ ready: false, reason: 'the database cannot be reached' }),
    );
  };
  const app = createApi(bank, readiness, chat);
  const slack = mountSlack(bank);
  if (slack)
    app.post(slackPath, async (c) =>
      state.ready ? slack.handle(c.req.raw) : new Response(null, { status: 503 }),
    );
  // Its bearer tokens are Microsoft's, so the route stands before those that read ours.
  const teams = mountTeams(bank);
  const front = new Hono()
    .post(teamsPath, (c) => (state.ready ? teams.handle(c.req.raw) : new Response(null, { status: 503 })))
    .all('*', (c) => app.fetch(c.req.raw, c.env));
  const { server, address } = await listen(front.fetch, http.host, http.port);
  const local = urlOf(address);
  const url = http.publicUrl ?? local;
  bank.store.announce(local);
  await prepare(bank, url, signal).catch(async (error) => {
    await stopListening(server);
    await bank.store.close();
    throw error;
  });
  state = { ready: true };
  void warmUpSolver().catch(() => undefined);
  slack?.start();
  const worker = startJobWorker(bank);
  const embedding = startEmbedding(bank);
  const schedule = startSchedule(bank, [...scheduledJobs, documentFeeds]);
  return {
    url,
    async close() {
      state = { ready: false, reason: 'shutting down' };
      await stopListening(server);
      await Promise.all([slack?.stop(), teams.stop()]);
      await schedule.close();
      await worker.close();
      await embedding.close();
      await bank.store.close();
    },
  };
}
