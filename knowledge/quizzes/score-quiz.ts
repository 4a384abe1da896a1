import type { Text } from '../../core/language.ts';
import type { AskedItem, OptionId, QuizItem } from './schema.ts';
import { optionIds } from './schema.ts';

/** The rule results follow, as people are told it. */
export const scoringRule: Text = {
  'zh-TW':
    '每份六題：程度 1、2、3 各兩題。從程度 1 往上看，兩題都答對才算達到；第一個沒有全對的程度就停。選擇題最多說明到程度 3。結果有效 24 個月；隔一天才能再測，再測時先出沒做過的題目。',
  en: 'Six items: two each for proficiency 1, 2 and 3. Going up from 1, a proficiency is reached when both are right; the first that is not ends it. A choice of answers shows at most 3. A result holds for 24 months; the quiz can be taken again after a day, with unseen items first.',
};

export const uncalibratedNote: Text = {
  'zh-TW': '尚未校準：這些題目還沒有用作答資料驗證難度與鑑別度，結果只供學習參考，不適合用於考績或資格認定。',
  en: 'Not calibrated: difficulty and discrimination have not been checked against answers. Results guide learning and do not suit appraisal or certification.',
};

export const validMonths = 24;
export const retakeHours = 24;

interface ItemResult {
  readonly item: QuizItem;
  readonly chosen: OptionId | undefined;
  /** The option shown that was right. */
  readonly key: OptionId;
  readonly right: boolean;
}

export interface TierResult {
  readonly proficiency: number;
  readonly right: number;
  readonly total: number;
}

export interface QuizScore {
  readonly items: readonly ItemResult[];
  readonly tiers: readonly TierResult[];
  readonly correct: number;
  /** 0 to 3. */
  readonly proficiency: number;
}

function markItem(asked: AskedItem, item: QuizItem, chosen: OptionId | undefined): ItemResult {
  const key = optionIds[asked.order.indexOf(item.key)]!;
  return { item, chosen, key, right: chosen === key };
}

function tiersOf(items: readonly ItemResult[]): TierResult[] {
  const found = [...new Set(items.map((one) => one.item.proficiency))].sort((a, b) => a - b);
  return found.map((proficiency) => {
    const own = items.filter((one) => one.item.proficiency === proficiency);
    return { proficiency, right: own.filter((one) => one.right).length, total: own.length };
  });
}

/** The highest proficiency whose items, and those below it, were all right. */
function proficiencyOf(tiers: readonly TierResult[]): number {
  const firstMissed = tiers.findIndex((tier) => tier.right < tier.total);
  const reached = firstMissed < 0 ? tiers : tiers.slice(0, firstMissed);
  return reached.at(-1)?.proficiency ?? 0;
}

/** Marks a quiz by the published rule; an item left out counts as wrong. */
export function scoreQuiz(
  asked: readonly AskedItem[],
  bank: readonly QuizItem[],
  answers: ReadonlyMap<string, OptionId>,
): QuizScore {
  const items = asked.flatMap((one) => {
    const item = bank.find((found) => found.id === one.id);
    return item ? [markItem(one, item, answers.get(one.id))] : [];
  });
  const tiers = tiersOf(items);
  return {
    items,
    tiers,
    correct: items.filter((one) => one.right).length,
    proficiency: proficiencyOf(tiers),
  };
}
