import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import type { EmbedderTimes } from '../../../core/embeddings/embedder.ts';
import { createEmbedders } from '../../../core/embeddings/embedders.ts';
import { embeddingSettings } from '../../../core/embeddings/settings.ts';
import { ask as askBank } from '../../../knowledge/answers/ask.ts';
import { getAnswer } from '../../../knowledge/answers/get-answer.ts';
import { readEmbeddingStatus } from '../../../knowledge/embeddings/get-status.ts';
import { embedMissing, startEmbedding } from '../../../knowledge/embeddings/keep-embedded.ts';
import { search } from '../../../knowledge/search/search.ts';
import { type Endpoint, startEndpoint } from '../../support/embedding-endpoint.ts';
import { dropSource, putSource } from '../../support/sources.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

const times: EmbedderTimes = {
  passagesMs: 2_000,
  questionMs: 1_000,
  retry: { attempts: 2, baseMs: 5, capMs: 10 },
  circuit: { failures: 2, restMs: 60_000 },
};
const staff = { personId: 'person-1', roles: ['staff'] } as const;

let endpoint: Endpoint;
let store: Bank;
beforeAll(async () => {
  endpoint = await startEndpoint();
  store = await openTestBank();
  await putSource(store, { id: 'overtime', title: '工時', text: '雇主延長工作時間之工資依規定加給。' });
  await putSource(store, { id: 'whistle', title: '揭弊', text: '公益揭弊人受到保護，不得予以不利處分。' });
  await putSource(store, {
    id: 'inside',
    title: '內部',
    text: '公益揭弊人的內部窗口在政風室。',
    visibility: 'government',
  });
  await putSource(store, { id: 'butterfly', title: '專案', text: '蝴蝶方案於三年內完成。' });
  for (let n = 0; n < 39; n++)
    await putSource(store, {
      id: `other-${n}`,
      title: `其他${n}`,
      text: `第${n}條說明一般行政作業的程序與期限。`,
    });
});
afterAll(async () => {
  await store.store.close();
  await endpoint.close();
});
beforeEach(() => {
  endpoint.seen.length = 0;
});
afterEach(() => {
  for (const key of Object.keys(endpoint.does)) delete endpoint.does[key as keyof Endpoint['does']];
});

/** The same store as a process started with these settings sees it. */
function startedWith(model: string, sees?: 'public' | 'all'): Bank {
  const address = model.startsWith('openai') ? `${endpoint.url}/v1` : endpoint.url;
  const settings = embeddingSettings({
    EMBEDDING_MODEL: model,
    EMBEDDING_BASE_URL: address,
    EMBEDDING_MODEL_SEES: sees,
  });
  return { ...store, embedders: createEmbedders(settings, times) };
}

const ask = async (bank: Bank, q: string, actor?: typeof staff) => {
  const reply = await search.run(contextOf(bank, actor && { actor }), { q, limit: 5 });
  return { ids: reply.results.map((hit) => hit.externalId), degraded: reply.degraded };
};
const modelsAsked = () => [...new Set(endpoint.seen.map(({ model }) => model))];
const textsSeen = () => endpoint.seen.map(({ text }) => text).join('\n');

describe('vectors of a model', () => {
  it('are not there, and nobody is asked, before they are made', async () => {
    const bank = startedWith('openai:first-32');
    expect(await ask(bank, '加班費怎麼算')).toMatchObject({ degraded: undefined });
    expect(endpoint.seen).toEqual([]);
    expect(await readEmbeddingStatus(bank)).toMatchObject({ state: 'starting', active: null });
  });

  it('find what shares no word with the question', async () => {
    expect((await ask(store, '毛毛蟲')).ids).not.toContain('butterfly');
    const bank = startedWith('openai:first-32', 'all');
    await embedMissing(bank);
    expect((await ask(bank, '毛毛蟲')).ids[0]).toBe('butterfly');
    expect((await ask(bank, '加班費怎麼算')).ids[0]).toBe('overtime');
    expect(await readEmbeddingStatus(bank)).toMatchObject({
      state: 'ready',
      active: { model: 'openai:first-32', dimensions: 32, done: 43, total: 43, refused: 0, unseen: 0 },
      building: null,
    });
  });

  it('are made once: a second start sends the fixed sentence alone', async () => {
    await embedMissing(startedWith('openai:first-32', 'all'));
    expect(endpoint.seen).toHaveLength(1);
  });

  it('obey who may read what', async () => {
    const bank = startedWith('openai:first-32', 'all');
    await embedMissing(bank);
    expect((await ask(bank, '吹哨者')).ids).not.toContain('inside');
    expect((await ask(bank, '吹哨者', staff)).ids.slice(0, 2).sort()).toEqual(['inside', 'whistle']);
  });

  it('go with their source', async () => {
    await putSource(store, { id: 'gone', title: '費率', text: '本年調高費率。' });
    const bank = startedWith('openai:first-32', 'all');
    await embedMissing(bank);
    expect((await ask(bank, '漲價')).ids[0]).toBe('gone');
    await dropSource(store, 'gone');
    expect((await ask(bank, '漲價')).ids).not.toContain('gone');
  });
});

describe('a change of model', () => {
  it('lets the old vectors answer, with questions embedded by the old model, until the new set is whole', async () => {
    const bank = startedWith('openai:second-48', 'all');
    endpoint.does.spoil = (vectors) => {
      if (vectors.length > 1) throw new Error('dies in the middle');
      return vectors;
    };
    await expect(embedMissing(bank)).rejects.toMatchObject({ kind: 'unreachable' });
    delete endpoint.does.spoil;
    expect(await readEmbeddingStatus(bank)).toMatchObject({
      state: 'building',
      active: { model: 'openai:first-32' },
      building: { model: 'openai:second-48', dimensions: 48 },
    });
    endpoint.seen.length = 0;
    const meanwhile = await ask(bank, '吹哨者有保護嗎');
    expect(meanwhile).toMatchObject({ degraded: undefined });
    expect(meanwhile.ids[0]).toBe('whistle');
    expect(modelsAsked()).toEqual(['first-32']);

    await embedMissing(bank);
    endpoint.seen.length = 0;
    expect((await ask(bank, '吹哨者受保護嗎')).ids[0]).toBe('whistle');
    expect(modelsAsked()).toEqual(['second-48']);
    const sets = await store.store.system.query('select s.model from embedding_sets s');
    expect(sets).toEqual([{ model: 'openai:second-48' }]);
    const stored = await store.store.system.query(
      'select distinct vector_dims(e.vector) as size from embeddings e',
    );
    expect(stored).toEqual([{ size: 48 }]);
  });

  it('is noticed under the same name and size, and the old vectors are never asked with it', async () => {
    endpoint.does.spoil = (vectors) => vectors.map((vector) => [...vector].reverse());
    const bank = startedWith('openai:second-48', 'all');
    expect(await ask(bank, '吹哨者還在嗎')).toMatchObject({ degraded: expect.stringContaining('字詞') });
    expect(endpoint.seen).toEqual([]);
    await embedMissing(bank);
    expect(endpoint.seen.length).toBeGreaterThan(40);
    expect((await ask(bank, '吹哨者又如何')).ids[0]).toBe('whistle');
  });

  it('keeps vectors of another size out of a set, whoever writes them', async () => {
    const wrong = store.store.system.query(
      `insert into embeddings select e.set_no, i.no, i.audience_id, 'zh-TW', 'document', '[1,2,3]'::vector
         from embeddings e cross join search_passages i limit 1`,
    );
    await expect(wrong).rejects.toThrow(/check|duplicate/);
  });
});

describe('an embedding cut short', () => {
  it('goes on where it was', async () => {
    const bank = startedWith('ollama:third-24', 'all');
    let batches = 0;
    endpoint.does.spoil = (vectors) => {
      if (vectors.length > 1 && ++batches > 1) throw new Error('dies after one batch');
      return vectors;
    };
    await expect(embedMissing(bank)).rejects.toThrow();
    delete endpoint.does.spoil;
    endpoint.seen.length = 0;
    await embedMissing(startedWith('ollama:third-24', 'all'));
    // the fixed sentences of both models, and eleven of 43 passages
    expect(endpoint.seen.filter(({ model }) => model === 'third-24')).toHaveLength(12);
  });

  it('is not stopped by a passage the model refuses', async () => {
    endpoint.does.refuse = '第7條';
    const bank = startedWith('openai:fourth-24', 'all');
    await embedMissing(bank);
    expect(await readEmbeddingStatus(bank)).toMatchObject({
      state: 'ready',
      active: { model: 'openai:fourth-24', done: 42, total: 43, refused: 1 },
    });
    expect((await ask(bank, '第7條')).ids[0]).toBe('other-7');
  });

  it('stores nothing when the model turns to another size in the middle', async () => {
    endpoint.does.spoil = (vectors) => (vectors.length > 1 ? vectors.map((v) => v.slice(1)) : vectors);
    await expect(embedMissing(startedWith('openai:fifth-24', 'all'))).rejects.toMatchObject({
      kind: 'unusable',
    });
    const [row] = await store.store.system.query<{ n: number }>(
      `select count(*) as n from embeddings e join embedding_sets s on s.no = e.set_no where s.state = 'building'`,
    );
    expect(row!.n).toBe(0);
  });
});

describe('a model that may see public text alone', () => {
  it('is never shown another passage, nor a question of somebody who may read more', async () => {
    const bank = startedWith('openai:remote-40', 'public');
    await embedMissing(bank);
    expect(textsSeen()).toContain('公益揭弊人受到保護');
    expect(textsSeen()).not.toContain('內部窗口');
    expect(await readEmbeddingStatus(bank)).toMatchObject({ active: { done: 42, total: 42, unseen: 1 } });

    endpoint.seen.length = 0;
    const inside = await ask(bank, '吹哨者的內部窗口', staff);
    expect(inside.degraded).toBeUndefined();
    expect(inside.ids[0]).toBe('inside');
    expect(endpoint.seen).toEqual([]);
    expect((await ask(bank, '吹哨者')).ids[0]).toBe('whistle');
    expect(endpoint.seen).toHaveLength(1);
  });

  it('is asked without the personal data a question holds', async () => {
    const bank = startedWith('openai:remote-40', 'public');
    await embedMissing(bank);
    endpoint.seen.length = 0;
    await ask(bank, '請寄到 someone@example.gov.tw 說明吹哨者保護');
    expect(textsSeen()).toContain('吹哨者');
    expect(textsSeen()).not.toContain('someone');
  });
});

describe('an endpoint that fails when somebody asks', () => {
  it('leaves the search to the words, says so, and is asked again later', async () => {
    const bank = startedWith('openai:remote-40', 'all');
    await embedMissing(bank);
    endpoint.does.fail = { times: 1, status: 500 };
    const failed = await ask(bank, '延長工作時間');
    expect(failed.ids[0]).toBe('overtime');
    expect(failed.degraded).toContain('字詞');
    expect((await ask(bank, '延長工作時間')).degraded).toBeUndefined();
  });

  it('is told with an answer, and kept with it', async () => {
    const bank = startedWith('openai:remote-40', 'all');
    await embedMissing(bank);
    endpoint.does.fail = { times: 9, status: 500 };
    const ctx = contextOf(bank);
    const question = '政府機關的 AI 專案，延長工作時間之工資怎麼算？';
    const reply = await askBank.run(ctx, askBank.input.parse({ question }));
    expect(reply.degraded).toContain('字詞');
    const kept = await getAnswer.run(contextOf(bank), { id: reply.answerId });
    expect(kept.degraded).toBe(reply.degraded);
  });

  it('does the same when it answers with another size', async () => {
    const bank = startedWith('openai:remote-40', 'all');
    await embedMissing(bank);
    endpoint.does.spoil = (vectors) => vectors.map((vector) => vector.slice(1));
    expect((await ask(bank, '延長工作時間之工資')).degraded).toContain('字詞');
  });
});

describe('the keeper in the background', () => {
  it('waits for an endpoint that is down, then goes on, and takes in what is stored later', async () => {
    const bank = startedWith('openai:sixth-24', 'all');
    endpoint.does.dead = true;
    const keeper = startEmbedding(bank, { lookMs: 20, pauseMs: 30, longestPauseMs: 60 });
    const until = async (done: () => Promise<boolean>) => {
      const giveUp = Date.now() + 15_000;
      while (!(await done())) {
        if (Date.now() > giveUp) throw new Error('waited too long');
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    };
    await until(async () => (await readEmbeddingStatus(bank)).trouble !== null);
    endpoint.does.dead = false;
    await until(async () => (await readEmbeddingStatus(bank)).active?.model === 'openai:sixth-24');
    await putSource(store, { id: 'later', title: '費率', text: '本年調高費率。' });
    await until(async () => (await ask(bank, '漲價')).ids[0] === 'later');
    expect((await readEmbeddingStatus(bank)).trouble).toBeNull();
    await keeper.close();
  });
});
