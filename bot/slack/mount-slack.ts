import { setTimeout as sleep } from 'node:timers/promises';
import type { Bank } from '../../core/context.ts';
import { registerNoticeFace } from '../../knowledge/notices/deliver.ts';
import { createSlackApp, type SlackApp } from './create-app.ts';
import { slackNotices } from './notices.ts';

/** Where Slack sends events, commands and presses. */
export const slackPath = '/slack/events';

export interface SlackFace {
  /** Answers a request to `slackPath`. */
  handle(request: Request): Promise<Response>;
  /** Begins to work: proves the token, and opens the socket when one is set. Slack being away delays nothing. */
  start(): void;
  /** Finishes what was taken in, for at most `timeoutMs`. */
  stop(timeoutMs?: number): Promise<void>;
}

const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

/** Slack's face of the chat; undefined when the settings name no Slack app. */
export function mountSlack(bank: Bank): SlackFace | undefined {
  const settings = bank.config.slack;
  if (!settings) return undefined;
  const stopping = new AbortController();
  let made: Promise<SlackApp> | undefined;
  const slack = () => {
    made ??= createSlackApp(bank, settings);
    return made;
  };
  return {
    async handle(request) {
      const { http } = await slack();
      return http
        ? http.handle(request)
        : new Response('this app takes its events over a socket', { status: 404 });
    },
    start() {
      void connect(bank, slack, stopping.signal);
    },
    async stop(timeoutMs = 5_000) {
      stopping.abort();
      const running = await made?.catch(() => undefined);
      await running?.app.stop().catch(() => undefined);
      await running?.desk.queue.drain(timeoutMs);
    },
  };
}

async function connect(bank: Bank, slack: () => Promise<SlackApp>, signal: AbortSignal): Promise<void> {
  for (let wait = firstRetryMs; !signal.aborted; wait = Math.min(2 * wait, longestRetryMs)) {
    try {
      const { app, desk } = await slack();
      const { team } = await desk.who.self();
      if (signal.aborted) return;
      await app.start();
      registerNoticeFace(bank, slackNotices(desk.api, desk.who, bank.config.http.publicUrl));
      bank.log.info('slack connected', { team, socket: bank.config.slack?.appToken !== undefined });
      return;
    } catch (error) {
      bank.log.error('slack not connected', { error, retryInSeconds: wait / 1_000 });
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
