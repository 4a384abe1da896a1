import { ask } from '../../knowledge/answers/ask.ts';
import { warmUp } from '../../knowledge/answers/warm-up.ts';
import { saveSources } from '../../knowledge/sources/save-source.ts';
import { contextOf, openSeededBank } from '../support/world.ts';
import { toRecord } from './retrieval.ts';
import type { BenchPassage, BenchQuestion } from './retrieval-data.ts';

type Verdict = 'cites it' | 'cites another' | 'no source' | 'out of scope' | 'asks back';
/** Questions per group and verdict. */
export type Verdicts = Map<string, Map<Verdict, number>>;

/** Government documents: a Taiwanese law each, and the EU AI Act in English asked in Chinese. */
const government = /^(?:law|aia)/;
const batchPassages = 48;
const groups: Readonly<Record<string, RegExp>> = {
  'gov-law': /^gov-law/,
  'gov-aia': /^gov-aia/,
  absent: /./,
};

async function verdictOf(ctx: ReturnType<typeof contextOf>, question: BenchQuestion): Promise<Verdict> {
  const reply = await ask.run(ctx, ask.input.parse({ question: question.text }));
  if (reply.outcome === 'clarify') return 'asks back';
  if (reply.outcome === 'no_source') return 'no source';
  if (reply.outcome === 'out_of_scope') return 'out of scope';
  const cited = reply.citations.some(({ externalId }) => question.relevant.includes(externalId ?? ''));
  return cited ? 'cites it' : 'cites another';
}

/**
 * Asks a bank that holds the shipped content and government documents: questions on those documents, worded as a
 * layperson would, and (group `absent`) questions on articles of an encyclopedia that nobody ingested.
 */
export async function runDocuments(
  passages: readonly BenchPassage[],
  questions: readonly BenchQuestion[],
): Promise<Verdicts> {
  const bank = await openSeededBank();
  const held = passages.filter(({ id }) => government.test(id));
  try {
    for (let at = 0; at < held.length; at += batchPassages)
      await bank.store.system.transaction((tx) =>
        saveSources(tx, held.slice(at, at + batchPassages).map(toRecord), {
          origin: 'ingest',
          now: bank.now(),
        }),
      );
    await warmUp(bank);
    const ctx = contextOf(bank);
    const verdicts: Verdicts = new Map();
    for (const question of questions) {
      const group = Object.keys(groups).find((name) => groups[name]!.test(question.id))!;
      const verdict = await verdictOf(ctx, question);
      const counts = verdicts.get(group) ?? new Map<Verdict, number>();
      verdicts.set(group, counts.set(verdict, (counts.get(verdict) ?? 0) + 1));
    }
    return verdicts;
  } finally {
    await bank.store.close();
  }
}
