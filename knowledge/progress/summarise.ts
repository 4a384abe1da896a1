import type { Language } from '../../core/language.ts';
import type { DashboardReply } from './dashboard-schema.ts';

function rateLine({ aiRate }: DashboardReply, en: boolean): string {
  if (aiRate.status === 'known')
    return en
      ? `AI attainment rate: ${aiRate.percent}% (${aiRate.known} of ${aiRate.core.length} core competencies with evidence)`
      : `AI 職能達成率：${aiRate.percent}%（${aiRate.core.length} 項核心職能中 ${aiRate.known} 項有證據）`;
  if (aiRate.status === 'no-level') return en ? 'Choose your level first.' : '請先選擇自己的層級。';
  return en
    ? `AI attainment rate: too little evidence (${aiRate.known} of the ${aiRate.needed} needed)`
    : `AI 職能達成率：證據不足（需要 ${aiRate.needed} 項，目前 ${aiRate.known} 項）`;
}

function gapLine({ gaps }: DashboardReply, en: boolean): string | undefined {
  const [widest] = gaps;
  if (!widest || widest.gap === 0) return undefined;
  const shown = widest.shown ?? 0;
  return en
    ? `Widest gap: ${widest.competency.name}, ${shown} of ${widest.target}`
    : `最大差距：${widest.competency.name}，目前 ${shown}、目標 ${widest.target}`;
}

function countLine({ completions, badges }: DashboardReply, en: boolean): string {
  const { done, hours } = completions;
  return en
    ? `Done: ${done} courses (${hours} hours), ${badges.earned.length} badges`
    : `已完成 ${done} 門課（${hours} 小時）、${badges.earned.length} 枚徽章`;
}

/** The dashboard in a few lines of Markdown, for a chat. */
export function summariseProgress(reply: DashboardReply, language: Language): string {
  const en = language === 'en';
  const lines = [rateLine(reply, en), gapLine(reply, en), countLine(reply, en)];
  return lines
    .filter((line) => line !== undefined)
    .map((line) => `- ${line}`)
    .join('\n');
}
