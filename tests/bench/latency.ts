import type { Bank } from '../../core/context.ts';
import { vectorLiteral } from '../../knowledge/search/gloss-vector.ts';
import { rankPassages } from '../../knowledge/search/queries.ts';
import { questionTerms } from '../../knowledge/search/question-terms.ts';
import { searchPassages } from '../../knowledge/search/search-passages.ts';
import { settings } from '../../knowledge/search/settings.ts';
import { saveSources } from '../../knowledge/sources/save-source.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import { contextOf, openSeededBank, openTestBank } from '../support/world.ts';
import { seededRandom } from './diagnosis.ts';
import { questionVector } from './gloss-embeddings.ts';
import { toRecord } from './retrieval.ts';
import type { BenchPassage, BenchQuestion } from './retrieval-data.ts';

const batchPassages = 96;

/** Passages beyond those there are: sentences of several of one language put together anew, the same on every run. */
function drawPassages(base: readonly BenchPassage[], size: number): BenchPassage[] {
  const random = seededRandom(20_261_124);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const sentences = (lang: string) =>
    base
      .filter((passage) => passage.lang === lang)
      .flatMap(({ text }) => text.match(/[^。！？.!?\n]+[。！？.!?\n]+/gu) ?? [text]);
  const pools = { zh: sentences('zh'), en: sentences('en') };
  const drawn = base.slice(0, size);
  while (drawn.length < size) {
    const like = pick(base);
    const length = 3 + Math.floor(random() * 4);
    const text = Array.from({ length }, () => pick(pools[like.lang])).join(like.lang === 'en' ? ' ' : '');
    drawn.push({ ...like, id: `drawn-${drawn.length}`, title: pick(base).title, text });
  }
  return drawn;
}

async function save(bank: Bank, passages: readonly BenchPassage[]): Promise<number> {
  const began = performance.now();
  for (let at = 0; at < passages.length; at += batchPassages)
    await bank.store.system.transaction((tx) =>
      saveSources(tx, passages.slice(at, at + batchPassages).map(toRecord), {
        origin: 'ingest',
        now: bank.now(),
      }),
    );
  await bank.store.tidy();
  return (performance.now() - began) / 1_000;
}

export interface Times {
  /** Milliseconds, sorted. */
  readonly wallMs: readonly number[];
  /** Mean processor time of all threads, which a busy machine stretches less. */
  readonly cpuMs: number;
}

export interface LatencyFigures {
  readonly passages: number;
  readonly indexSeconds: number;
  readonly search: Times;
  /** Every posting of every term read. */
  readonly exhaustive: Times;
  /** Of the exhaustive search's first ten per question, the share also among the pruned search's first ten, 0 to 1. */
  readonly kept: number;
  /** The nearest ten of as many 512-dimensional vectors, read one by one. */
  readonly bareVector: Times;
}

interface Timed<T> {
  readonly results: T[];
  readonly times: Times;
}

async function timeEach<T>(
  questions: readonly string[],
  run: (question: string) => Promise<T>,
): Promise<Timed<T>> {
  for (const question of questions.slice(0, 5)) await run(question);
  const results: T[] = [];
  const wallMs: number[] = [];
  const cpu = process.cpuUsage();
  for (const question of questions) {
    const began = performance.now();
    results.push(await run(question));
    wallMs.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1_000 / questions.length;
  return { results, times: { wallMs: wallMs.sort((a, b) => a - b), cpuMs } };
}

async function searchAll(bank: Bank, question: string) {
  const everything = 1_000_000_000;
  return rankPassages(contextOf(bank).db, {
    terms: await questionTerms(question),
    language: detectLanguage(question),
    today: bank.now().toISOString().slice(0, 10),
    limit: 10,
    budget: everything,
    fewestTerms: settings.fewestTerms,
  });
}

function shareKept(
  pruned: readonly { passageId: string }[][],
  whole: readonly { passageId: string }[][],
): number {
  const shares = whole.map((hits, at) => {
    const found = new Set(pruned[at]!.map(({ passageId }) => passageId));
    return hits.length === 0 ? 1 : hits.filter(({ passageId }) => found.has(passageId)).length / hits.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

async function measure(
  bank: Bank,
  questions: readonly string[],
): Promise<Omit<LatencyFigures, 'indexSeconds'>> {
  const ctx = contextOf(bank);
  const [row] = await bank.store.system.query<{ n: number }>('select count(*) as n from search_passages');
  const search = await timeEach(questions, (question) => searchPassages(ctx, { question, limit: 10 }));
  const whole = await timeEach(questions, (question) => searchAll(bank, question));
  const vectors = new Map(questions.map((question) => [question, vectorLiteral(questionVector(question))]));
  const bare = await timeEach(questions, (question) =>
    bank.store.system.query(
      'select l.source_id from search_places l order by l.middle <=> $1::vector limit 10',
      [vectors.get(question)],
    ),
  );
  return {
    passages: row!.n,
    search: search.times,
    exhaustive: whole.times,
    kept: shareKept(search.results, whole.results),
    bareVector: bare.times,
  };
}

/** How long a search takes, beside an exhaustive one and a bare vector query on the same store, one after another. */
export async function runLatency(
  passages: readonly BenchPassage[],
  questions: readonly BenchQuestion[],
  size: number | 'starter',
): Promise<LatencyFigures> {
  const bank = size === 'starter' ? await openSeededBank() : await openTestBank();
  try {
    const indexSeconds = size === 'starter' ? 0 : await save(bank, drawPassages(passages, size));
    const asked = questions.filter((_, at) => at % 4 === 0).map(({ text }) => text);
    return { indexSeconds, ...(await measure(bank, asked)) };
  } finally {
    await bank.store.close();
  }
}
