import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Text } from '../../core/language.ts';
import type { CaseState } from '../../knowledge/cases/schema.ts';
import { defineCommand, say } from './command.ts';
import { caseWord } from './words.ts';

const stateLabels: Readonly<Record<CaseState, Text>> = {
  draft: { 'zh-TW': '草稿', en: 'draft' },
  submitted: { 'zh-TW': '審核中', en: 'under review' },
  returned: { 'zh-TW': '已退回', en: 'returned' },
  published: { 'zh-TW': '已發布', en: 'published' },
  withdrawn: { 'zh-TW': '已下架', en: 'withdrawn' },
};

const none = {
  'zh-TW': '您還沒有分享過案例。輸入 `/case share` 看怎麼開始。',
  en: 'You have shared no case yet. Type `/case share` to see how to start.',
};
const handIn = { 'zh-TW': '送審', en: 'Hand in' };

export const caseMine = defineCommand<object>({
  name: 'case-mine',
  words: [caseWord, { 'zh-TW': '我的', en: 'mine', also: ['my'] }],
  usage: { 'zh-TW': '/case mine', en: '/case mine' },
  describe: { 'zh-TW': '列出您寫的案例與狀態。', en: 'The cases you wrote and where they stand.' },
  allow: ['staff'],
  acts: false,
  parse: (text) => (text === '' ? {} : undefined),
  async run(ctx) {
    const { items } = await callCapability(capabilities.listOwnCases, ctx, { limit: 100 });
    if (items.length === 0) return say(none[ctx.language], { private: true });
    const lines = items.map(
      (item) => `- ${item.title}（${stateLabels[item.state][ctx.language]}）\`${item.id}\``,
    );
    const actions = items
      .filter((item) => item.state === 'draft' || item.state === 'returned')
      .map((item) => ({
        label: `${handIn[ctx.language]}：${item.title}`,
        command: `/case share submit ${item.id}`,
      }));
    return say(lines.join('\n'), { private: true, ...(actions.length > 0 && { actions }) });
  },
});
