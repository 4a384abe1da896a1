import { wordedState } from '../../badges/definitions/states.ts';
import { shown } from '../../badges/issuers/schema.ts';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Language } from '../../core/language.ts';
import { fold } from '../../knowledge/text/fold.ts';
import { defineCommand, plain, say } from './command.ts';
import { badgeWord } from './words.ts';

type Item = Awaited<ReturnType<typeof capabilities.listBadges.run>>['items'][number];

const listed = 20;
const texts = {
  none: {
    'zh-TW': '目前沒有符合的徽章。到[徽章頁面](/badges)看看。',
    en: 'No badge fits. Have a look at [the badges](/badges).',
  },
  sandbox: { 'zh-TW': '（測試用，不具效力）', en: ' (sandbox, counts for nothing)' },
  hours: { 'zh-TW': '小時', en: 'hours' },
};

/** One badge on one line, with what it takes to issue it: its id. */
export function badgeLine(item: Item, language: Language, withState = false): string {
  const name = plain(shown(item.name, language));
  const about = [
    ...item.competencies.map((one) => one.competency),
    `${item.course.hours} ${texts.hours[language]}`,
    ...(withState ? [wordedState[item.state][language]] : []),
  ].join(' · ');
  const mark = item.sandbox ? texts.sandbox[language] : '';
  const dash = language === 'en' ? ' — ' : '：';
  return `- [${name}](/badges/${item.id})${mark}${dash}${about} \`${item.id}\``;
}

export const badgeList = defineCommand<{ words: string }>({
  name: 'badge-list',
  words: [badgeWord, { 'zh-TW': '清單', en: 'list', also: ['列出', '清单'] }],
  usage: { 'zh-TW': '/badge list [名稱或職能]', en: '/badge list [NAME OR COMPETENCY]' },
  describe: { 'zh-TW': '列出已核定的徽章。', en: 'The approved badges.' },
  allow: 'anonymous',
  acts: false,
  parse: (text) => ({ words: text }),
  async run(ctx, { words }) {
    const { items } = await callCapability(capabilities.listBadges, ctx, { limit: 100 });
    const wanted = fold(words);
    const found = items.filter((item) =>
      [item.name['zh-TW'], item.name.en ?? '', ...item.competencies.map((one) => one.competency)].some(
        (text) => fold(text).includes(wanted),
      ),
    );
    if (found.length === 0) return say(texts.none[ctx.language]);
    return say(
      found
        .slice(0, listed)
        .map((item) => badgeLine(item, ctx.language))
        .join('\n'),
    );
  },
});
