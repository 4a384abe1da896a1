import { renderPng } from '../../badges/image/render-png.ts';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { drawBarsOnPaper } from '../../knowledge/progress/draw-bars.ts';
import { gapBars } from '../../knowledge/progress/gap-bars.ts';
import { summariseProgress } from '../../knowledge/progress/summarise.ts';
import { defineCommand, say } from './command.ts';

const texts = {
  alt: {
    'zh-TW': '各項職能目前已證明的熟練度與目標的差距',
    en: 'Proficiency shown so far in each competency and the gap to its target',
  },
  more: { 'zh-TW': '[看完整儀表板](/dashboard)', en: '[The whole dashboard](/dashboard)' },
};

export const progress = defineCommand<object>({
  name: 'progress',
  words: [{ 'zh-TW': '進度', en: 'progress', also: ['儀表板', 'dashboard'] }],
  usage: { 'zh-TW': '/bank progress', en: '/bank progress' },
  describe: {
    'zh-TW': '看自己的職能達成率、最大差距與學習紀錄，附圖。',
    en: 'Your attainment, widest gap and learning record, with a chart.',
  },
  allow: ['staff'],
  acts: false,
  parse: (text) => (text === '' ? {} : undefined),
  async run(ctx) {
    const { language } = ctx;
    const reply = await callCapability(capabilities.getDashboard, ctx, {});
    const markdown = `${summariseProgress(reply, language)}\n\n${texts.more[language]}`;
    if (reply.gaps.length === 0) return say(markdown, { private: true });
    const png = () => renderPng(drawBarsOnPaper(gapBars(reply.gaps, language)), 960);
    const image = { name: 'gaps.png', alt: texts.alt[language], url: '/dashboard/gaps.png', png };
    return say(markdown, { private: true, image });
  },
});
