import { setImmediate as breathe } from 'node:timers/promises';
import { findPersonalData } from '../../knowledge/privacy/find-personal-data.ts';
import { maskPersonalData } from '../../knowledge/privacy/mask-personal-data.ts';
import type { PersonalDataKind } from '../../knowledge/privacy/schema.ts';
import type { SourceRecord } from '../../knowledge/sources/schema.ts';

/** What becomes of personal data in a document: taken out, left to somebody to decide, or let through. */
export const personalDataPolicies = ['mask', 'hold', 'keep'] as const;
export type PersonalDataPolicy = (typeof personalDataPolicies)[number];

/** How often each kind was found; never what it was. Names are guesses and count beside what is certain. */
export type FoundPersonalData = Readonly<Partial<Record<PersonalDataKind, number>>>;

/** Passages looked through before others get a turn on the event loop. */
const passagesPerTurn = 20;

function count(found: Map<PersonalDataKind, number>, text: string): void {
  for (const { kind } of findPersonalData(text)) found.set(kind, (found.get(kind) ?? 0) + 1);
}

/** Counts the personal data in a source's title, headings and text. */
export async function countPersonalData(source: SourceRecord): Promise<FoundPersonalData> {
  const found = new Map<PersonalDataKind, number>();
  count(found, source.title);
  const headings = new Set(source.passages.flatMap(({ section }) => section));
  for (const heading of headings) count(found, heading);
  for (const [at, { text }] of source.passages.entries()) {
    if (at % passagesPerTurn === 0) await breathe();
    count(found, text);
  }
  return Object.fromEntries(found);
}

/** True when something certain was found, not only what may be a name. */
export function holdsPersonalData(found: FoundPersonalData): boolean {
  return Object.keys(found).some((kind) => kind !== 'name');
}

/** The source without the personal data that is certain; its details say how much of each kind was taken out. */
export async function maskSource(source: SourceRecord): Promise<SourceRecord> {
  const masked = new Map<PersonalDataKind, number>();
  const mask = (text: string) => {
    const result = maskPersonalData(text);
    for (const { kind } of result.masked) masked.set(kind, (masked.get(kind) ?? 0) + 1);
    return result.text;
  };
  const title = mask(source.title);
  const passages: SourceRecord['passages'] = [];
  for (const [at, passage] of source.passages.entries()) {
    if (at % passagesPerTurn === 0) await breathe();
    const text = mask(passage.text);
    passages.push({ ...passage, text, section: passage.section.map((one) => maskPersonalData(one).text) });
  }
  if (masked.size === 0) return { ...source, title, passages };
  return { ...source, title, passages, details: { ...source.details, masked: Object.fromEntries(masked) } };
}
