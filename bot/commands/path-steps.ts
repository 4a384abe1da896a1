import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { defineCommand, plain, type Question, say } from './command.ts';
import { pathWord } from './path.ts';

const texts = {
  askDone: { 'zh-TW': '要記錄完成這門課嗎', en: 'Record this module as done' },
  askRefuse: { 'zh-TW': '要標為不適合您嗎', en: 'Mark this module as not for you' },
  done: { 'zh-TW': '已記錄完成', en: 'Recorded as done' },
  waiting: {
    'zh-TW': '已記錄，等另一位有權限的人簽核後才算數',
    en: 'Recorded; it counts once somebody else has signed it off',
  },
  refused: { 'zh-TW': '已記下，路徑會避開這門課', en: 'Noted; your path avoids this module' },
  next: { 'zh-TW': '看我的路徑', en: 'My path' },
};

/** A module's id and the words after it. */
function parseStep(text: string): { courseId: string; words: string } | undefined {
  const [, courseId, words = ''] = /^`?([\w.-]{1,150})`?(?:\s+([\s\S]+))?$/u.exec(text) ?? [];
  return courseId ? { courseId, words: words.trim() } : undefined;
}

async function askAbout(ctx: Context, courseId: string, asked: 'askDone' | 'askRefuse'): Promise<Question> {
  const { id, title, hours } = await callCapability(capabilities.getCourse, ctx, { id: courseId });
  const { language } = ctx;
  const about =
    language === 'en'
      ? `: ${plain(title.en)} (${hours} hours)?`
      : `：${plain(title['zh-TW'])}（${hours} 小時）？`;
  return { markdown: texts[asked][language] + about, mark: id };
}

export const pathDone = defineCommand<{ courseId: string; words: string }>({
  name: 'path-done',
  words: [pathWord, { 'zh-TW': '完成', en: 'done' }],
  usage: { 'zh-TW': '/path done 課程編號 [備註]', en: '/path done MODULE-ID [NOTE]' },
  describe: { 'zh-TW': '記錄完成一門課。', en: 'Record a module as done.' },
  allow: ['staff'],
  acts: true,
  parse: parseStep,
  question: (ctx, { courseId }) => askAbout(ctx, courseId, 'askDone'),
  async run(ctx, { courseId, words }) {
    const { title, state } = await callCapability(capabilities.recordCompletion, ctx, {
      courseId,
      ...(words && { note: words }),
    });
    const said = texts[state === 'waiting' ? 'waiting' : 'done'][ctx.language];
    return say(`${said}${ctx.language === 'en' ? ': ' : '：'}${plain(title)}`, {
      private: true,
      actions: [{ label: texts.next[ctx.language], command: ctx.language === 'en' ? '/path' : '/路徑' }],
    });
  },
});

export const pathRefuse = defineCommand<{ courseId: string; words: string }>({
  name: 'path-refuse',
  words: [pathWord, { 'zh-TW': '不適合', en: 'skip', also: ['不適合我', 'not-for-me'] }],
  usage: { 'zh-TW': '/path skip 課程編號 原因', en: '/path skip MODULE-ID REASON' },
  describe: {
    'zh-TW': '說一門課不適合您，路徑會避開它。',
    en: 'Say that a module is not for you; your path avoids it.',
  },
  allow: ['staff'],
  acts: true,
  parse: (text) => {
    const step = parseStep(text);
    return step?.words ? step : undefined;
  },
  question: (ctx, { courseId }) => askAbout(ctx, courseId, 'askRefuse'),
  async run(ctx, { courseId, words }) {
    await callCapability(capabilities.refuseStep, ctx, { courseId, reason: words });
    return say(texts.refused[ctx.language], {
      private: true,
      actions: [{ label: texts.next[ctx.language], command: ctx.language === 'en' ? '/path' : '/路徑' }],
    });
  },
});
