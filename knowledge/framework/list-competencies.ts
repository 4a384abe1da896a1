import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { readLexicon } from './lexicon.ts';
import { selectDoubts, selectValues } from './queries.ts';
import {
  DoubtNote,
  doubtNotes,
  doubtsAbout,
  Named,
  NameInput,
  named,
  namedCompetency,
  namedRow,
  namedType,
  PageInput,
  pageOf,
  resolveName,
  resolveType,
} from './replies.ts';

const ListCompetenciesInput = z.object({
  level: NameInput,
  type: NameInput,
  cluster: NameInput,
  ...PageInput,
});

const CompetencyItem = Named.extend({
  level: Named,
  type: Named,
  status: z.enum(['defined', 'to-be-written']),
  /** The printed revision note; null where the framework has none for this level. */
  note: z.string().nullable(),
  heading: z.string().nullable(),
  levelHeading: z.string().nullable(),
  aliases: z.array(z.string()),
  /** Its place in our named set of AI competencies, if any. */
  ai: z.object({ set: z.string(), role: z.enum(['core', 'related']) }).nullable(),
  /** As printed for the cluster asked for, or 總平均; null where too few answered. */
  value: z.string().nullable(),
  /** Fewer than 10 people behind the value: `few`. */
  support: z.enum(['enough', 'few', 'tiny', 'none', 'unknown']),
  n: z.number().int().nullable(),
  rankInBlock: z.number().int().nullable(),
  doubts: z.array(z.string()),
});

export const CompetencyList = z.object({
  items: z.array(CompetencyItem),
  nextCursor: z.string().optional(),
  doubts: z.array(DoubtNote),
});

export const listCompetencies = defineCapability({
  name: 'list-competencies',
  title: { 'zh-TW': '職能清單', en: 'Competencies' },
  description: {
    'zh-TW':
      '2025 年架構的職能，依層級、類型與工作群；附修正說明、是否屬 AI 職能集合、印出的數值與存疑註記。',
    en: 'The competencies of the 2025 framework by level, type and cluster, with their notes, AI set, printed values and notes of doubt.',
  },
  input: ListCompetenciesInput,
  output: CompetencyList,
  allow: 'anonymous',
  acts: false,
  run: (ctx, input) =>
    ctx.db.transaction(async (db) => {
      const { language } = ctx;
      const lexicon = await readLexicon(db);
      const level = resolveName('level', input.level, lexicon);
      const type = resolveType(input.type);
      const cluster = resolveName('cluster', input.cluster, lexicon) ?? 'ALL';
      const values = await selectValues(db, { level, cluster, government: 'ALL' });
      const doubts = await selectDoubts(db);
      const rows = lexicon.competencies.filter(
        (row) => (!level || row.level === level) && (!type || row.type === type),
      );
      const page = pageOf(rows, input);
      const items = page.items.map((row) => {
        const value = values.find((one) => one.level === row.level && one.competency === row.name);
        const { aiSet, heading, levelHeading } = row.details;
        return {
          ...namedCompetency(language, lexicon, row.name),
          level: namedRow(
            language,
            lexicon.levels,
            row.level,
            named(language, row.level, row.level, row.level),
          ),
          type: namedType(language, row.type),
          status: row.status,
          note: language === 'en' ? row.noteEn : row.note,
          heading,
          levelHeading,
          aliases: row.aliases.map((alias) => alias.text),
          ai: aiSet && { set: aiSet.set, role: aiSet.role },
          value: value?.printed ?? null,
          support: value?.support ?? ('unknown' as const),
          n: value?.n ?? null,
          rankInBlock: value?.rank ?? null,
          doubts: doubtsAbout(doubts, {
            competency: row.name,
            level: row.level,
            table: 'framework-revised',
          }).map((one) => one.id),
        };
      });
      const mentioned = new Set(items.flatMap((item) => item.doubts));
      return {
        ...page,
        items,
        doubts: doubtNotes(
          language,
          doubts.filter((one) => mentioned.has(one.id)),
        ),
      };
    }),
});
