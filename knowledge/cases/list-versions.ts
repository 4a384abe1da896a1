import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import * as sources from '../sources/queries.ts';
import { selectVersions } from './change-queries.ts';

const Change = z.object({ heading: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/** The text of a version by heading; a long part is kept as several passages. */
async function partsOf(ctx: Context, sourceId: string, version: number): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  for (const { section, text } of await sources.selectPassages(ctx.db, sourceId, version)) {
    const heading = section.at(-1) ?? '';
    const before = parts.get(heading);
    parts.set(heading, before === undefined ? text : `${before}\n\n${text}`);
  }
  return parts;
}

function changesBetween(before: Map<string, string>, after: Map<string, string>): z.input<typeof Change>[] {
  const headings = [...new Set([...after.keys(), ...before.keys()])];
  return headings
    .map((heading) => ({ heading, before: before.get(heading) ?? null, after: after.get(heading) ?? null }))
    .filter((change) => change.before !== change.after);
}

export const listCaseVersions = defineCapability({
  name: 'list-case-versions',
  title: { 'zh-TW': '案例的版本', en: 'Versions of a case' },
  description: {
    'zh-TW': '列出一則案例的各版本與日期，並比對兩個版本改了哪些段落（預設最新與前一版）。',
    en: 'The versions of a case with their days, and which parts two of them differ in (by default the latest and the one before).',
  },
  input: z.object({
    id: z.string().min(1).max(200),
    from: z.coerce.number().int().min(1).max(1_000_000).optional(),
    to: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  output: z.object({
    id: z.string(),
    title: z.string(),
    versions: z.array(z.object({ version: z.number().int(), title: z.string(), on: z.string() })),
    from: z.number().int().nullable(),
    to: z.number().int(),
    changes: z.array(Change),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, input) {
    const source = await sources.selectSource(ctx.db, input.id);
    if (source?.kind !== 'case') throw notFound({ 'zh-TW': '案例', en: 'case' });
    const rows = await selectVersions(ctx.db, source.id);
    const known = (version: number | undefined) => rows.some((row) => row.version === version);
    const to = input.to ?? source.version;
    const from = input.from ?? rows.find(({ version }) => version < to)?.version;
    if (!known(to) || (from !== undefined && !known(from)))
      throw notFound({ 'zh-TW': '版本', en: 'version' });
    const titles = new Map(rows.map(({ version, title }) => [version, title]));
    const parts = async (version: number) =>
      new Map([['', titles.get(version)!], ...(await partsOf(ctx, source.id, version))]);
    return {
      id: source.externalId,
      title: source.title,
      versions: rows.map(({ at, ...row }) => ({ ...row, on: taiwanDay(at) })),
      from: from ?? null,
      to,
      changes: from === undefined ? [] : changesBetween(await parts(from), await parts(to)),
    };
  },
});
