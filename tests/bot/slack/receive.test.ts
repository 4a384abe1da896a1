import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testSecrets } from './stand-in/index.ts';
import { type Payload, postTo, signed } from './stand-in/send.ts';
import { botUser } from './stand-in/state.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let world: Workspace;
beforeAll(async () => {
  world = await openWorkspace();
});
afterAll(() => world.close());

const secret = testSecrets.signingSecret;
const now = () => Math.floor(Date.now() / 1_000);
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const send = (body: string, headers: Record<string, string>) => postTo(world.slack.target, body, headers);
const said = () => world.slack.state.byBot().length;

function mention(text = '什麼是影子 AI？', more: Payload = {}): { thread: string; body: string } {
  const message = world.slack.state.say('UAMY', 'CPUB', `<@${botUser}> ${text}`);
  const { people } = world.slack;
  const event = { ...people.messageEvent(message, 'app_mention'), ...more };
  return { thread: message.ts, body: JSON.stringify(people.envelope(event)) };
}

describe('requests to /slack/events', () => {
  it.each<[string, (body: string) => Record<string, string>]>([
    ['with another secret', (body) => signed('another secret', body)],
    ['over another body', (body) => signed(secret, `${body} `)],
    ['six minutes old', (body) => signed(secret, body, now() - 360)],
    ['six minutes ahead', (body) => signed(secret, body, now() + 360)],
    ['unsigned', () => ({})],
    [
      'with a number that is none',
      (body) => ({ ...signed(secret, body), 'x-slack-request-timestamp': 'NaN' }),
    ],
    ['with half a signature', (body) => ({ ...signed(secret, body), 'x-slack-signature': 'v0=abc' })],
  ])('signed %s are refused and do nothing', async (_, headersFor) => {
    const before = said();
    const { body } = mention();
    expect((await send(body, { ...json, ...headersFor(body) })).status).toBe(401);
    expect(said()).toBe(before);
    expect(world.slack.state.statuses).toEqual([]);
  });

  it.each([-290, 290])('signed %i seconds from now are taken', async (skew) => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const reply = await send(body, { ...json, ...signed(secret, body, now() + skew) });
    expect([reply.status, JSON.parse(reply.body)]).toEqual([200, { challenge: 'abc' }]);
  });

  it('answer the certificate check, and refuse what cannot be read', async () => {
    const check = 'ssl_check=1&token=x';
    expect((await send(check, { ...form, ...signed(secret, check) })).status).toBe(200);
    for (const [body, type] of [
      ['{"type":', json],
      ['payload=%7Bnope', form],
    ] as const)
      expect((await send(body, { ...type, ...signed(secret, body) })).status).toBe(400);
    const huge = `{"a":"${'x'.repeat(1_100_000)}"}`;
    expect((await send(huge, { ...json, ...signed(secret, huge) })).status).toBe(413);
    const unknown = JSON.stringify({ type: 'something_else', event_id: 'EvX' });
    expect((await send(unknown, { ...json, ...signed(secret, unknown) })).status).toBe(200);
  });

  it('are answered once however often they are delivered', async () => {
    const { thread, body } = mention();
    const again = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    const deliveries = await Promise.all([
      send(body, { ...json, ...signed(secret, body) }),
      send(body, { ...json, ...signed(secret, body, now() - 1), ...again }),
      send(body, { ...json, ...signed(secret, body) }),
    ]);
    expect(deliveries.map(({ status }) => status)).toEqual([200, 200, 200]);
    await world.replies({ channel: 'CPUB', threadTs: thread });
    const late = await send(body, { ...json, ...signed(secret, body), ...again });
    expect(late.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(world.slack.state.byBot({ channel: 'CPUB', threadTs: thread })).toHaveLength(1);
  });

  it.each<[string, Payload]>([
    ['of the app itself', { user: botUser, bot_id: 'BBANK' }],
    ['of another app', { bot_id: 'BOTHER' }],
    ['edited', { edited: { user: 'UAMY', ts: '1' } }],
  ])('about a message %s are left unanswered', async (_, more) => {
    const before = said();
    const { body, thread } = mention('什麼是影子 AI？', more);
    expect((await send(body, { ...json, ...signed(secret, body) })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(said()).toBe(before);
    expect(world.slack.state.statuses.filter(({ threadTs }) => threadTs === thread)).toEqual([]);
  });

  it('about an edit in a direct message, or another message of a channel, are left unanswered', async () => {
    const { people, state } = world.slack;
    const before = said();
    const direct = state.say('UAMY', state.direct('UAMY').id, '什麼是影子 AI？');
    const edit = { type: 'message', subtype: 'message_changed', channel: direct.channel, channel_type: 'im' };
    await people.send(people.envelope({ ...edit, ts: direct.ts, message: { ...direct, edited: {} } }));
    const other = state.say('UAMY', 'CPUB', '大家早');
    await people.send(people.envelope({ ...people.messageEvent(other, 'message'), channel_type: 'channel' }));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(said()).toBe(before);
  });

  it('of a mention without words are told how to ask', async () => {
    const { message } = await world.slack.people.mention('UAMY', 'CPUB', '');
    const [hint] = await world.replies({ channel: 'CPUB', threadTs: message.ts, onlyFor: 'UAMY' });
    expect(hint!.text).toContain('/bank help');
  });

  it('offer questions to begin with when the app is opened', async () => {
    await world.slack.people.openMessages('UENG');
    await expect.poll(() => world.slack.state.prompts.length).toBe(1);
    expect(world.slack.state.prompts[0]!.titles).toHaveLength(4);
    expect(world.slack.state.prompts[0]!.titles[0]).toBe('What is shadow AI?');
  });
});
