import { z } from 'zod';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { PersonalDataKind } from '../privacy/schema.ts';
import type { UnfinishedCase } from './schema.ts';

/** What was found in the texts of a case: taken out, or left for its author to decide on. */
export const FoundInCase = z.object({
  masked: z.array(z.object({ field: z.string(), kind: PersonalDataKind })),
  marked: z.array(z.object({ field: z.string(), text: z.string() })),
});
export type FoundInCase = z.infer<typeof FoundInCase>;

/** Applies a function to every text a person typed; addresses and closed values are left alone. */
export function mapTexts<C extends UnfinishedCase>(
  record: C,
  change: (text: string, field: string) => string,
): C {
  return {
    ...record,
    title: change(record.title, 'title'),
    agency: change(record.agency, 'agency'),
    sector: change(record.sector, 'sector'),
    sections: Object.fromEntries(
      Object.entries(record.sections).map(([part, text]) => [part, change(text, `sections.${part}`)]),
    ) as C['sections'],
    metrics: record.metrics.map((metric, index) => ({
      ...metric,
      name: change(metric.name, `metrics.${index}.name`),
      ...(typeof metric.value === 'string' && { value: change(metric.value, `metrics.${index}.value`) }),
    })),
    sources: record.sources.map((source, index) => ({
      ...source,
      title: change(source.title, `sources.${index}.title`),
      ...(source.publisher && { publisher: change(source.publisher, `sources.${index}.publisher`) }),
    })),
  };
}

/** A case without the personal data that is certain. Nothing else of a case is ever stored. */
export function maskCase<C extends UnfinishedCase>(record: C): { record: C; found: FoundInCase } {
  const found: FoundInCase = { masked: [], marked: [] };
  const masked = mapTexts(record, (text, field) => {
    const result = maskPersonalData(text);
    found.masked.push(...result.masked.map(({ kind }) => ({ field, kind })));
    found.marked.push(...result.marked.map((span) => ({ field, text: span.text })));
    return result.text;
  });
  return { record: masked, found };
}
