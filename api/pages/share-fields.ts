import { sectionHeadings } from '../../knowledge/cases/case-source.ts';
import type { TextDraft } from '../../knowledge/cases/draft-from-text.ts';
import type { UnfinishedCase } from '../../knowledge/cases/schema.ts';

/** The fields of the form by name. */
export type Fields = Readonly<Record<string, string>>;

export const parts = Object.keys(sectionHeadings) as (keyof UnfinishedCase['sections'])[];
const factNames = [
  'title',
  'agency',
  'country',
  'governmentLevel',
  'sector',
  'aiType',
  'stage',
  'outcome',
  'started',
  'ended',
] as const;
const mostRows = 50;
const rows = Array.from({ length: mostRows }, (_, index) => index + 1);
const spareRows = 2;

/** How many rows to show: those used, and a few to fill. */
export function rowsOf(fields: Fields, prefix: string): readonly number[] {
  const used = rows.filter((row) => fields[`${prefix}${row}`]).length;
  return rows.slice(0, Math.min(mostRows, used + spareRows));
}

/** A number where it is written as one; anything else stays as typed. */
function numberOr(text: string): number | string {
  const plain = text.replaceAll(',', '');
  return /^-?\d{1,15}(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** The form as a capability takes it; what was left empty is left out. */
export function caseOf(form: URLSearchParams): Record<string, unknown> {
  const value = (name: string) => form.get(name)?.replaceAll('\r\n', '\n').trim() || undefined;
  const facts = factNames.flatMap((name) => {
    const typed = value(name);
    return typed === undefined ? [] : [[name, name === 'country' ? typed.toUpperCase() : typed]];
  });
  return {
    ...Object.fromEntries(facts),
    sections: Object.fromEntries(parts.map((part) => [part, value(part) ?? ''])),
    metrics: rows.flatMap((row) => {
      const name = value(`metric${row}`);
      const figure = value(`value${row}`);
      if (!name || !figure) return [];
      const basis = value(`basis${row}`);
      return [{ name, value: numberOr(figure), unit: value(`unit${row}`) ?? '', ...(basis && { basis }) }];
    }),
    sources: rows.flatMap((row) => {
      const url = value(`url${row}`);
      return url ? [{ url, title: value(`source${row}`) ?? url }] : [];
    }),
    competencies: form.getAll('competency').filter(Boolean),
    ...(value('visibility') && { visibility: value('visibility') }),
    ...(value('credit') && { credit: value('credit') }),
  };
}

/** What was typed, as the form shows it again. */
export function typedFields(form: URLSearchParams): Fields {
  return { ...Object.fromEntries(form), competencies: form.getAll('competency').join('\n') };
}

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value));

/** A saved case as the fields of the form. */
export function fieldsOf(record: UnfinishedCase): Fields {
  const fields: Record<string, string> = {
    visibility: record.visibility,
    credit: record.credit,
    competencies: record.competencies.join('\n'),
  };
  for (const name of factNames) fields[name] = text(record[name]);
  for (const part of parts) fields[part] = record.sections[part];
  for (const [index, metric] of record.metrics.entries())
    Object.assign(fields, {
      [`metric${index + 1}`]: metric.name,
      [`value${index + 1}`]: text(metric.value),
      [`unit${index + 1}`]: metric.unit,
      [`basis${index + 1}`]: text(metric.basis),
    });
  for (const [index, source] of record.sources.entries())
    Object.assign(fields, { [`url${index + 1}`]: source.url, [`source${index + 1}`]: source.title });
  return fields;
}

/** A draft read from a text as the fields of the form, and beside each the sentences it was read from. */
export function fieldsOfDraft(draft: TextDraft): { fields: Fields; from: Fields } {
  const fields: Record<string, string> = {};
  const from: Record<string, string> = {};
  for (const [name, drafted] of Object.entries(draft.facts))
    if (drafted) {
      fields[name] = drafted.value;
      from[name] = drafted.from.join(' ');
    }
  for (const [part, drafted] of Object.entries(draft.sections))
    if (drafted) {
      fields[part] = drafted.value;
      // In the author's own words already: nothing to compare.
      if (drafted.value !== drafted.from.join('\n')) from[part] = drafted.from.join(' ');
    }
  for (const [index, { value, from: sentences }] of draft.metrics.slice(0, mostRows).entries()) {
    Object.assign(fields, {
      [`metric${index + 1}`]: value.name,
      [`value${index + 1}`]: text(value.value),
      [`unit${index + 1}`]: value.unit,
    });
    from[`metric${index + 1}`] = sentences.join(' ');
  }
  for (const [index, { value }] of draft.sources.slice(0, mostRows).entries())
    Object.assign(fields, { [`url${index + 1}`]: value.url, [`source${index + 1}`]: value.title });
  return { fields, from };
}
