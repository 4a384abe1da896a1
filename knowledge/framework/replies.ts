import { z } from 'zod';
import { invalidInput } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import type { Lexicon } from './lexicon.ts';
import type { DoubtSubject } from './lookups.ts';
import { listDoubts } from './lookups.ts';
import type { DoubtRow, NameRow } from './queries.ts';
import type { Doubt } from './schema.ts';

const BothLanguages = z.object({ 'zh-TW': z.string(), en: z.string() });

/** An id with its name in the caller's language, and in both. */
export const Named = z.object({ id: z.string(), name: z.string(), names: BothLanguages });
export type Named = z.infer<typeof Named>;

/** A reservation of ours, unconfirmed by the study's authors. */
export const DoubtNote = z.object({ id: z.string(), title: z.string(), text: z.string() });
export type DoubtNote = z.infer<typeof DoubtNote>;

const typeNames: Record<string, string> = { 共通: 'Common', 技術: 'Technical', 管理: 'Management' };

export function named(language: Language, id: string, zh: string, en: string): Named {
  return { id, name: language === 'en' ? en : zh, names: { 'zh-TW': zh, en } };
}

export function namedRow(language: Language, rows: readonly NameRow[], id: string, all: Named): Named {
  const row = rows.find((one) => one.id === id);
  return row ? named(language, row.id, row.name, row.nameEn) : all;
}

export function namedType(language: Language, type: string): Named {
  return named(language, type, `${type}職能`, typeNames[type] ?? type);
}

export function namedCompetency(language: Language, lexicon: Lexicon, name: string): Named {
  return named(language, name, name, lexicon.competencies.find((one) => one.name === name)?.nameEn ?? name);
}

export function doubtNotes(language: Language, doubts: readonly DoubtRow[]): DoubtNote[] {
  return doubts.map((one) => ({ id: one.id, title: one.short[language], text: one.text[language] }));
}

/** The doubts that touch a subject, by the rule of the content. */
export function doubtsAbout(doubts: readonly DoubtRow[], subject: DoubtSubject): DoubtRow[] {
  const marked: Doubt[] = doubts.map((one) => ({ ...one, ours: true, confirmedByAuthors: false }));
  const ids = new Set(listDoubts({ doubts: marked }, subject).map((one) => one.id));
  return doubts.filter((one) => ids.has(one.id));
}

interface Choice {
  readonly id: string;
  readonly texts: readonly string[];
}

/**
 * The id a person means by an id, a Chinese or an English name; undefined for nothing typed.
 * @throws AppError INVALID_INPUT naming the field and what is allowed
 */
function resolve(field: string, typed: string | undefined, choices: readonly Choice[]): string | undefined {
  const wanted = fold(typed ?? '');
  if (wanted === '') return undefined;
  const found = choices.find((one) => [one.id, ...one.texts].some((text) => fold(text) === wanted));
  if (found) return found.id;
  const allowed = choices.map((one) => one.id).join(', ');
  const message = {
    'zh-TW': `${field} 必須是下列之一：${allowed}`,
    en: `${field} must be one of: ${allowed}`,
  };
  throw invalidInput(message, [{ path: field, message: message.en }]);
}

export function resolveName(
  field: 'level' | 'cluster' | 'government',
  typed: string | undefined,
  lexicon: Lexicon,
): string | undefined {
  const rows = { level: lexicon.levels, cluster: lexicon.clusters, government: lexicon.governments }[field];
  return resolve(
    field,
    typed,
    rows.map((row) => ({ id: row.id, texts: [row.name, row.nameEn, ...row.aliases] })),
  );
}

export function resolveType(typed: string | undefined): string | undefined {
  return resolve(
    'type',
    typed,
    Object.entries(typeNames).map(([id, en]) => ({ id, texts: [`${id}職能`, en] })),
  );
}

export function resolveCompetency(typed: string | undefined, lexicon: Lexicon): string | undefined {
  const names = [...new Set(lexicon.competencies.map((one) => one.name))];
  return resolve(
    'competency',
    typed,
    names.map((name) => {
      const rows = lexicon.competencies.filter((one) => one.name === name);
      return {
        id: name,
        texts: rows.flatMap((row) => [row.nameEn, ...row.aliases.map((alias) => alias.text)]),
      };
    }),
  );
}

export const NameInput = z.string().max(100).optional();
export const PageInput = {
  limit: z.coerce.number().int().min(1).max(100).optional(),
  cursor: z.string().max(20).optional(),
};

/** A page of a fixed list; everything when no limit is given. The cursor is the position to go on from. */
export function pageOf<T>(
  all: readonly T[],
  page: { limit?: number | undefined; cursor?: string | undefined },
) {
  const from =
    page.cursor === undefined ? 0 : /^\d{1,6}$/.test(page.cursor) ? Number(page.cursor) : Number.NaN;
  if (Number.isNaN(from)) {
    const message = { 'zh-TW': 'cursor 無效', en: 'cursor is not valid' };
    throw invalidInput(message, [{ path: 'cursor', message: message.en }]);
  }
  const to = page.limit === undefined ? all.length : from + page.limit;
  const items = all.slice(from, to);
  return to < all.length ? { items, nextCursor: String(to) } : { items };
}
