import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { invalidInput } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { readLexicon } from '../../knowledge/framework/lexicon.ts';
import { readPathWords } from '../../knowledge/paths/read-words.ts';
import { type BotReply, defineCommand, plain, say, type Word } from './command.ts';

export const pathWord: Word = { 'zh-TW': '路徑', en: 'path', also: ['學習路徑'] };

type Path = Awaited<ReturnType<typeof capabilities.recommendPath.run>>;
type Step = Path['steps'][number];

const texts = {
  week: { 'zh-TW': '**這週先做**', en: '**This week**' },
  later: { 'zh-TW': '**接著**', en: '**Then**' },
  proven: { 'zh-TW': '已證明沒有更好的組合', en: 'proven: no better choice exists' },
  unproven: { 'zh-TW': '時間內未能證明最佳', en: 'not proven best within the time' },
  more: { 'zh-TW': '多給一點時間', en: 'With more time' },
  page: { 'zh-TW': '看完整理由、調整時數', en: 'All reasons, other hours' },
  record: {
    'zh-TW': '完成了輸入 `/路徑 完成 課程編號`，不適合輸入 `/路徑 不適合 課程編號 原因`。',
    en: 'Type `/path done MODULE-ID` when done, `/path skip MODULE-ID REASON` when it is not for you.',
  },
  allDone: { 'zh-TW': '這條路徑的每一步都完成了。', en: 'Every step of this path is done.' },
  diagnose: { 'zh-TW': '不確定工作群？做診斷', en: 'Not sure of the cluster? Diagnose' },
};

const unread = (rest: string) =>
  invalidInput({ 'zh-TW': `看不懂「${plain(rest)}」。`, en: `“${plain(rest)}” was not understood.` });
const incomplete = invalidInput({
  'zh-TW': '請寫出工作群與層級；登入並選好之後就可以省略。',
  en: 'Name a cluster and a level; once you are signed in and have chosen them you may leave them out.',
});

function shortReasons(step: Step): string[] {
  const gaps = step.why.filter(({ rule }) => rule === 'gap').map(({ text }) => text);
  const other = step.why.find(({ rule }) => !['gap', 'would-drop'].includes(rule));
  return [...gaps.slice(0, 1), ...(other ? [other.text] : [])];
}

function stepLine(step: Step, number: number, language: Language): string {
  const unit = language === 'en' ? 'h' : '小時';
  const link = `[${plain(step.title)}](/courses/${encodeURIComponent(step.courseId)})`;
  const reasons = shortReasons(step).map((text) => `\n   - ${plain(text)}`);
  return `${number}. ${link} (${step.hours} ${unit})${reasons.join('')}`;
}

function heading(path: Path, language: Language): string {
  const proof = texts[path.optimal ? 'proven' : 'unproven'][language];
  const who = `${path.cluster.name} · ${path.level.name}`;
  return language === 'en'
    ? `**${who}**: ${path.steps.length} steps, ${path.totalHours} hours (${proof}).`
    : `**${who}**：${path.steps.length} 步，共 ${path.totalHours} 小時（${proof}）。`;
}

/** A path as every chat face says it: three steps first, then the rest. */
function presentPath(path: Path, language: Language, asked: { hours?: number | undefined }): BotReply {
  const where = `cluster=${path.cluster.id}&level=${path.level.id}${asked.hours ? `&hours=${asked.hours}` : ''}`;
  const lines = path.steps.map((step, at) => stepLine(step, at + 1, language));
  const more = path.wouldChange[0];
  const hoursMore =
    asked.hours && more ? Math.round((asked.hours + Number(more.data.hours)) * 100) / 100 : null;
  const parts = [
    path.noPath ? plain(path.noPath.text) : heading(path, language),
    ...(lines.length > 0 ? [`${texts.week[language]}\n${lines.slice(0, 3).join('\n')}`] : []),
    ...(lines.length > 3 ? [`${texts.later[language]}\n${lines.slice(3).join('\n')}`] : []),
    ...(more ? [plain(more.text)] : []),
    `[${texts.page[language]}](/path?${where})`,
  ];
  return say(parts.join('\n\n'), {
    private: true,
    actions: [
      ...(hoursMore
        ? [
            {
              label: `${texts.more[language]} (${hoursMore})`,
              command: `/path ${path.cluster.name} ${path.level.name} ${hoursMore}`,
            },
          ]
        : []),
      { label: texts.diagnose[language], command: '/diagnose' },
    ],
  });
}

/** The path somebody keeps: what is open, with the ids that recording takes. Null when none is kept. */
async function presentOwn(ctx: Context): Promise<BotReply | null> {
  const { path: kept, states, thisWeek } = await callCapability(capabilities.getOwnPath, ctx, {});
  if (!kept) return null;
  const { language } = ctx;
  const isOpen = (id: string) => states.some((one) => one.courseId === id && one.state === 'open');
  const open = kept.steps.filter(({ courseId }) => isOpen(courseId));
  const lines = open.map((step, at) => `${stepLine(step, at + 1, language)}\n   - \`${step.courseId}\``);
  const later = lines.slice(thisWeek.length);
  const parts = [
    kept.noPath ? plain(kept.noPath.text) : heading(kept, language),
    ...(lines.length > 0
      ? [`${texts.week[language]}\n${lines.slice(0, thisWeek.length).join('\n')}`]
      : [texts.allDone[language]]),
    ...(later.length > 0 ? [`${texts.later[language]}\n${later.join('\n')}`] : []),
    ...(lines.length > 0 ? [texts.record[language]] : []),
    `[${texts.page[language]}](/path)`,
  ];
  return say(parts.join('\n\n'), { private: true });
}

async function profileOf(ctx: Context) {
  if (ctx.actor.personId === undefined || ctx.actor.roles.length === 0) return null;
  return callCapability(capabilities.getProfile, ctx, {});
}

export const path = defineCommand<{ text: string }>({
  name: 'path',
  words: [pathWord],
  usage: { 'zh-TW': '/path [工作群] [層級] [時數]', en: '/path [CLUSTER] [LEVEL] [HOURS]' },
  describe: {
    'zh-TW': '排出學習路徑，附每一步的理由，例如「/path 系統規劃 中階 20」。',
    en: 'A learning path with the reason for each step, for example /path sys mid 20.',
  },
  allow: 'anonymous',
  acts: false,
  parse: (text) => ({ text }),
  async run(ctx, { text }) {
    const mine = text === '' && ctx.actor.roles.length > 0 ? await presentOwn(ctx) : null;
    if (mine) return mine;
    const { rest, ...words } = readPathWords(await readLexicon(ctx.db), text);
    if (rest) throw unread(rest);
    const profile = words.cluster && words.level ? null : await profileOf(ctx);
    const cluster = words.cluster ?? profile?.cluster?.id;
    const level = words.level ?? profile?.level?.id;
    if (!cluster || !level) throw incomplete;
    const hours = words.hoursAvailable ?? profile?.hoursAvailable ?? undefined;
    const found = await callCapability(capabilities.recommendPath, ctx, {
      cluster,
      level,
      ...(hours !== undefined && { hoursAvailable: hours }),
    });
    return presentPath(found, ctx.language, { hours });
  },
});
