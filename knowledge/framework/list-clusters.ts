import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { readLexicon } from './lexicon.ts';
import { selectDoubts, selectLevelCounts, selectStatements } from './queries.ts';
import { DoubtNote, doubtNotes, doubtsAbout, Named, named, PageInput, pageOf } from './replies.ts';

const Count = z.object({ level: Named, observed: z.number().int(), expected: z.string().nullable() });

const ClusterItem = Named.extend({
  aliases: z.array(z.string()),
  /** Carried out in-house or outsourced, as printed; null where the study does not say. */
  mode: z.string().nullable(),
  mainTasks: z.array(z.string()),
  total: z.number().int(),
  /** What the task tables print as N; differs for one cluster. */
  nPrintedInTaskTables: z.number().int(),
  people: z.array(Count),
  /** The study's sentences, each with our reservations. */
  statements: z.array(
    z.object({ id: z.string(), text: z.string(), printed: z.string(), doubts: z.array(z.string()) }),
  ),
  doubts: z.array(z.string()),
});

export const ClusterList = z.object({
  items: z.array(ClusterItem),
  nextCursor: z.string().optional(),
  doubts: z.array(DoubtNote),
});

export const listClusters = defineCapability({
  name: 'list-clusters',
  title: { 'zh-TW': '工作群', en: 'Clusters' },
  description: {
    'zh-TW': '五個工作群：主要工作項目、各層級人數、研究的敘述，以及本庫的存疑註記。',
    en: 'The five clusters: main tasks, people by level, what the study says of them, and our notes of doubt.',
  },
  input: z.object({ ...PageInput }),
  output: ClusterList,
  allow: 'anonymous',
  acts: false,
  run: (ctx, input) =>
    ctx.db.transaction(async (db) => {
      const { language } = ctx;
      const lexicon = await readLexicon(db);
      const counts = await selectLevelCounts(db);
      const statements = await selectStatements(db);
      const doubts = await selectDoubts(db);
      const page = pageOf(lexicon.clusters, input);
      const items = page.items.map((row) => {
        const mine = counts.filter((one) => one.cluster === row.id);
        const said = statements.filter((one) => one.aboutKind === 'cluster' && one.aboutId === row.id);
        const tasks = row.details.mainTasks as { name: string; nameEn: string }[];
        return {
          ...named(language, row.id, row.name, row.nameEn),
          aliases: row.aliases,
          mode: row.details.mode as string | null,
          mainTasks: tasks.map((task) => (language === 'en' ? task.nameEn : task.name)),
          total: Number(mine.find((one) => one.level === 'ALL')?.observed),
          nPrintedInTaskTables: row.details.nPrintedInTaskTables as number,
          people: lexicon.levels.map((level) => {
            const cell = mine.find((one) => one.level === level.id);
            return {
              level: named(language, level.id, level.name, level.nameEn),
              observed: Number(cell?.observed),
              expected: cell?.expected ?? null,
            };
          }),
          statements: said.map((one) => ({
            id: one.id,
            text: language === 'en' ? one.en : (one.corrected ?? one.printed),
            printed: one.printed,
            doubts: doubtsAbout(doubts, { statement: one.id }).map((note) => note.id),
          })),
          doubts: doubtsAbout(doubts, { cluster: row.id, table: 'cluster-by-level' }).map((note) => note.id),
        };
      });
      const mentioned = new Set(
        items.flatMap((item) => [...item.doubts, ...item.statements.flatMap((one) => one.doubts)]),
      );
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
