import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { createLog } from '../../../core/log.ts';
import { openChatModel } from '../../../core/models/open-chat-model.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import type { AskReply } from '../../../knowledge/answers/schema.ts';
import { warmUp } from '../../../knowledge/answers/warm-up.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';
import { type Lie, liars, readPrompt } from './lies.ts';

let bank: Bank;
let server: ModelServer;

beforeAll(async () => {
  [bank, server] = await Promise.all([openSeededBank(), startModelServer()]);
  await warmUp(bank);
}, 120_000);
afterAll(() => Promise.all([bank.store.close(), server.close()]));

interface Asked {
  readonly question: string;
  readonly language: 'zh-TW' | 'en';
}

/** Questions of the shipped content that are answered in prose. */
const questions: readonly Asked[] = ['case-fact', 'case-story', 'advice', 'study', 'doubt'].flatMap((kind) =>
  readFileSync(new URL(`../../evals/questions/${kind}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { question: string; lang: 'zh' | 'en'; thread?: unknown })
    .filter((one) => !one.thread)
    .slice(0, 5)
    .map(({ question, lang }) => ({
      question,
      language: lang === 'en' ? ('en' as const) : ('zh-TW' as const),
    })),
);

/** Time the model is given in these tests; in earnest it is twenty seconds. */
const timeoutMs = 1_000;

function withModel(): Bank {
  const log = createLog('error', () => undefined);
  const chat = openChatModel(
    {
      provider: 'openai',
      model: 'liar',
      baseUrl: server.url,
      apiKey: 'k',
      sees: 'all',
      timeoutMs,
      silenceMs: 250,
      concurrency: 4,
      room: 8_000,
      price: undefined,
    },
    log,
  );
  return { ...bank, chat };
}

async function askOf(of: Bank, { question, language }: Asked): Promise<AskReply> {
  return (await callCapability(ask, contextOf(of, { language }), { question, language })) as AskReply;
}

const digits = (text: string) => text.normalize('NFKC').match(/\d[\d,]*(?:\.\d+)?/gu) ?? [];
const names = (text: string) => text.match(/\b[A-Z][A-Za-z]{3,}\b/gu) ?? [];

/** All a reader of the reply may be told: the passages shown to the model, and the answer made without it. */
function knownText(plain: AskReply): string {
  const asked = server.requests.map(({ user }) => user).join('\n');
  return `${asked}\n${plain.answer}\n${plain.citations.map(({ title, section }) => title + section).join('\n')}`;
}

function faultsOf(reply: AskReply, plain: AskReply, lie: Lie | undefined, known: string): string[] {
  const body = reply.answer.replace(/\[\d+\]/gu, '').replaceAll('&amp;', '&');
  const knownDigits = new Set(digits(known));
  const knownLower = known.toLowerCase();
  return [
    ...(lie?.planted.filter((text) => text !== '' && body.includes(text) && !known.includes(text)) ?? []).map(
      (text) => `planted: ${text}`,
    ),
    ...digits(body)
      .filter((one) => !knownDigits.has(one))
      .map((one) => `number: ${one}`),
    ...names(body)
      .filter((one) => !knownLower.includes(one.toLowerCase()))
      .map((one) => `name: ${one}`),
    ...(/https?:|www\.|<\w|!\[|\]\(/u.test(body) ? ['link or markup'] : []),
    ...(reply.outcome === plain.outcome ? [] : [`outcome ${reply.outcome}`]),
    ...(reply.citations.length > 0 || plain.citations.length === 0 ? [] : ['no citation']),
    ...(reply.answer.length > 20 || plain.answer.length <= 20 ? [] : ['nothing said']),
  ];
}

let cases = 0;
const plainReplies = new Map<Asked, AskReply>();

async function plainReplyTo(asked: Asked): Promise<AskReply> {
  const known = plainReplies.get(asked) ?? (await askOf(bank, asked));
  plainReplies.set(asked, known);
  return known;
}

describe('a model that lies', () => {
  it.each(Object.keys(liars))(
    '%s: nothing unsupported reaches anybody',
    { timeout: 60_000 },
    async (name) => {
      const faults: string[] = [];
      const lame = ['silence', 'silence half way', 'server error', 'endless'].includes(name);
      for (const asked of lame ? questions.slice(0, 10) : questions) {
        const plain = await plainReplyTo(asked);
        let lie: Lie | undefined;
        (server.requests as unknown[]).length = 0;
        server.behave((request) => {
          lie = liars[name]!(readPrompt(request));
          return lie?.behaviour ?? { text: '' };
        });
        const began = performance.now();
        const reply = await askOf(withModel(), asked);
        const ms = performance.now() - began;
        if (!lie) continue;
        cases++;
        const found = faultsOf(reply, plain, lie, knownText(plain));
        if (ms > 2 * timeoutMs + 500) found.push(`took ${Math.round(ms)} ms`);
        faults.push(...found.map((fault) => `${asked.question}: ${fault}\n  ${reply.answer.slice(0, 300)}`));
      }
      expect(faults).toEqual([]);
    },
  );

  it('was tried in five hundred cases', () => {
    expect(cases).toBeGreaterThanOrEqual(500);
  });
});
