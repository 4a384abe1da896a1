import type { Context } from '../../core/context.ts';
import { search } from '../../knowledge/search/search.ts';
import { searchPassages } from '../../knowledge/search/search-passages.ts';
import { saveSources } from '../../knowledge/sources/save-source.ts';
import { SourceRecord } from '../../knowledge/sources/schema.ts';
import { contextOf, openTestBank } from '../support/world.ts';
import type { BenchPassage, BenchQuestion } from './retrieval-data.ts';
import { groupsOf } from './retrieval-data.ts';
import type { Figures, Judged } from './retrieval-metrics.ts';
import { figuresOf } from './retrieval-metrics.ts';

export interface Report {
  readonly engine: string;
  readonly passages: number;
  readonly indexSeconds: number;
  /** Rank among the passages of the answer's language. */
  readonly lane: Map<string, Figures>;
  /** Rank in the block of the reply that holds the answer: ten results, or the other language's three. */
  readonly seen: Map<string, Figures>;
  /** One search through SQL, milliseconds, sorted. */
  readonly latenciesMs: readonly number[];
}

/** Saved together, as an ingest does. */
const batchPassages = 48;

const languageOf = (lang: 'zh' | 'en') => (lang === 'zh' ? 'zh-TW' : 'en');

export const toRecord = (passage: BenchPassage): SourceRecord =>
  SourceRecord.parse({
    externalId: passage.id,
    kind: 'document',
    title: passage.title,
    language: languageOf(passage.lang),
    visibility: 'public',
    passages: [{ text: passage.text, language: languageOf(passage.lang) }],
  });

export function judge(group: string, found: readonly string[], question: BenchQuestion): Judged {
  const ranks = found.flatMap((id, at) => (question.relevant.includes(id) ? [at + 1] : []));
  return { group, ranks, relevant: question.relevant.length };
}

async function askOne(ctx: Context, question: BenchQuestion, answer: BenchPassage) {
  const language = languageOf(answer.lang);
  const start = performance.now();
  const hits = await searchPassages(ctx, { question: question.text, limit: 10 });
  const ms = performance.now() - start;
  const lane = hits.filter((hit) => hit.language === language).map((hit) => hit.externalId);
  const reply = await search.run(ctx, { q: question.text, limit: 10 });
  const [results, beside] = [reply.results, reply.otherLanguage].map((hits) =>
    hits.map((hit) => hit.externalId),
  );
  const inResults = results!.some((id) => question.relevant.includes(id));
  return { ms, lane, seen: inResults ? results! : beside! };
}

export function perGroup(judged: readonly Judged[]): Map<string, Figures> {
  const groups = [...new Set(judged.map(({ group }) => group))];
  return new Map(groups.map((group) => [group, figuresOf(judged.filter((one) => one.group === group))]));
}

/** Loads the set into a fresh store of this run's engine and asks every question. */
export async function runRetrieval(
  passages: readonly BenchPassage[],
  questions: readonly BenchQuestion[],
): Promise<Report> {
  const bank = await openTestBank();
  try {
    const started = performance.now();
    for (let start = 0; start < passages.length; start += batchPassages) {
      const records = passages.slice(start, start + batchPassages).map(toRecord);
      await bank.store.system.transaction((tx) =>
        saveSources(tx, records, { origin: 'ingest', now: bank.now() }),
      );
    }
    const indexSeconds = (performance.now() - started) / 1000;
    const ctx = contextOf(bank);
    const byId = new Map(passages.map((passage) => [passage.id, passage]));
    const lane: Judged[] = [];
    const seen: Judged[] = [];
    const latenciesMs: number[] = [];
    for (const question of questions) {
      const found = await askOne(ctx, question, byId.get(question.relevant[0]!)!);
      latenciesMs.push(found.ms);
      for (const group of groupsOf(question.id)) {
        lane.push(judge(group, found.lane, question));
        seen.push(judge(group, found.seen, question));
      }
    }
    latenciesMs.sort((a, b) => a - b);
    return {
      engine: bank.store.engine,
      passages: passages.length,
      indexSeconds,
      lane: perGroup(lane),
      seen: perGroup(seen),
      latenciesMs,
    };
  } finally {
    await bank.store.close();
  }
}
