import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { proficiencyLabels } from '../courses/labels.ts';
import { readLexicon } from '../framework/lexicon.ts';
import {
  Named,
  NameInput,
  named,
  namedCompetency,
  namedRow,
  resolveCompetency,
  resolveName,
} from '../framework/replies.ts';
import { loadBehaviours } from './load-proficiency.ts';

const draftNote = {
  'zh-TW': '本庫撰寫的草案，待專家審查；不是研究的結論。',
  en: 'Written by us, a draft for expert review; not a finding of the study.',
};

const BehaviourItem = z.object({
  competency: Named,
  level: Named,
  /** False where the study does not define the competency. */
  definedByStudy: z.boolean(),
  version: z.string(),
  behaviours: z.array(z.object({ proficiency: z.number().int(), text: z.string() })),
});

export const listBehaviours = defineCapability({
  name: 'list-behaviours',
  title: { 'zh-TW': '職能程度的行為', en: 'Behaviours by proficiency' },
  description: {
    'zh-TW': '每一層級、每一項職能，程度 1 到 5 各有什麼看得到的行為；本庫草案，待專家審查。',
    en: 'What can be seen at proficiency 1 to 5 of each competency and level; a draft of ours for expert review.',
  },
  input: z.object({ level: NameInput, competency: NameInput }),
  output: z.object({
    note: z.string(),
    scale: z.array(z.object({ proficiency: z.number().int(), name: z.string() })),
    items: z.array(BehaviourItem),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, input) {
    const { language } = ctx;
    const lexicon = await readLexicon(ctx.db);
    const level = resolveName('level', input.level, lexicon);
    const competency = resolveCompetency(input.competency, lexicon);
    const files = loadBehaviours().filter((file) => !level || file.level === level);
    return {
      note: draftNote[language],
      scale: proficiencyLabels.map((label, proficiency) => ({ proficiency, name: label[language] })),
      items: files.flatMap((file) =>
        file.items
          .filter((item) => !competency || item.competency === competency)
          .map((item) => ({
            competency: namedCompetency(language, lexicon, item.competency),
            level: namedRow(
              language,
              lexicon.levels,
              file.level,
              named(language, file.level, file.level, file.level),
            ),
            definedByStudy: item.definedByStudy,
            version: file.version,
            behaviours: item.behaviours.map((one) => ({
              proficiency: one.proficiency,
              text: one[language],
            })),
          })),
      ),
    };
  },
});
