import type { Text } from '../../core/language.ts';
import { type Attained, shownProficiency } from '../evidence/attained.ts';
import type { LevelId } from '../framework/schema.ts';

/** So many of the core competencies must have a test or a record before a rate is told. */
const neededKnown = 2;

/** The formula, as people are told it. */
export const rateFormula: Text = {
  'zh-TW':
    'AI 職能達成率 = Σ min(已證明的程度, 目標) ÷ Σ 目標，對 AI 職能集合的核心職能、在自己的層級計算。已證明的程度取有效的測驗與證明（學習紀錄、徽章）中較高者；自評不計；沒有證據的核心職能以 0 計。至少兩項核心職能有測驗或證明才顯示。',
  en: 'AI attainment rate = Σ min(proficiency shown, target) ÷ Σ target, over the core competencies of the AI set at the own level. Shown is the higher of test and record (course or badge) in force; self-ratings do not count; a core competency without evidence counts as 0. It is told once two core competencies have a test or a record.',
};

export interface CoreStanding {
  readonly competency: string;
  /** What tests and records show; undefined where there are none. */
  readonly shown: number | undefined;
  readonly target: number;
}

export interface AiRate {
  readonly status: 'known' | 'too-little-evidence';
  /** Whole percent; null when there is too little evidence. */
  readonly percent: number | null;
  readonly known: number;
  readonly needed: number;
  readonly core: readonly CoreStanding[];
}

/** @param core the core competencies of the named AI set that exist at the level */
export function aiRate(
  attained: readonly Attained[],
  own: { level: LevelId; core: readonly string[]; target: number },
): AiRate {
  const core = own.core.map((competency) => {
    const one = attained.find((found) => found.competency === competency && found.level === own.level);
    return { competency, shown: one && shownProficiency(one), target: own.target };
  });
  const known = core.filter((one) => one.shown !== undefined).length;
  const needed = Math.min(neededKnown, core.length);
  if (core.length === 0 || known < needed)
    return { status: 'too-little-evidence', percent: null, known, needed, core };
  const reached = core.reduce((sum, one) => sum + Math.min(one.shown ?? 0, one.target), 0);
  const wanted = core.reduce((sum, one) => sum + one.target, 0);
  return { status: 'known', percent: Math.round((100 * reached) / wanted), known, needed, core };
}
