import type { Context } from '../../core/context.ts';
import { foldForMatching, readLexicon, termsOf } from '../framework/lexicon.ts';
import { searchPassages } from '../search/search-passages.ts';
import { selectCompetenciesOf } from './field-queries.ts';

/** Whose field a question is: competencies and clusters of the framework. */
export interface Field {
  readonly competencies: string[];
  readonly clusters: string[];
}

const most = 3;
const casesRead = 5;

/** Names the question itself holds; each stretch of it counts for the longest name only. */
async function namedIn(ctx: Context, question: string): Promise<Field> {
  let rest = foldForMatching(question);
  const field: Field = { competencies: [], clusters: [] };
  for (const { kind, id, text, strength } of termsOf(await readLexicon(ctx.db))) {
    if (strength !== 'strong' || (kind !== 'competency' && kind !== 'cluster') || !rest.includes(text))
      continue;
    const found = kind === 'competency' ? field.competencies : field.clusters;
    if (!found.includes(id)) found.push(id);
    rest = rest.replaceAll(text, ' ');
  }
  return field;
}

/** What the nearest cases the asker may see are about. */
async function aboutCases(ctx: Context, question: string): Promise<string[]> {
  const hits = await searchPassages(ctx, { question, limit: 20, kinds: ['case'] });
  const sources = [...new Set(hits.map(({ sourceId }) => sourceId))].slice(0, casesRead);
  const counts = new Map<string, number>();
  for (const name of await selectCompetenciesOf(ctx.db, sources))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

/** Suggests whose field a question is, so that the fitting people are asked. */
export async function suggestField(ctx: Context, question: string): Promise<Field> {
  const { competencies, clusters } = await namedIn(ctx, question);
  if (competencies.length > 0) return { competencies: competencies.slice(0, most), clusters };
  return { competencies: (await aboutCases(ctx, question)).slice(0, most), clusters };
}
