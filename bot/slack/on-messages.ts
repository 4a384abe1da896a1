import type { App } from '@slack/bolt';
import type { Desk } from './listeners.ts';
import { starters, t } from './present/texts.ts';
import { readText } from './read-text.ts';

/** What the two kinds of message event have in common. */
interface Said {
  readonly user?: string;
  readonly text?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly channel: string;
  readonly channel_type?: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly edited?: unknown;
}

/** A new message of a person; not an edit, a notice of Slack's, or another app. */
const isNew = ({ user, subtype, bot_id: bot, edited }: Said) =>
  user !== undefined && !bot && !edited && (subtype === undefined || subtype === 'file_share');

async function answer(desk: Desk, said: Said, team: string, delivery: string): Promise<void> {
  if (!isNew(said)) return;
  const place = { team, user: said.user!, channel: said.channel, thread: said.thread_ts ?? said.ts };
  const text = readText(said.text ?? '');
  const opens = said.thread_ts === undefined;
  if (text) return desk.talk.answer({ ...place, id: delivery, since: said.ts, opens, text });
  const { language } = await desk.who.person(team, said.user!);
  await desk.talk.deliver.privately(place, { markdown: t('askMe', language) }, language);
}

/** Mentions in channels, direct messages, the stop button and the opening of the app. */
export function listenToMessages(app: App, desk: Desk): void {
  app.event('app_mention', async ({ event, body, context }) => {
    await answer(desk, event as Said, body.team_id, String(context.delivery));
  });
  app.message(async ({ message, body, context }) => {
    const said = message as Said;
    if (said.channel_type === 'im') await answer(desk, said, body.team_id, String(context.delivery));
  });
  app.event('agent_session_stopped', async ({ event }) => {
    desk.talk.stop(event.channel, event.thread_ts, event.user);
  });
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'messages') return;
    const { language } = await desk.who.person(body.team_id, event.user);
    const prompts = starters.map((text) => ({ title: text[language], message: text[language] }));
    await desk.api.call(
      'assistant.threads.setSuggestedPrompts',
      { channel_id: event.channel, prompts },
      { repeatable: true },
    );
  });
}
