import type { App, Logger, LogLevel, Receiver } from '@slack/bolt';
import type { Bank } from '../../core/context.ts';
import type { Log } from '../../core/log.ts';
import { Inbox } from './inbox.ts';
import type { Desk } from './listeners.ts';
import { listenToCommands } from './on-commands.ts';
import { listenToForms } from './on-forms.ts';
import { listenToMessages } from './on-messages.ts';
import { listenToPresses } from './on-press.ts';
import { listenToShortcut } from './on-shortcut.ts';
import { HttpReceiver } from './receive-http.ts';
import { SlackApi } from './slack-api.ts';
import { Talk } from './talk.ts';
import { Who } from './who.ts';
import { WorkQueue } from './work-queue.ts';

export type SlackSettings = NonNullable<Bank['config']['slack']>;

/** Answers worked on at once; more only makes every one of them later. */
const atOnce = 4;
const callTimeoutMs = 15_000;

/** Bolt and its clients write to the bank's log; what they say of texts and payloads stays below its level. */
function loggerOver(log: Log): Logger {
  const write =
    (level: 'debug' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]('slack', {
        said: parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '),
      });
  return {
    debug: () => undefined,
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => undefined,
    getLevel: () => 'info' as LogLevel,
    setName: () => undefined,
  };
}

export interface SlackApp {
  readonly app: App;
  readonly desk: Desk;
  /** Present unless events come over a socket. */
  readonly http?: HttpReceiver | undefined;
}

/** The app with its listeners, connected to nothing yet. Bolt is loaded here: it is heavy, and few need it. */
export async function createSlackApp(bank: Bank, settings: SlackSettings): Promise<SlackApp> {
  const bolt = await import('@slack/bolt');
  const logger = loggerOver(bank.log);
  const clientOptions = {
    logger,
    ...(settings.apiUrl && { slackApiUrl: settings.apiUrl }),
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: callTimeoutMs,
  };
  const api = new SlackApi(new bolt.webApi.WebClient(settings.botToken, clientOptions), bank.log);
  const who = new Who(bank, api);
  const queue = new WorkQueue(atOnce, (error) => bank.log.error('slack work failed', { error }));
  const inbox = new Inbox(bank, queue);
  const http = settings.appToken ? undefined : new HttpReceiver(bank, inbox, settings.signingSecret ?? '');
  const app = new bolt.App({
    receiver: http ?? socketReceiver(bolt, settings.appToken!, inbox, { logger, clientOptions }),
    authorize: async () => {
      const { userId, botId } = await who.self();
      return { botToken: settings.botToken, botId, botUserId: userId };
    },
    convoStore: false,
    logger,
    clientOptions,
  });
  app.error(async (error) => bank.log.error('slack listener failed', { error }));
  const desk: Desk = { bank, api, who, talk: new Talk(bank, api, who), queue };
  for (const listen of [listenToMessages, listenToCommands, listenToPresses, listenToForms, listenToShortcut])
    listen(app, desk);
  return { app, desk, http };
}

/** Bolt's own socket receiver, with our inbox between it and the app. */
function socketReceiver(
  bolt: Pick<typeof import('@slack/bolt'), 'SocketModeReceiver'>,
  appToken: string,
  inbox: Inbox,
  { logger, clientOptions }: { logger: Logger; clientOptions: object },
): Receiver {
  const receiver = new bolt.SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions: { ...clientOptions } },
  });
  const init = receiver.init.bind(receiver);
  receiver.init = (app) =>
    init({ processEvent: (event: Parameters<App['processEvent']>[0]) => inbox.take(app, event) } as App);
  return receiver;
}
