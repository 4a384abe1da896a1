import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Bank } from '../../core/context.ts';
import { Activity } from './activity.ts';
import { createTokenCheck } from './check-token.ts';
import { mayAnswer } from './service-url.ts';
import type { TeamsFace } from './teams-app.ts';

/** A message of Teams is far smaller. */
const maxBody = 1_000_000;

/** Where Teams delivers. */
export const teamsPath = '/api/messages';

export interface TeamsMount {
  /** Answers a request to `teamsPath`. */
  handle(request: Request): Promise<Response>;
  /** Waits for answers under way, for at most `timeoutMs`. */
  stop(timeoutMs?: number): Promise<void>;
}

function refused(status: 400 | 401 | 413 | 503, message: string): Response {
  const headers = status === 401 ? { 'www-authenticate': 'Bearer' } : undefined;
  return Response.json({ error: { message } }, { status, ...(headers && { headers }) });
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

const serviceUrlOf = (body: unknown): string => {
  const url = (body as { serviceUrl?: unknown } | null | undefined)?.serviceUrl;
  return typeof url === 'string' ? url : '';
};

/**
 * Teams' face of the chat. Only requests that carry a token of the Bot Framework for this bot pass, unless the
 * development setting lets anybody in. The SDK is loaded with the first request that does.
 */
export function mountTeams(bank: Bank): TeamsMount {
  const { allowUnauthenticated } = bank.config.teams;
  const isFromTeams = createTokenCheck(bank);
  let face: Promise<TeamsFace> | undefined;
  const load = () => {
    face ??= import('./teams-app.ts').then(({ createTeamsFace }) => createTeamsFace(bank));
    face.catch(() => {
      face = undefined;
    });
    return face;
  };
  const app = new Hono();
  app.onError((error) => {
    bank.log.error('teams request failed', { error });
    return refused(503, 'This cannot be handled right now.');
  });
  const limit = bodyLimit({ maxSize: maxBody, onError: () => refused(413, 'The activity is too large.') });
  app.post(teamsPath, limit, async (c) => {
    const body = await readJson(c.req.raw);
    const isVouched =
      !allowUnauthenticated && (await isFromTeams(c.req.header('authorization'), serviceUrlOf(body)));
    if (!isVouched && !allowUnauthenticated) return refused(401, 'A token of Microsoft Teams is needed.');
    const activity = Activity.safeParse(body).data;
    if (!activity || !mayAnswer(activity.serviceUrl, isVouched))
      return refused(400, 'No activity we can answer.');
    // The SDK looks into an invoke's value without asking whether there is one.
    return (await load()).handle({ ...activity, value: activity.value ?? {} });
  });
  return {
    handle: async (request) => app.fetch(request),
    async stop(timeoutMs = 5_000) {
      const running = await face?.catch(() => undefined);
      await Promise.race([running?.settle(), sleep(timeoutMs, undefined, { ref: false })]);
    },
  };
}
