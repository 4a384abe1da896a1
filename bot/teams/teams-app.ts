import { App, type IActivityContext } from '@microsoft/teams.apps';
import type { Bank } from '../../core/context.ts';
import { newId } from '../../core/ids.ts';
import { findLanguage } from '../../core/language.ts';
import { claimEvent, finishEvent } from '../../knowledge/chat/once.ts';
import { type Activity, scopeOf } from './activity.ts';
import { type BotToken, createBotToken } from './bot-token.ts';
import { Connector } from './connector.ts';
import { closing, openDialog, submitForm } from './dialogs.ts';
import { askFeedback, keepDialogFeedback, keepFeedback } from './feedback.ts';
import { HonoAdapter } from './hono-adapter.ts';
import { Members } from './members.ts';
import { openSaveCase } from './message-action.ts';
import { Notices } from './notices.ts';
import { answerPress, pressedBefore } from './on-card-action.ts';
import { answerLine } from './on-message.ts';
import { takesToken } from './service-url.ts';

type Arrived = Pick<IActivityContext, 'api'> & { readonly activity: unknown };

const unwell = {
  'zh-TW': '系統暫時無法處理，請稍後再試。',
  en: 'This cannot be handled right now; please try again later.',
};

/** How long a call to the connector may take. */
const connectorTimeoutMs = 15_000;

/** The SDK logs whole activities; ours tells what went wrong, never what was said. */
function quietLog(bank: Bank) {
  const log = {
    debug: () => undefined,
    info: () => undefined,
    trace: () => undefined,
    log: () => undefined,
    warn: () => undefined,
    error: (first: unknown) =>
      bank.log.error('teams sdk', {
        message: first instanceof Error ? first.message : String(first).slice(0, 200),
      }),
    child: () => log,
  };
  return log;
}

function sdkApp(bank: Bank, adapter: HonoAdapter, token: BotToken): App {
  return new App({
    // Requests are checked before the SDK sees them, and what is sent is signed below; it holds no secret of ours.
    clientId: '',
    clientSecret: '',
    tenantId: '',
    dangerouslyAllowUnauthenticatedRequests: true,
    httpServerAdapter: adapter,
    logger: quietLog(bank),
    client: {
      timeout: connectorTimeoutMs,
      interceptors: [
        {
          async request({ config }) {
            config.headers.delete('Authorization');
            if (takesToken(config.url ?? '')) config.headers.set('Authorization', `Bearer ${await token()}`);
            return config;
          },
        },
      ],
    },
  });
}

/** The Teams face, behind its route. */
export interface TeamsFace {
  /** @param activity checked already */
  handle(activity: Activity): Promise<Response>;
  /** Waits for answers under way. */
  settle(): Promise<void>;
}

/** Work that goes on after the request was answered, one piece after the other within a chat of two. */
class Background {
  readonly #running = new Set<Promise<void>>();
  readonly #lastOf = new Map<string, Promise<void>>();
  readonly #bank: Bank;

  constructor(bank: Bank) {
    this.#bank = bank;
  }

  run(key: string | undefined, work: () => Promise<void>): void {
    const before = (key && this.#lastOf.get(key)) || Promise.resolve();
    const done = before.then(work).catch((error) => this.#bank.log.error('teams answer failed', { error }));
    this.#running.add(done);
    if (key) this.#lastOf.set(key, done);
    void done.finally(() => {
      this.#running.delete(done);
      if (key && this.#lastOf.get(key) === done) this.#lastOf.delete(key);
    });
  }

  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}

export async function createTeamsFace(bank: Bank, token = createBotToken(bank)): Promise<TeamsFace> {
  const adapter = new HonoAdapter();
  const app = sdkApp(bank, adapter, token);
  const members = new Members(bank);
  const background = new Background(bank);
  const notices = new Notices(bank);

  const arrivedAt = ({ activity, api }: Arrived) => {
    const arrived = activity as Activity;
    notices.saw({ activity: arrived, api });
    return { activity: arrived, connector: new Connector(api, arrived) };
  };

  const eventOf = ({ conversation, id }: Activity) =>
    `${conversation.id} ${id ?? newId('activity', bank.now())}`;

  /** Each message is answered once, however often it is delivered; the bot answers nobody but people. */
  const onMessage = async (arrived: Arrived): Promise<void> => {
    const { activity, connector } = arrivedAt(arrived);
    const event = eventOf(activity);
    if (activity.from.id === activity.recipient.id || !(await claimEvent(bank, 'teams', event))) return;
    const queue = connector.scope === 'personal' ? activity.conversation.id : undefined;
    background.run(queue, async () => {
      await answerLine(bank, members, { activity, connector });
      await finishEvent(bank, 'teams', event);
    });
  };

  /** A dialog is answered in one sentence when something fails, as a message is. */
  const inDialog =
    <T>(answer: (bank: Bank, members: Members, activity: Activity, connector: Connector) => Promise<T>) =>
    async (arrived: Arrived) => {
      const { activity, connector } = arrivedAt(arrived);
      try {
        return await answer(bank, members, activity, connector);
      } catch (error) {
        const requestId = newId('req', bank.now());
        bank.log.error('teams dialog failed', { requestId, error });
        return closing(`${unwell[findLanguage(activity.locale) ?? 'zh-TW']} (${requestId})`);
      }
    };

  /** A press or a form delivered twice is carried out once. */
  const once =
    <T, A>(answer: (arrived: Arrived) => Promise<T>, again: A) =>
    async (arrived: Arrived): Promise<T | A> => {
      const event = eventOf(arrived.activity as Activity);
      if (!(await claimEvent(bank, 'teams', event))) return again;
      const reply = await answer(arrived);
      await finishEvent(bank, 'teams', event);
      return reply;
    };

  const onPress = async (arrived: Arrived) => {
    const { activity, connector } = arrivedAt(arrived);
    const later = (work: () => Promise<void>) => background.run(activity.conversation.id, work);
    return answerPress({ bank, members, activity, connector, later });
  };

  /** A word of welcome where somebody begins to talk with the bot; a team that adds it is not written to. */
  const onInstall = async (arrived: Arrived) => {
    if (scopeOf(arrived.activity as Activity) === 'personal') await onMessage(arrived);
  };

  const route = (name: Parameters<App['on']>[0], answer: (arrived: Arrived) => Promise<unknown>) =>
    app.on(name, answer as never);
  route('message', onMessage);
  route('install.add', onInstall);
  route('card.action', once(onPress, pressedBefore));
  route('dialog.open', inDialog(openDialog));
  route(
    'dialog.submit',
    once(
      inDialog(async (...from) => (await keepDialogFeedback(...from)) ?? submitForm(...from)),
      undefined,
    ),
  );
  route('message.fetch-task', inDialog(askFeedback));
  route('message.submit', inDialog(keepFeedback));
  route('message.ext.open', inDialog(openSaveCase));
  route('message.ext.submit', once(inDialog(submitForm), undefined));
  await app.initialize();
  return { handle: (activity) => adapter.handle(activity), settle: () => background.settle() };
}
