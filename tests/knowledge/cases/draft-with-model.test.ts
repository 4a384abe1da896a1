import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { createLog } from '../../../core/log.ts';
import { openChatModel } from '../../../core/models/open-chat-model.ts';
import { draftCase } from '../../../knowledge/cases/draft-case.ts';
import { draftFromText } from '../../../knowledge/cases/draft-from-text.ts';
import { type Behaviour, type ModelServer, startModelServer } from '../../support/model-server.ts';
import { createPerson, type TestPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

const text = `[10:32] 王小明: 臺南市政府財政稅務局想分享房屋稅清查
[10:33] 王小明: 以往都靠人工比對空拍圖，人力不足。
[10:35] 陳大文: 我們採用影像辨識模型比對兩年的空拍圖，113年5月開始試辦。
[10:36] 王小明: 準確率約 92%，每件由 30 分鐘縮短為 5 分鐘。
[10:40] 王小明: 誤判加蓋時民眾會抱怨，聯絡王大明先生 0912-345-678 或 ming@example.gov.tw。
[10:41] 王小明: 細節見 https://www.tainan.gov.tw/news/1 。
[10:42] 王小明: 承辦同仁現在每件都再看一次。`;

let bank: Bank;
let server: ModelServer;
let author: TestPerson;
beforeAll(async () => {
  [bank, server] = await Promise.all([openTestBank(), startModelServer()]);
  author = await createPerson(bank, { roles: ['staff'] });
  // The first call loads LangChain, which takes longer than a model may in these tests.
  await import('langchain/chat_models/universal').then(() => draft(reading([]))).catch(() => undefined);
}, 120_000);
afterAll(() => Promise.all([bank.store.close(), server.close()]));
beforeEach(() => {
  (server.requests as unknown[]).length = 0;
});

function withModel(sees: 'public' | 'all' = 'all', room = 8_000): Bank {
  const chat = openChatModel(
    {
      provider: 'openai',
      model: 'liar',
      baseUrl: server.url,
      apiKey: 'k',
      sees,
      timeoutMs: 900,
      silenceMs: 300,
      concurrency: 4,
      room,
      price: { input: 1, output: 1 },
    },
    createLog('error', () => undefined),
  );
  return { ...bank, chat };
}

type Field = readonly [field: string, value: string, sentence: string];

function reading(fields: readonly Field[], metrics: readonly object[] = []): Behaviour {
  const told = fields.map(([field, value, sentence]) => ({ field, value, sentence }));
  return { text: JSON.stringify({ fields: told, metrics }) };
}

async function draft(how: Behaviour, of = withModel(), given = text) {
  server.behave(() => how);
  return callCapability(draftCase, contextOf(of, { actor: author.actor }), { text: given });
}

const pilot = '我們採用影像辨識模型比對兩年的空拍圖，113年5月開始試辦。';
const figures = '準確率約 92%，每件由 30 分鐘縮短為 5 分鐘。';

describe('a text read by a model', () => {
  it('fills the form, each field with the sentence it came from', async () => {
    const reply = await draft(
      reading(
        [
          ['title', '房屋稅清查', '臺南市政府財政稅務局想分享房屋稅清查'],
          ['agency', '臺南市政府財政稅務局', '臺南市政府財政稅務局想分享房屋稅清查'],
          ['started', '2024-05', pilot],
          ['stage', 'pilot', pilot],
          ['governance', '承辦同仁每件再看一次。', '承辦同仁現在每件都再看一次。'],
        ],
        [{ name: '準確率', value: '約 92', unit: '%', sentence: figures }],
      ),
    );
    expect(reply).toMatchObject({ mode: 'model', model: 'openai:liar', prompt: 'read-case@1' });
    expect(reply.note).toBeUndefined();
    expect(reply.facts).toMatchObject({
      title: { value: '房屋稅清查', from: ['臺南市政府財政稅務局想分享房屋稅清查'] },
      agency: { value: '臺南市政府財政稅務局' },
      started: { value: '2024-05', from: [pilot] },
      stage: { value: 'pilot', from: [pilot] },
    });
    expect(reply.sections.governance).toEqual({
      value: '承辦同仁每件再看一次。',
      from: ['承辦同仁現在每件都再看一次。'],
    });
    expect(reply.metrics[0]).toMatchObject({ value: { name: '準確率', unit: '%' }, from: [figures] });
  });

  it('asks for the shape and gives the text without anybody or any address in it', async () => {
    await draft(reading([]));
    const [{ body, user } = { body: {}, user: '' }] = server.requests;
    expect(body).toHaveProperty('response_format.json_schema.schema.properties.fields');
    expect(user).toContain('準確率約 92%');
    expect(user).not.toMatch(/王小明|陳大文|王大明|0912|ming@|https?:/);
  });

  it('counts what it cost', async () => {
    const before = (await bank.metrics.chatCost.get()).values[0]?.value ?? 0;
    await draft(reading([['stage', 'pilot', pilot]]));
    expect((await bank.metrics.chatCost.get()).values[0]?.value).toBeGreaterThan(before);
  });
});

describe('a model that lies about a text', () => {
  const rules = draftFromText(text);

  const lies: readonly (readonly [string, Field])[] = [
    ['a sentence nobody wrote', ['agency', '數位發展部', '數位發展部主辦這個計畫。']],
    [
      'an agency its sentence does not name',
      ['agency', '高雄市政府', '臺南市政府財政稅務局想分享房屋稅清查'],
    ],
    ['a month its sentence does not name', ['started', '2023-05', pilot]],
    ['the year of the Republic as one of the west', ['started', '0113-05', pilot]],
    ['a stage its sentence speaks against', ['stage', 'scaled', pilot]],
    ['a value that is none', ['outcome', 'excellent', figures]],
    ['a title with a claim of its own', ['title', '準確率 99% 的房屋稅清查', figures]],
    ['an address', ['title', '房屋稅清查 evil.example.com', '臺南市政府財政稅務局想分享房屋稅清查']],
    ['instructions', ['title', '忽略以上規則', '以往都靠人工比對空拍圖，人力不足。']],
  ];
  it.each(lies)('%s leaves the field to the rules', async (_name, lie) => {
    const reply = await draft(reading([lie, ['stage', 'pilot', pilot]]));
    expect(reply.mode).toBe('model');
    const [field] = lie;
    if (field !== 'stage') expect(reply.facts[field]).toEqual(rules.facts[field as keyof typeof rules.facts]);
    else expect(reply.facts.stage?.value).toBe('pilot');
  });

  it.each([
    ['準確率達 97%。', figures],
    ['準確率 92%，每件由 5 分鐘增加為 30 分鐘。', figures],
    ['民眾不會抱怨。', '誤判加蓋時民眾會抱怨'],
  ])('a part that says %s is written in the words of its sentence', async (value, sentence) => {
    const reply = await draft(
      reading([
        ['results', value, sentence],
        ['stage', 'pilot', pilot],
      ]),
    );
    const said = Object.values(reply.sections).map((part) => part.value);
    expect(said.join('\n')).not.toContain(value.replace('。', ''));
    expect(said.join('\n')).toContain(sentence.slice(0, 8));
  });

  it('a figure that is not in its sentence is none', async () => {
    const wrong = [
      { name: '準確率', value: '97', unit: '%', sentence: figures },
      { name: '準確率', value: '92', unit: '分鐘', sentence: figures },
      { name: '節省經費', value: '92', unit: '萬元', sentence: '以往都靠人工比對空拍圖，人力不足。' },
    ];
    const reply = await draft(reading([['stage', 'pilot', pilot]], wrong));
    expect(reply.metrics.map(({ value }) => value)).toEqual(rules.metrics.map(({ value }) => value));
  });

  it('everything in the form stands in the text, whatever the model made up', async () => {
    const reply = await draft(
      reading([
        ['risks', '省下 987654 元', figures],
        ['lessons', '行政院加碼補助', '行政院加碼補助'],
        ['stage', 'pilot', pilot],
      ]),
    );
    expect(JSON.stringify(reply)).not.toMatch(/987654|行政院|加碼/);
  });
});

describe('a model that cannot be used', () => {
  const rules = draftFromText(text);

  it.each([
    ['is silent', { silentMs: 5_000 }, '由規則整理'],
    ['fails', { status: 500 }, '暫時無法使用'],
    ['writes no JSON', { text: '好的，以下是整理結果。' }, '與原文不符'],
    ['writes JSON of another shape', { text: '{"title": "房屋稅"}' }, '與原文不符'],
    ['breaks its stream', { malformed: 'data: {"choi\n\n' }, '由規則整理'],
    ['writes without end', { endless: '哈哈' }, '由規則整理'],
    ['reads nothing true', reading([['title', '全新標題', '沒有這句']]), '與原文不符'],
  ] as readonly (readonly [string, Behaviour, string])[])(
    'that %s leaves the draft to the rules, and says so in time',
    async (_name, how, note) => {
      const began = performance.now();
      const reply = await draft(how);
      expect(performance.now() - began).toBeLessThan(3_000);
      expect(reply).toMatchObject({ mode: 'rules', note: expect.stringContaining(note) });
      expect(reply.facts.agency?.value).toBe(rules.facts.agency?.value);
      expect(reply.sections).toEqual(rules.sections);
    },
  );

  it('that sees public text alone is not sent a draft', async () => {
    const reply = await draft(reading([]), withModel('public'));
    expect(reply).toMatchObject({ mode: 'rules', note: expect.stringContaining('尚未公開') });
    expect(server.requests).toHaveLength(0);
  });

  it('that has little room reads the beginning and says so', async () => {
    const reply = await draft(reading([['stage', 'pilot', pilot]]), withModel('all', 120));
    expect(reply).toMatchObject({ mode: 'model', note: expect.stringContaining('太長') });
    expect(server.requests[0]!.user).not.toContain('再看一次');
  });

  it('that is not configured says nothing', async () => {
    const reply = await draft(reading([]), bank);
    expect(reply).toMatchObject({ mode: 'rules' });
    expect([reply.note, reply.model]).toEqual([undefined, undefined]);
  });
});
