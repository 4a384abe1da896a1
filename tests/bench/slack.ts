import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slackPath } from '../../bot/slack/mount-slack.ts';
import { type SlackStandIn, startSlack, testSecrets } from '../bot/slack/stand-in/index.ts';
import type { Delivered } from '../bot/slack/stand-in/send.ts';
import type { SlackMessage } from '../bot/slack/stand-in/state.ts';
import { loadQuestions } from '../evals/question.ts';
import { seededProcessStore, startServerProcess } from '../support/server-process.ts';

const everyday = [
  '什麼是影子 AI？',
  '荷蘭福利演算法為什麼失敗？',
  'What failed in Rotterdam?',
  '有哪些政府聊天機器人的失敗案例？',
  '生成式 AI 使用有哪些風險？',
  '系統規劃人員最重要的職能是什麼？',
  '英國有哪些 AI 案例？',
  'What is automation bias?',
];

export interface LoadFigures {
  readonly questions: number;
  /** How many questions have how many answers. */
  readonly answersPerQuestion: Readonly<Record<number, number>>;
  readonly unfinished: number;
  readonly empty: number;
  readonly statuses: readonly number[];
  readonly ackMs: readonly number[];
  /** From the event sent to the answer whole. */
  readonly answerMs: readonly number[];
}

/** Where each question is asked: a person of its own each, in a direct message or a channel of ten. */
function seat({ state }: SlackStandIn, index: number, round: string): { user: string; channel: string } {
  const user = state.addUser({ id: `U${round}X${index}`, name: `Person ${index}` }).id;
  if (index % 2 === 0) return { user, channel: state.direct(user).id };
  const id = `C${round}X${Math.floor(index / 20)}`;
  const channel =
    state.channels.get(id) ?? state.addChannel({ id, name: id, kind: 'public', members: ['UBANK'] });
  channel.members.push(user);
  return { user, channel: channel.id };
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

export function percentile(values: readonly number[], share: number): number {
  const list = sorted(values);
  return list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? Number.NaN;
}

let rounds = 0;

/** Asks so many questions at once and waits until each is answered, or four minutes. */
export async function askInSlack(
  { slack }: { readonly slack: SlackStandIn },
  {
    questions,
    deliveries = 1,
    asked = everyday,
  }: { questions: number; deliveries?: number; asked?: readonly string[] },
): Promise<LoadFigures> {
  const { people, state } = slack;
  rounds += 1;
  const round = `R${rounds}`;
  const seats = Array.from({ length: questions }, (_, index) => seat(slack, index, round));
  const sentAt = new Map<string, number>();
  const doneAt = new Map<string, number>();
  const posted = seats.map(({ user, channel }, index) => {
    const text = asked[index % asked.length]!;
    const isDirect = channel.startsWith('D');
    const message = state.say(user, channel, isDirect ? text : `<@UBANK> ${text}`);
    const event = people.messageEvent(message, isDirect ? 'message' : 'app_mention');
    return { message, envelope: people.envelope(event) };
  });
  const sends = posted.flatMap(({ message, envelope }) => {
    sentAt.set(message.ts, performance.now());
    return Array.from({ length: deliveries }, () => people.send(envelope));
  });
  const delivered: Promise<Delivered[]> = Promise.all(sends);
  const threads = new Map<string, SlackMessage[]>(posted.map(({ message }) => [message.ts, []]));
  let seen = 0;
  const look = () => {
    for (; seen < state.messages.length; seen++) {
      const message = state.messages[seen]!;
      if (message.user === 'UBANK' && message.threadTs) threads.get(message.threadTs)?.push(message);
    }
  };
  const answersOf = (ts: string) => threads.get(ts) ?? [];
  const whole = (message: SlackMessage) => !message.streaming;
  const until = performance.now() + 240_000;
  while (doneAt.size < questions && performance.now() < until) {
    look();
    for (const { message } of posted)
      if (!doneAt.has(message.ts) && answersOf(message.ts).some(whole))
        doneAt.set(message.ts, performance.now());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const acknowledged = await delivered;
  // Whatever would be said twice has time to be said.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  look();
  const answers = posted.map(({ message }) => answersOf(message.ts));
  const counts = answers.map(({ length }) => length);
  return {
    questions,
    answersPerQuestion: Object.fromEntries(
      [...new Set(counts)].map((count) => [count, counts.filter((one) => one === count).length]),
    ),
    unfinished: answers.flat().filter((message) => !whole(message)).length,
    empty: answers.flat().filter(({ text, blocks }) => !text && blocks.length === 0).length,
    statuses: [...new Set(acknowledged.map(({ status }) => status))],
    ackMs: acknowledged.map(({ ms }) => ms),
    answerMs: posted.flatMap(({ message: { ts } }) => {
      const done = doneAt.get(ts);
      return done === undefined ? [] : [done - sentAt.get(ts)!];
    }),
  };
}

export interface LoadTarget {
  readonly slack: SlackStandIn;
  close(): Promise<void>;
}

/** The product as people start it, a process of its own, and the platform in this one. */
export async function openLoadTarget(): Promise<LoadTarget> {
  const slack = await startSlack();
  const folder = mkdtempSync(join(tmpdir(), 'bench-slack-'));
  const store = await seededProcessStore(folder);
  const settings = {
    SLACK_BOT_TOKEN: testSecrets.botToken,
    SLACK_SIGNING_SECRET: testSecrets.signingSecret,
    SLACK_API_URL: `${slack.origin}/api/`,
  };
  const server = await startServerProcess({ ...store, env: { ...store.env, ...settings } });
  slack.target = `${server.url}${slackPath}`;
  return {
    slack,
    async close() {
      await server.stop();
      await slack.close();
      await store.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** So many questions with an answer, each another one, of all kinds and in both languages. */
export async function distinctQuestions(count: number): Promise<string[]> {
  const folder = new URL('../evals/questions', import.meta.url).pathname;
  const answered = (await loadQuestions(folder)).filter(
    ({ thread, expect }) => !thread && expect.outcome.includes('answered'),
  );
  const step = Math.floor(answered.length / count);
  return Array.from({ length: count }, (_, index) => answered[index * step]!.question);
}
