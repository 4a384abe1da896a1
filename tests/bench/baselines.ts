import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGVectorStore } from '@langchain/community/vectorstores/pgvector';
import { Document } from '@langchain/core/documents';
import type { Pool } from 'pg';
import { fold } from '../../knowledge/text/fold.ts';
import { GlossEmbeddings, glossDimensions } from './gloss-embeddings.ts';
import { judge, perGroup } from './retrieval.ts';
import { type BenchPassage, type BenchQuestion, groupsOf } from './retrieval-data.ts';
import type { Figures, Judged } from './retrieval-metrics.ts';

export interface Baseline {
  readonly name: string;
  readonly figures: Map<string, Figures>;
  /** Milliseconds, sorted. */
  readonly latenciesMs: number[];
}

/** Ids of the ten passages a method puts first among those of a language. */
type Method = (question: string, language: 'zh' | 'en') => Promise<string[]>;

const textOf = ({ title, text }: BenchPassage) => `${title}\n${text}`;

/** What node-postgres looks like to PGVectorStore: statements without parameters may be several. */
function poolOn(db: PGlite): Pool {
  const query = async (text: string, values?: unknown[]) =>
    values?.length ? db.query(text, values) : (await db.exec(text)).at(-1);
  const client = { query, release: () => undefined };
  return { ...client, connect: async () => client, end: async () => undefined } as unknown as Pool;
}

async function vectorStore(db: PGlite, passages: readonly BenchPassage[]): Promise<Method> {
  const store = await PGVectorStore.initialize(new GlossEmbeddings(), {
    pool: poolOn(db),
    tableName: 'documents',
    dimensions: glossDimensions,
    distanceStrategy: 'cosine',
  });
  const documents = passages.map(
    (passage) =>
      new Document({ pageContent: textOf(passage), metadata: { id: passage.id, lang: passage.lang } }),
  );
  for (let at = 0; at < documents.length; at += 100) await store.addDocuments(documents.slice(at, at + 100));
  return async (question, lang) =>
    (await store.similaritySearch(question, 10, { lang })).map(({ metadata }) => metadata.id as string);
}

/** Han runs cut into pairs, since PostgreSQL's parser takes a run for one word. */
function inPairs(text: string): string {
  return fold(text).replace(/\p{Script=Han}+/gu, (run) => {
    const signs = [...run];
    if (signs.length === 1) return ` ${run} `;
    return ` ${signs
      .slice(1)
      .map((sign, at) => signs[at] + sign)
      .join(' ')} `;
  });
}

/** Any word of the question will do; all of them are never in one passage. */
const anyWord = `(select to_tsquery('simple', coalesce(string_agg(quote_literal(l.lexeme), ' | '), ''))
  from unnest(to_tsvector('simple', $1)) as l)`;

async function fullText(
  db: PGlite,
  passages: readonly BenchPassage[],
  table: string,
  prepare: (text: string) => string,
): Promise<Method> {
  await db.exec(`create table ${table} (id text primary key, lang text, words tsvector);
    create index on ${table} using gin (words)`);
  await db.query(
    `insert into ${table} select p.id, p.lang, to_tsvector('simple', p.text)
       from jsonb_to_recordset($1::jsonb) as p (id text, lang text, text text)`,
    [JSON.stringify(passages.map((one) => ({ id: one.id, lang: one.lang, text: prepare(textOf(one)) })))],
  );
  return async (question, language) => {
    const { rows } = await db.query<{ id: string }>(
      `select t.id from ${table} t, ${anyWord} as q (q)
        where t.words @@ q.q and t.lang = $2 order by ts_rank(t.words, q.q, 1) desc, t.id limit 10`,
      [prepare(question), language],
    );
    return rows.map(({ id }) => id);
  };
}

async function judgeAll(
  name: string,
  method: Method,
  passages: readonly BenchPassage[],
  questions: readonly BenchQuestion[],
): Promise<Baseline> {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const judged: Judged[] = [];
  const latenciesMs: number[] = [];
  for (const question of questions) {
    const started = performance.now();
    const found = await method(question.text, byId.get(question.relevant[0]!)!.lang);
    latenciesMs.push(performance.now() - started);
    for (const group of groupsOf(question.id)) judged.push(judge(group, found, question));
  }
  return { name, figures: perGroup(judged), latenciesMs: latenciesMs.sort((a, b) => a - b) };
}

/** What somebody would use instead, on the same passages and questions, each kept to the answer's language as ours is. */
export async function runBaselines(
  passages: readonly BenchPassage[],
  questions: readonly BenchQuestion[],
): Promise<Baseline[]> {
  const db = await PGlite.create({ extensions: { vector } });
  try {
    const methods: [string, Method][] = [
      ['PGVectorStore, same embeddings', await vectorStore(db, passages)],
      ["full text, 'simple'", await fullText(db, passages, 'plain', (text) => text)],
      ["full text, 'simple', pairs of Han", await fullText(db, passages, 'pairs', inPairs)],
    ];
    const done: Baseline[] = [];
    for (const [name, method] of methods) done.push(await judgeAll(name, method, passages, questions));
    return done;
  } finally {
    await db.close();
  }
}
