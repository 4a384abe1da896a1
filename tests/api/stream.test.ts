import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import { readFile } from '../../ingest/read-file.ts';
import { runRecords } from '../../ingest/run-job.ts';
import { AskReply } from '../../knowledge/answers/schema.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { caseIn } from '../support/cases.ts';
import type { TestHttp } from '../support/http.ts';
import { openHttp } from '../support/http.ts';
import { listen } from '../support/listen.ts';
import { createPerson } from '../support/people.ts';
import { openTestBank } from '../support/world.ts';

let bank: Bank;
let http: TestHttp;
const question = '青山市政府的語音辨識案例有什麼風險？';

beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
  http = openHttp(bank);
  const author = await createPerson(bank, { roles: ['staff'] });
  const reviewer = await createPerson(bank, { roles: ['reviewer'] });
  await caseIn(
    bank,
    'published',
    { author: author.actor, reviewer: reviewer.actor },
    {
      title: '青山市以語音辨識整理會議紀錄',
      agency: '青山市政府',
      visibility: 'public',
      sections: { background: '青山市政府的會議紀錄費時。', risks: '青山市政府發現語音辨識對方言辨識不佳。' },
    },
  );
});
afterAll(() => bank?.store.close());

interface Event {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: events of every shape
  readonly data: any;
}

function eventsOf(text: string): Event[] {
  return text
    .split('\n\n')
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const field = (name: string) =>
        block
          .split('\n')
          .filter((line) => line.startsWith(`${name}: `))
          .map((line) => line.slice(name.length + 2))
          .join('\n');
      return { event: field('event'), data: JSON.parse(field('data')) };
    });
}

const askStream = (json: unknown, on: TestHttp = http) =>
  on.api('POST', '/ask', { json, headers: { accept: 'text/event-stream' } });

describe('an answer as an event stream', () => {
  it('comes as stages, then checked pieces, then the reply', async () => {
    const reply = await askStream({ question });
    expect(reply.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(reply.headers.get('x-request-id')).toMatch(/^req_/);
    const events = eventsOf(reply.text);
    expect(events.map(({ event }) => event).join(' ')).toMatch(/^(status )+(delta )+final$/);
    for (const { event, data } of events.filter((one) => one.event === 'status'))
      expect({ event, data }).toEqual({
        event,
        data: { stage: expect.any(String), text: expect.any(String) },
      });
    const final = AskReply.parse(events.at(-1)!.data);
    expect(final.outcome).toBe('answered');
    expect(
      events
        .filter(({ event }) => event === 'delta')
        .map(({ data }) => data.text)
        .join(''),
    ).toBe(final.answer);
  });

  it('is the answer that JSON gives, and is kept', async () => {
    const { data } = eventsOf((await askStream({ question })).text).at(-1)!;
    const { json } = await http.api('POST', '/ask', { json: { question } });
    expect(data.answer).toBe(json.answer);
    expect((await http.api('GET', `/answers/${data.answerId}`)).json.answer).toBe(data.answer);
  });

  it('names its stages in the language of the question', async () => {
    const texts = async (json: unknown) =>
      eventsOf((await askStream(json)).text)
        .filter(({ event }) => event === 'status')
        .map(({ data }) => data.text)
        .join('');
    expect(await texts({ question: 'What does the green hill case say about risk?' })).toMatch(
      /^[\x20-\x7e]+$/,
    );
    expect(await texts({ question })).toMatch(/[\u4e00-\u9fff]/);
  });

  it('ends with a final for every outcome', async () => {
    for (const asked of ['今天天氣如何？', '月球殖民地的語音辨識案例？', '嗯'])
      expect(eventsOf((await askStream({ question: asked })).text).at(-1)).toMatchObject({
        event: 'final',
        data: { outcome: expect.stringMatching(/^(no_source|out_of_scope|clarify|answered)$/) },
      });
  });

  it('is a plain refusal when the question is none', async () => {
    for (const json of [
      {},
      { question: '' },
      { question: '？！' },
      { question: 'x'.repeat(2_001) },
      { question, language: 'fr' },
    ]) {
      const reply = await askStream(json);
      expect(reply).toMatchObject({ status: 400, json: { error: { code: 'INVALID_INPUT' } } });
    }
  });

  it('says so when something breaks on the way, and tells nothing of how', async () => {
    const down = () => Promise.reject(new Error('secret detail of the database'));
    const broken: Bank = {
      ...bank,
      store: { ...bank.store, as: () => ({ query: down, transaction: down, batch: down }) },
    };
    const events = eventsOf((await askStream({ question }, openHttp(broken))).text);
    expect(events.at(-1)).toMatchObject({
      event: 'error',
      data: { error: { code: 'INTERNAL', requestId: expect.stringMatching(/^req_/) } },
    });
    expect(JSON.stringify(events)).not.toContain('secret detail');
  });
});

describe('a listener that hangs up', () => {
  it('harms nobody', async () => {
    const failures: unknown[] = [];
    const note = (error: unknown) => failures.push(error);
    process.on('unhandledRejection', note);
    const server = await listen(http.app);
    for (let n = 0; n < 10; n++) {
      const hangUp = new AbortController();
      const response = await fetch(`${server.origin}/api/v1/ask`, {
        method: 'POST',
        body: JSON.stringify({ question }),
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        signal: hangUp.signal,
      }).catch(() => undefined);
      if (n % 2) await response?.body?.getReader().read();
      hangUp.abort();
    }
    const after = await fetch(`${server.origin}/api/v1/ask`, {
      method: 'POST',
      body: JSON.stringify({ question }),
      headers: { 'content-type': 'application/json' },
    });
    expect(after.status).toBe(200);
    await server.close();
    process.off('unhandledRejection', note);
    expect(failures).toEqual([]);
  });
});

describe('a question during ingest', () => {
  it('is answered before the ingest is through, and sees whole records alone', {
    timeout: 120_000,
  }, async () => {
    const lines = Array.from({ length: 400 }, (_, n) =>
      JSON.stringify({ id: `bulk-${n}`, title: `文件 ${n}`, text: `第 ${n} 份文件說明風險評估。`.repeat(8) }),
    );
    const records = await readFile({
      name: 'bulk.jsonl',
      bytes: new TextEncoder().encode(lines.join('\n')),
      visibility: 'public',
    });
    let through = false;
    const ingest = runRecords(bank, records, async () => {}).then((counts) => {
      through = true;
      return counts;
    });
    const meanwhile: boolean[] = [];
    for (let n = 0; n < 3; n++) {
      const reply = await http.api('POST', '/ask', { json: { question } });
      expect(reply.json).toMatchObject({ outcome: 'answered' });
      meanwhile.push(!through);
    }
    expect(meanwhile[0]).toBe(true);
    expect(await ingest).toMatchObject({ added: 400, errors: [] });
  });
});
