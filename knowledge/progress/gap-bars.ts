import type { Language, Text } from '../../core/language.ts';
import type { DashboardReply } from './dashboard-schema.ts';
import type { Bars } from './draw-bars.ts';

const shownText: Text = { 'zh-TW': '已證明', en: 'Shown' };
const gapText: Text = { 'zh-TW': '差距', en: 'Gap' };

/** The gaps of a dashboard as bars: what is shown, then what is missing to the target. */
export function gapBars(gaps: DashboardReply['gaps'], language: Language): Bars {
  return {
    labels: gaps.map((one) => one.competency.name),
    max: 5,
    series: [
      {
        name: shownText[language],
        values: gaps.map((one) => one.shown ?? 0),
        ink: 'accent',
        stack: 'level',
      },
      {
        name: gapText[language],
        values: gaps.map((one) => one.gap),
        ink: 'quiet',
        outlined: true,
        stack: 'level',
      },
    ],
  };
}
