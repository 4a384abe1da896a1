import { webApi } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnswerStream, type Variants } from '../../../bot/slack/answer-stream.ts';
import { postOnce } from '../../../bot/slack/post-once.ts';
import { SlackApi } from '../../../bot/slack/slack-api.ts';
import { createLog } from '../../../core/log.ts';
import type { Fault } from './stand-in/faults.ts';
import { type SlackStandIn, startSlack, testSecrets } from './stand-in/index.ts';
import { streamLife } from './stand-in/methods-chat.ts';
import { botId, botUser, type SlackMessage } from './stand-in/state.ts';

const log = createLog('error', () => undefined);
const pieces = ['第一段。', '\n\n第二段，', '還有第三句。'];
const whole = pieces.join('');
const presented = (body: string, rest: object[] = []) => ({ body, text: body, rest: rest as never[] });
const feedback = { type: 'divider' };

let slack: SlackStandIn;
let api: SlackApi;
let question: SlackMessage;

beforeAll(async () => {
  slack = await startSlack();
  slack.state.addUser({ id: 'UAMY', name: 'Amy' });
  slack.state.addChannel({ id: 'C1', name: 'c', kind: 'public', members: [botUser, 'UAMY'] });
  const client = new webApi.WebClient(testSecrets.botToken, {
    slackApiUrl: `${slack.origin}/api/`,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logLevel: 'error' as webApi.LogLevel,
  });
  api = new SlackApi(client, log);
});
afterAll(() => slack.close());
beforeEach(() => {
  slack.faults.plan(undefined);
  streamLife.ms = 300_000;
  question = slack.state.say('UAMY', 'C1', '問題');
  slack.state.calls.length = 0;
});

function open(): AnswerStream {
  return new AnswerStream(api, log, {
    ...{ channel: 'C1', thread: question.ts, team: 'T0001', user: 'UAMY', bot: botId },
    ...{ id: `Ev-${question.ts}`, since: question.ts },
  });
}

const variants = (body = whole): Variants => ({ full: presented(body, [feedback]), plain: presented(body) });
const answers = () => slack.state.byBot({ channel: 'C1', threadTs: question.ts });
const calls = (method: string) => slack.state.calls.filter((call) => call.method === method).length;
const shown = ({ text, blocks, edits, streamed }: SlackMessage) =>
  streamed && edits === 0 ? text : String(blocks[0]?.text);
const faulty = (methods: RegExp, kinds: Fault[], rate = 1) =>
  slack.faults.plan({ rate, kinds, methods, retryAfterSeconds: 1 });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function answerWith(between: () => unknown = () => undefined): Promise<void> {
  const stream = open();
  stream.add(pieces[0]!);
  await pause(30);
  await between();
  for (const piece of pieces.slice(1)) stream.add(piece);
  await stream.finish(variants());
}

/** One message, whole, no longer streaming: whatever happened on the way. */
function expectOneWhole(): void {
  const [answer, ...more] = answers();
  expect(more).toEqual([]);
  expect(answer!.streaming ?? false).toBe(false);
  expect(shown(answer!)).toBe(whole);
}

describe('the stream of an answer', () => {
  it('begins with the first piece and ends with all of them and the blocks', async () => {
    await answerWith();
    expectOneWhole();
    expect([calls('chat.startStream'), calls('chat.stopStream'), calls('chat.postMessage')]).toEqual([
      1, 1, 0,
    ]);
    expect(answers()[0]!.blocks).toEqual([feedback]);
  });

  it('sends a long answer in pieces while it comes', async () => {
    const stream = open();
    const long = Array.from({ length: 12 }, (_, n) => `${n} ${'字'.repeat(150)}\n\n`);
    for (const piece of long) {
      stream.add(piece);
      await pause(15);
    }
    await stream.finish(variants(long.join('')));
    expect(calls('chat.appendStream')).toBeGreaterThan(2);
    expect(shown(answers()[0]!)).toBe(long.join(''));
  });

  it('is a single post when nothing came before the end', async () => {
    await open().finish(variants());
    expectOneWhole();
    expect([calls('chat.startStream'), calls('chat.postMessage')]).toEqual([0, 1]);
  });

  it('that died is written anew as one message', async () => {
    streamLife.ms = 0;
    await answerWith(() => pause(5));
    expectOneWhole();
    expect(answers()[0]!.edits).toBe(1);
  });

  it.each<[string, RegExp, Fault]>([
    ['is told to wait at the start', /startStream/, 'wait'],
    ['cannot start', /startStream/, 'refused'],
    ['starts without our hearing of it', /startStream/, 'lost'],
    ['is told to wait between', /appendStream/, 'wait'],
    ['loses a piece', /appendStream/, 'refused'],
    ['loses the word that a piece arrived', /appendStream/, 'lost'],
    ['cannot be ended', /stopStream/, 'refused'],
    ['ends without our hearing of it', /stopStream/, 'lost'],
  ])('that %s ends as one whole message', async (_, methods, kind) => {
    faulty(methods, [kind]);
    const stream = open();
    stream.add(pieces[0]!);
    await pause(30);
    stream.add('字'.repeat(500));
    await pause(60);
    slack.faults.plan(
      /stop/.test(methods.source) ? { rate: 0.7, kinds: [kind], methods, seed: 3 } : undefined,
    );
    stream.add('尾。');
    const body = `${pieces[0]}${'字'.repeat(500)}尾。`;
    await stream.finish(variants(body));
    expect(answers().map(shown)).toEqual([body]);
    expect(answers()[0]!.streaming ?? false).toBe(false);
  });

  it('that its asker stopped keeps what was said, and says that it was stopped', async () => {
    const stream = open();
    stream.add(pieces[0]!);
    await pause(30);
    await vi.waitFor(() => expect(stream.sent).toBe(pieces[0]));
    answers()[0]!.streaming = false; // Slack ends the stream itself when stop is pressed.
    stream.stop();
    stream.add(pieces[1]!);
    await stream.finish(variants(`${stream.sent}\n\n已停止`));
    expect(answers().map(shown)).toEqual([`${pieces[0]}\n\n已停止`]);
  });

  it('whose text turns out otherwise at the end is written anew', async () => {
    const stream = open();
    stream.add('先說這句。');
    await pause(30);
    await stream.finish(variants('其實是這句。'));
    expect(answers().map(shown)).toEqual(['其實是這句。']);
  });

  it('falls back to plainer blocks where the newest are refused', async () => {
    const refused = { type: 'hologram' };
    await open().finish({ full: presented(whole, [refused]), plain: presented(whole) });
    expectOneWhole();
    const stream = open();
    stream.add(pieces[0]!);
    await pause(30);
    await stream.finish({ full: presented(whole, [refused]), plain: presented(whole) });
    expect(answers().map(shown)).toEqual([whole, whole]);
  });
});

describe('a post', () => {
  const send = () =>
    postOnce(
      api,
      { channel: 'C1', thread: question.ts },
      { text: 'x' },
      { id: question.ts, since: question.ts },
    );

  it('whose answer is lost is found and not sent again', async () => {
    faulty(/postMessage/, ['lost']);
    await send();
    expect(answers()).toHaveLength(1);
    expect(calls('chat.postMessage')).toBe(1);
  });

  it('that did not get through is sent again', async () => {
    faulty(/postMessage/, ['refused', 'wait'], 0.6);
    await send();
    expect(answers()).toHaveLength(1);
  });

  it('refused for good is not tried twice', async () => {
    await expect(
      postOnce(api, { channel: 'CNONE' }, { text: 'x' }, { id: 'x', since: question.ts }),
    ).rejects.toThrow('channel_not_found');
    expect(calls('chat.postMessage')).toBe(1);
  });
});
