import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import type { Bank } from '../../../core/context.ts';
import { SearchInput, search } from '../../../knowledge/search/search.ts';
import { searchPassages } from '../../../knowledge/search/search-passages.ts';
import { similarSources } from '../../../knowledge/search/similar-sources.ts';
import { saveSource, saveSources, withdrawSource } from '../../../knowledge/sources/save-source.ts';
import type { SourceRecordInput } from '../../../knowledge/sources/schema.ts';
import { SourceRecord } from '../../../knowledge/sources/schema.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

const now = new Date('2026-03-01T00:00:00Z');
const staff: Actor = { roles: ['staff'] };
let bank: Bank;

const record = (externalId: string, text: string, more: Partial<SourceRecordInput> = {}): SourceRecord =>
  SourceRecord.parse({
    externalId,
    kind: 'document',
    title: '',
    language: 'zh-TW',
    visibility: 'public',
    passages: [{ text, language: more.language ?? 'zh-TW' }],
    ...more,
  });

const save = (source: SourceRecord) =>
  bank.store.system.transaction((tx) => saveSource(tx, source, { origin: 'ingest', now }));

const find = async (question: string, actor?: Actor) =>
  (await searchPassages(contextOf(bank, actor ? { actor } : {}), { question, limit: 20 })).map(
    (hit) => hit.externalId,
  );

const reply = (input: Partial<SearchInput> & { q: string }, actor?: Actor) =>
  search.run(contextOf(bank, actor ? { actor } : {}), SearchInput.parse(input));

const count = async (table: string): Promise<number> =>
  (await bank.store.system.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;

const corpus: SourceRecord[] = [
  record('procurement', '機關辦理資訊軟體採購，應依政府採購法第十二條辦理，預算為2,185萬元。'),
  record('taipei', '臺北市政府以人工智慧協助違規停車舉發，規劃分三階段上線。'),
  record('penalty', '違反規定者，處新臺幣三萬元以上罰鍰。'),
  record('weather', '颱風預報模式縮短了預報時間，颱風路徑更準確。'),
  record('hospital', '醫院以影像辨識協助判讀胸部X光片。'),
  record(
    'risk-en',
    'The agency assesses the risk of automated decisions before procurement of GPT-4o services.',
    { language: 'en' },
  ),
  record('fines-en', 'An administrative fine is imposed on operators that break the rules.', {
    language: 'en',
  }),
  record('cooking-en', 'Boil the noodles for three minutes and add salt.', { language: 'en' }),
  record('secret', '內部稽核發現量子密碼演練未通過。', { visibility: 'government' }),
  record('expired', '舊版差勤系統操作手冊。', { validTo: '2025-12-31' }),
  record('upcoming', '新版差勤系統操作手冊。', { validFrom: '2027-01-01' }),
];

beforeAll(async () => {
  bank = await openTestBank({ now: () => now });
  for (const source of corpus) await save(source);
});
afterAll(() => bank.store.close());

describe('variants of one question', () => {
  it.each([
    ['軟體採購', '软件采购', 'procurement'],
    ['臺北市人工智慧', '台北市　人工 智慧', 'taipei'],
    ['臺北市規劃', '台北市規畫', 'taipei'],
    ['第十二條', '第１２條', 'procurement'],
    ['2,185萬元', '２１８５萬元', 'procurement'],
    ['GPT-4o', 'ｇｐｔ－４Ｏ', 'risk-en'],
    ['胸部X光片', '胸部x光片', 'hospital'],
    ['人工智慧', '人\u200b工智慧', 'taipei'],
  ])('%s and %s find the same source first', async (a, b, externalId) => {
    expect((await find(a))[0]).toBe(externalId);
    expect((await find(b))[0]).toBe(externalId);
  });
});

describe('the other language', () => {
  it('an English question finds the Chinese passage', async () => {
    const hits = await searchPassages(contextOf(bank), {
      question: 'How high is the fine?',
      limit: 5,
      language: 'zh-TW',
    });
    expect(hits[0]?.externalId).toBe('penalty');
  });

  it('a Chinese question finds the English passage', async () => {
    const hits = await searchPassages(contextOf(bank), {
      question: '採購前的風險評估',
      limit: 5,
      language: 'en',
    });
    expect(hits[0]?.externalId).toBe('risk-en');
  });

  it('stands beside the own language and never above it', async () => {
    const { results, otherLanguage } = await reply({ q: '違規罰鍰', limit: 1 });
    expect(results.map((hit) => hit.externalId)).toEqual(['penalty']);
    expect(otherLanguage[0]?.externalId).toBe('fines-en');
    expect(otherLanguage.length).toBeLessThanOrEqual(3);
  });

  it('fills the results when the own language has too few', async () => {
    const { results } = await reply({ q: 'administrative fine', limit: 10 });
    const languages = results.map((hit) => hit.language);
    expect(results[0]?.externalId).toBe('fines-en');
    expect(languages).toContain('zh-TW');
    expect(languages).toEqual([...languages].sort());
  });

  it('leads when it is asked for', async () => {
    const { results } = await reply({ q: '罰鍰', language: 'en' });
    expect(results[0]?.externalId).toBe('fines-en');
  });
});

describe('what the reply shows', () => {
  it('is the text as stored, not as folded', async () => {
    const { results } = await reply({ q: '台北市 违规停车' });
    expect(results[0]?.excerpt).toBe('臺北市政府以人工智慧協助違規停車舉發，規劃分三階段上線。');
  });

  it('is one hit per source', async () => {
    await save(
      record('two', '', {
        passages: ['碳權交易平臺上線。', '碳權交易平臺的稽核。'].map((text) => ({ text, language: 'zh-TW' })),
      }),
    );
    const { results } = await reply({ q: '碳權交易平臺' });
    expect(results.filter((hit) => hit.externalId === 'two')).toHaveLength(1);
  });

  it('keeps to the kind asked for', async () => {
    await save(record('course-1', '軟體採購課程。', { kind: 'course' }));
    const { results } = await reply({ q: '軟體採購', kind: 'course' });
    expect(results.map((hit) => hit.externalId)).toEqual(['course-1']);
  });

  it('scores from 0 to 1, best first', async () => {
    const { results } = await reply({ q: '颱風預報' });
    const scores = results.map((hit) => hit.score);
    expect(scores[0]).toBeGreaterThan(0.2);
    expect(Math.max(...scores)).toBeLessThanOrEqual(1);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it.each(['？？？', 'the of and', "'; drop table passages; --", '%_\\', '\u{20000}', 'x'.repeat(2_000)])(
    'is an answer, not an error, for %j',
    async (q) => {
      const { results } = await reply({ q });
      expect(Array.isArray(results)).toBe(true);
    },
  );
});

describe('who may see', () => {
  it('a government source is found by staff only', async () => {
    expect(await find('量子密碼演練', staff)).toContain('secret');
    expect(await find('量子密碼演練')).not.toContain('secret');
  });

  it('nothing hidden moves a score', async () => {
    const before = await searchPassages(contextOf(bank), { question: '罰鍰多少', limit: 20 });
    for (let at = 0; at < 5; at++)
      await save(record(`hidden-${at}`, `罰鍰罰鍰第${at}號，罰鍰。`, { visibility: 'government' }));
    expect(await searchPassages(contextOf(bank), { question: '罰鍰多少', limit: 20 })).toEqual(before);
    expect(await find('罰鍰多少', staff)).toContain('hidden-0');
  });

  it.each(['search_chunks', 'search_passages', 'search_postings', 'search_places'])(
    '%s shows an actor only the own audiences',
    async (table) => {
      const sql = `select count(*)::int as n from ${table} t join audiences a on a.id = t.audience_id where a.name <> 'public'`;
      const [seen] = await contextOf(bank).db.query<{ n: number }>(sql);
      const [stored] = await bank.store.system.query<{ n: number }>(sql);
      expect(seen!.n).toBe(0);
      expect(stored!.n).toBeGreaterThan(0);
    },
  );

  it('an actor cannot write to the index', async () => {
    const { db } = contextOf(bank, { actor: staff });
    await expect(db.query('delete from search_postings')).rejects.toThrow(/permission denied/);
  });

  it('only what is valid today is found', async () => {
    const found = await find('差勤系統操作手冊');
    expect(found).not.toContain('expired');
    expect(found).not.toContain('upcoming');
  });
});

describe('keeping the index', () => {
  it('saving the same source again changes nothing', async () => {
    const before = await bank.store.system.query(
      'select t.* from search_postings t order by t.term, t.chunk_id',
    );
    await save(corpus[0]!);
    expect(
      await bank.store.system.query('select t.* from search_postings t order by t.term, t.chunk_id'),
    ).toEqual(before);
  });

  it('a new version replaces the old one', async () => {
    await save(record('changing', '殭屍網路偵測。'));
    await save(record('changing', '詐騙訊息偵測。'));
    expect(await find('殭屍網路')).not.toContain('changing');
    expect(await find('詐騙訊息')).toContain('changing');
  });

  it('a withdrawn source leaves search at once and leaves nothing behind', async () => {
    const tables = ['search_chunks', 'search_passages', 'search_postings', 'search_places'];
    const before = await Promise.all(tables.map(count));
    await save(record('leaving', '衛星定位校正作業。'));
    expect(await find('衛星定位校正')).toContain('leaving');
    await bank.store.system.transaction((tx) => withdrawSource(tx, 'leaving', { origin: 'ingest', now }));
    expect(await find('衛星定位校正')).not.toContain('leaving');
    expect(await Promise.all(tables.map(count))).toEqual(before);
  });
});

describe('sources saved together', () => {
  const together = (sources: SourceRecord[]) =>
    bank.store.system.transaction((tx) => saveSources(tx, sources, { origin: 'ingest', now }));
  const withdraw = (externalId: string) =>
    bank.store.system.transaction((tx) => withdrawSource(tx, externalId, { origin: 'ingest', now }));
  const tables = ['search_chunks', 'search_passages', 'search_postings', 'search_places'];
  const index = () => Promise.all(tables.map(count));

  it('share the rows of the terms they share', async () => {
    await together([record('shared-1', '鯨鯊洄游。'), record('shared-2', '鯨鯊覓食。')]);
    const rows = await bank.store.system.query(
      `select t.passages, cardinality(t.entries) as entries from search_postings t where t.term = '鯨鯊'`,
    );
    expect(rows).toEqual([{ passages: 2, entries: 2 }]);
  });

  it('leave one by one, and the rest is ranked as if those had never been there', async () => {
    const ask = async () =>
      (await searchPassages(contextOf(bank), { question: '珊瑚白化監測', limit: 20 })).map(
        ({ externalId, score, coverage }) => [externalId, score.toFixed(5), coverage.toFixed(5)],
      );
    const before = await index();
    await save(record('coral-1', '珊瑚白化的衛星監測。'));
    const alone = await ask();
    await withdraw('coral-1');
    await together([
      record('coral-2', '珊瑚白化與海溫。'),
      record('coral-3', '珊瑚白化的衛星監測。'),
      record('coral-4', '珊瑚復育監測。'),
    ]);
    await withdraw('coral-4');
    await withdraw('coral-2');
    expect(await ask()).toEqual(alone.map(([id, ...rest]) => [id === 'coral-1' ? 'coral-3' : id, ...rest]));
    await withdraw('coral-3');
    expect(await index()).toEqual(before);
  });

  it('can be changed at the same time without losing a removal', async () => {
    const before = await index();
    await together([1, 2, 3, 4].map((at) => record(`eel-${at}`, `鰻苗放流第${at}批。`)));
    await Promise.all([1, 2, 3, 4].map((at) => withdraw(`eel-${at}`)));
    expect(await index()).toEqual(before);
  });

  it('of different audiences and kinds never share a chunk', async () => {
    await together([
      record('apart-1', '鮪魚配額。'),
      record('apart-2', '鮪魚配額。', { visibility: 'government' }),
      record('apart-3', '鮪魚配額。', { kind: 'study' }),
    ]);
    const [row] = await bank.store.system.query<{ chunks: number }>(
      `select count(distinct t.chunk_id) as chunks from search_postings t where t.term = '鮪魚'`,
    );
    expect(row!.chunks).toBe(3);
  });

  it('of more passages than a chunk holds are all found', async () => {
    const many = Array.from({ length: 300 }, (_, at) => record(`many-${at}`, `蜂群編號${at}健康檢查。`));
    await together(many);
    expect((await find('蜂群編號299健康檢查'))[0]).toBe('many-299');
    const hits = await searchPassages(contextOf(bank), { question: '蜂群健康檢查', limit: 400 });
    expect(hits.filter((hit) => hit.externalId.startsWith('many-'))).toHaveLength(300);
  });
});

describe('similar sources', () => {
  it('are of the same kind, nearest first, without the source itself', async () => {
    await save(record('case-a', '市府用人工智慧辨識交通違規停車。', { kind: 'case' }));
    await save(record('case-b', '縣府以影像辨識取締違規停車與交通違規。', { kind: 'case' }));
    await save(record('case-c', '農業局用感測器預測稻米產量。', { kind: 'case' }));
    await save(record('case-d', '圖書館推出借書推薦。', { kind: 'case' }));
    const { db } = contextOf(bank);
    const [a] = await db.query<{ id: string }>(`select s.id from sources s where s.external_id = 'case-a'`);
    const similar = await similarSources(db, a!.id, 2);
    expect(similar[0]?.externalId).toBe('case-b');
    expect(similar).toHaveLength(2);
    expect(similar.every((source) => source.kind === 'case' && source.sourceId !== a!.id)).toBe(true);
  });
});

describe('a thesaurus', () => {
  it('finds by other words, and ranks them below the words typed', async () => {
    const hits = await searchPassages(contextOf(bank), {
      question: '罰錢',
      limit: 5,
      expand: () => [{ add: ['罰鍰'], weight: 1 }],
    });
    expect(hits[0]?.externalId).toBe('penalty');
  });
});
