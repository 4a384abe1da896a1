import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Language } from '../../core/language.ts';
import { Say } from './answers/say.ts';
import { pointsPerAnswer } from './importance.ts';
import type { Lexicon } from './lexicon.ts';
import { readLexicon } from './lexicon.ts';
import type { DoubtRow, ValueRow } from './queries.ts';
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
  resolveCompetency,
  resolveName,
} from './replies.ts';

const ListImportanceInput = z.object({
  level: NameInput,
  cluster: NameInput,
  government: NameInput,
  competency: NameInput,
  ...PageInput,
});

/** How the items of a block were ranked; inferred by us, the study does not print it. */
const Block = z.object({
  points: z.number().int(),
  items: z.number().int(),
  ranksAsked: z.number().int(),
  maximum: z.number().int(),
  meanIfRandom: z.number(),
});

export const ImportanceItem = z.object({
  level: Named,
  cluster: Named,
  government: Named,
  competency: Named,
  type: Named,
  /** As printed, two decimals; null where nobody answered or too few did to show it. */
  value: z.string().nullable(),
  n: z.number().int().nullable(),
  nBasis: z.enum(['printed', 'exact', 'estimate', 'unknown']),
  support: z.enum(['enough', 'few', 'tiny', 'none', 'unknown']),
  /** The cell in words, with N and what it rests on. */
  text: z.string(),
  block: Block,
  shareOfBlockPoints: z.number().nullable(),
  lift: z.number().nullable(),
  rankInBlock: z.number().int().nullable(),
  aboveOverall: z.boolean().nullable(),
  table: z.string(),
  doubts: z.array(z.string()),
});

export const ImportanceList = z.object({
  items: z.array(ImportanceItem),
  nextCursor: z.string().optional(),
  /** What the values are, and are not. */
  scale: z.string(),
  doubts: z.array(DoubtNote),
});

function itemOf(lexicon: Lexicon, language: Language, doubts: readonly DoubtRow[], row: ValueRow) {
  const withheld = row.support === 'tiny' || row.support === 'none';
  const points = pointsPerAnswer(row.type, row.level);
  const ranksAsked = points === 15 ? 5 : points === 10 ? 4 : 3;
  return {
    level: namedRow(language, lexicon.levels, row.level, named(language, row.level, row.level, row.level)),
    cluster: namedRow(
      language,
      lexicon.clusters,
      row.cluster,
      named(language, 'ALL', '總平均', 'Overall mean'),
    ),
    government: namedRow(
      language,
      lexicon.governments,
      row.government,
      named(language, 'ALL', '不分政府別', 'All governments'),
    ),
    competency: namedCompetency(language, lexicon, row.competency),
    type: namedType(language, row.type),
    value: withheld ? null : row.printed,
    n: row.n,
    nBasis: row.nBasis,
    support: row.support,
    text: new Say(language, lexicon).cell(row),
    block: {
      points,
      items: row.items,
      ranksAsked,
      maximum: ranksAsked,
      meanIfRandom: Number((points / row.items).toFixed(3)),
    },
    shareOfBlockPoints: withheld ? null : row.share,
    lift: withheld ? null : row.lift,
    rankInBlock: withheld ? null : row.rank,
    aboveOverall: withheld ? null : row.aboveOverall,
    table: row.tableId,
    doubts: doubtsAbout(doubts, {
      table: row.tableId,
      level: row.level,
      competency: row.competency,
      ...(row.cluster !== 'ALL' && { cluster: row.cluster }),
      ...(row.government !== 'ALL' && { government: row.government }),
    }).map((one) => one.id),
  };
}

const scale = {
  'zh-TW':
    '數值是同一層級、同一類職能之內的排序積分（本庫推論），不是評分、能力、目標或達成率；不同類型、不同層級不能相比。份額、倍數與名次由本庫計算。',
  en: 'Values are ranking points within one level and one type of competency (our inference), not ratings, proficiency, targets or attainment; types and levels cannot be compared. Share, lift and rank are computed by us.',
};

export const listImportance = defineCapability({
  name: 'list-importance',
  title: { 'zh-TW': '職能重要性', en: 'Importance of competencies' },
  description: {
    'zh-TW':
      '研究印出的職能排序積分，依層級、工作群、政府別與職能篩選；附人數、依據、題組內份額、倍數、名次與存疑註記。未指定政府別時為不分政府別。',
    en: 'The ranking points the study prints for competencies, by level, cluster, government and competency, with N and its basis, share, lift and rank within the block, and notes of doubt. Without a government: all governments together.',
  },
  input: ListImportanceInput,
  output: ImportanceList,
  allow: 'anonymous',
  acts: false,
  run: (ctx, input) =>
    ctx.db.transaction(async (db) => {
      const lexicon = await readLexicon(db);
      const rows = await selectValues(db, {
        level: resolveName('level', input.level, lexicon),
        cluster: resolveName('cluster', input.cluster, lexicon),
        government: resolveName('government', input.government, lexicon) ?? 'ALL',
        competency: resolveCompetency(input.competency, lexicon),
      });
      const doubts = await selectDoubts(db);
      const page = pageOf(rows, input);
      const items = page.items.map((row) => itemOf(lexicon, ctx.language, doubts, row));
      const named = new Set(items.flatMap((item) => item.doubts));
      return {
        ...page,
        items,
        scale: scale[ctx.language],
        doubts: doubtNotes(
          ctx.language,
          doubts.filter((one) => named.has(one.id)),
        ),
      };
    }),
});
