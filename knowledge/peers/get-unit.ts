import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { invalidInput } from '../../core/errors.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { selectAiSets } from '../framework/queries.ts';
import { Named, namedCompetency } from '../framework/replies.ts';
import { LevelId } from '../framework/schema.ts';
import { combine, currentBlocks, type GroupFigures } from './peer-figures.ts';

const Group = z.object({
  /** At least so many people, in tens. */
  atLeast: z.number().int(),
  means: z.array(z.object({ competency: Named, mean: z.number() })),
});

const note = {
  'zh-TW':
    '只計入同意列入的同仁，至少 11 人一組才顯示，平均以 0.5 為單位；人數不足的層級不單獨顯示，也不能由總數反推。',
  en: 'Only colleagues who agreed, in groups of eleven or more, means in steps of 0.5. Levels with fewer are not shown and cannot be worked out from the total.',
};

export const getUnit = defineCapability({
  name: 'get-unit',
  title: { 'zh-TW': '單位概況', en: 'My unit in aggregate' },
  description: {
    'zh-TW': '主管看自己機關的 AI 核心職能平均，與同儕比較用同一個保護門檻；看不到個人。',
    en: "A manager's own agency: means of the core AI competencies under the same floor as the peer comparison; never single people.",
  },
  input: z.object({}),
  output: z.object({
    status: z.enum(['shown', 'too-few']),
    note: z.string(),
    all: Group.nullable(),
    byLevel: z.array(Group.extend({ level: LevelId })),
  }),
  allow: ['manager'],
  acts: false,
  async run(ctx) {
    const { agency } = ctx.actor;
    if (!agency)
      throw invalidInput({ 'zh-TW': '您的帳號沒有機關代碼。', en: 'Your account names no agency.' });
    const { lexicon, core } = await ctx.db.transaction(async (tx) => ({
      lexicon: await readLexicon(tx),
      core: (await selectAiSets(tx)).at(-1)?.core ?? [],
    }));
    const blocks = await currentBlocks(ctx.bank.store.system, { agency }, ctx.now());
    const show = ({ atLeast, means }: GroupFigures) => ({
      atLeast,
      means: [...means].map(([name, mean]) => ({
        competency: namedCompetency(ctx.language, lexicon, name),
        mean,
      })),
    });
    const all = combine(blocks, core);
    const byLevel = LevelId.options.flatMap((level) => {
      const figures = combine(
        blocks.filter((block) => block.level === level),
        core,
      );
      return figures ? [{ level, ...show(figures) }] : [];
    });
    return {
      status: all ? ('shown' as const) : ('too-few' as const),
      note: note[ctx.language],
      all: all && show(all),
      byLevel,
    };
  },
});
