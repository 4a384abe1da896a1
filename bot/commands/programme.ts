import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { nominationLabels } from '../../knowledge/programme/nominations/schema.ts';
import { type BotAction, defineCommand, plain, type Question, say } from './command.ts';
import { parseOnlyId } from './words.ts';

const programmeWord = { 'zh-TW': '領航', en: 'programme', also: ['program', '領航計畫', '领航'] };

const texts = {
  cohorts: { 'zh-TW': '**我的梯次**', en: '**My cohorts**' },
  noCohort: { 'zh-TW': '您還沒有參加任何梯次。', en: 'You are in no cohort yet.' },
  gatherings: { 'zh-TW': '**接下來的聚會**', en: '**Gatherings ahead**' },
  noGathering: { 'zh-TW': '目前沒有排定的聚會。', en: 'No gathering is planned at present.' },
  nominations: { 'zh-TW': '**與我有關的推薦**', en: '**Nominations by or of me**' },
  noNomination: { 'zh-TW': '沒有您提出或推薦您的推薦。', en: 'No nomination is by you or of you.' },
  all: { 'zh-TW': '全部在[領航計畫](/programme)。', en: 'All of it is at [/programme](/programme).' },
  join: { 'zh-TW': '報名', en: 'Sign up' },
  leave: { 'zh-TW': '取消報名', en: 'Cancel' },
  joinCommand: { 'zh-TW': '/領航 報名', en: '/programme join' },
  leaveCommand: { 'zh-TW': '/領航 取消', en: '/programme leave' },
  going: { 'zh-TW': '您已報名', en: 'you are coming' },
  waiting: { 'zh-TW': '您在候補', en: 'you are waiting for a place' },
  left: { 'zh-TW': '已取消報名。', en: 'Your sign-up is cancelled.' },
};

const taipei = (iso: string) =>
  new Date(iso).toLocaleString('sv-SE', { timeZone: 'Asia/Taipei', dateStyle: 'short', timeStyle: 'short' });

/** Where the asker stands in a cohort: steps reached of steps there are, for its members alone. */
async function cohortLine(ctx: Context, id: string): Promise<string> {
  const cohort = await callCapability(capabilities.getCohort, ctx, { id });
  const mine = cohort.milestones.find(({ person }) => person.id === ctx.actor.personId);
  const closed = cohort.state === 'closed' ? { 'zh-TW': '，已結束', en: ', closed' }[ctx.language] : '';
  const members = cohort.members.length;
  const [reached, steps] = [mine?.reached ?? 0, mine?.steps ?? 0];
  const stands = {
    'zh-TW': `${members} 位學員${mine ? `，您完成 ${steps} 個里程碑中的 ${reached} 個` : ''}${closed}`,
    en: `${members} member(s)${mine ? `, you reached ${reached} of ${steps} milestones` : ''}${closed}`,
  };
  const link = `[${plain(cohort.name)}](/programme/cohorts/${id})`;
  return `- ${link}（${cohort.startsOn}～${cohort.endsOn}）：${stands[ctx.language]}`;
}

async function cohortLines(ctx: Context): Promise<string[]> {
  const { items } = await callCapability(capabilities.listCohorts, ctx, {});
  if (items.length === 0) return [texts.noCohort[ctx.language]];
  const lines: string[] = [];
  for (const { id } of items.slice(0, 5)) lines.push(await cohortLine(ctx, id));
  return lines;
}

async function gatheringLines(ctx: Context): Promise<{ lines: string[]; actions: BotAction[] }> {
  const { language } = ctx;
  const { items } = await callCapability(capabilities.listGatherings, ctx, { limit: 20 });
  const lines: string[] = [];
  const actions: BotAction[] = [];
  for (const { id } of items.filter(({ state }) => state === 'planned').slice(0, 3)) {
    const gathering = await callCapability(capabilities.getGathering, ctx, { id });
    const { title, place, startsAt, mine } = gathering;
    const stands = mine ? `（${texts[mine.state][language]}）` : '';
    lines.push(
      `- ${taipei(startsAt)} [${plain(title)}](/programme/gatherings/${id})，${plain(place)}${stands}`,
    );
    const [label, command] = mine ? [texts.leave, texts.leaveCommand] : [texts.join, texts.joinCommand];
    actions.push({ label: `${label[language]}：${plain(title)}`, command: `${command[language]} ${id}` });
  }
  return { lines: lines.length > 0 ? lines : [texts.noGathering[language]], actions };
}

async function nominationLines(ctx: Context): Promise<string[]> {
  const { items } = await callCapability(capabilities.listNominations, ctx, {});
  if (items.length === 0) return [texts.noNomination[ctx.language]];
  return items.slice(0, 5).map(({ id, nominee, project, state }) => {
    const link = `[${plain(project.title)}](/programme/nominations/${id})`;
    return `- ${link}，${plain(nominee.name)}：${nominationLabels[state][ctx.language]}`;
  });
}

export const programme = defineCommand<object>({
  name: 'programme',
  words: [programmeWord],
  usage: { 'zh-TW': '/programme', en: '/programme' },
  describe: {
    'zh-TW': '領航計畫：我的梯次進度、接下來的聚會、與我有關的推薦。',
    en: 'The programme of AI pilot leaders: my cohorts, the gatherings ahead, nominations by or of me.',
  },
  allow: ['staff'],
  acts: false,
  parse: (text) => (text === '' ? {} : undefined),
  async run(ctx) {
    const t = (key: 'cohorts' | 'gatherings' | 'nominations' | 'all') => texts[key][ctx.language];
    const cohorts = await cohortLines(ctx);
    const { lines, actions } = await gatheringLines(ctx);
    const nominations = await nominationLines(ctx);
    const parts = [
      [t('cohorts'), '', ...cohorts],
      [t('gatherings'), '', ...lines],
      [t('nominations'), '', ...nominations],
      [t('all')],
    ];
    return say(parts.map((part) => part.join('\n')).join('\n\n'), {
      private: true,
      ...(actions.length > 0 && { actions }),
    });
  },
});

/** What a person is asked before they come to a gathering or give their place up. */
async function askOf(ctx: Context, id: string, words: (what: string) => string): Promise<Question> {
  const gathering = await callCapability(capabilities.getGathering, ctx, { id });
  const { title, place, startsAt, mine, sequence, state } = gathering;
  const what = `「${plain(title)}」（${taipei(startsAt)}，${plain(place)}）`;
  return { markdown: words(what), mark: `${state} ${sequence} ${mine?.state ?? ''}` };
}

export const gatheringJoin = defineCommand<{ id: string }>({
  name: 'programme-join',
  words: [programmeWord, { 'zh-TW': '報名', en: 'join' }],
  usage: { 'zh-TW': '/programme join 聚會編號', en: '/programme join GATHERING-ID' },
  describe: { 'zh-TW': '報名聚會（需確認）。', en: 'Sign up for a gathering (asks first).' },
  allow: ['staff'],
  acts: true,
  parse: parseOnlyId,
  question: (ctx, { id }) =>
    askOf(ctx, id, (what) =>
      ctx.language === 'en'
        ? `Sign up for ${what}? The organiser sees your name; when it is full you wait for a place.`
        : `要報名${what}嗎？主辦會看到您的名字；額滿時您會排入候補。`,
    ),
  async run(ctx, { id }) {
    const { state } = await callCapability(capabilities.signUp, ctx, { id });
    const done = {
      going: { 'zh-TW': '已報名', en: 'You are coming' },
      waiting: {
        'zh-TW': '名額已滿，您已排入候補，有名額會通知您',
        en: 'It is full; you are told when a place comes free',
      },
    };
    const stop = ctx.language === 'en' ? '.' : '。';
    const file = ctx.language === 'en' ? 'Details and calendar file: ' : '詳情與行事曆檔：';
    const link = `[/programme/gatherings/${id}](/programme/gatherings/${id})`;
    return say(`${done[state][ctx.language]}${stop}${file}${link}`, { private: true });
  },
});

export const gatheringLeave = defineCommand<{ id: string }>({
  name: 'programme-leave',
  words: [programmeWord, { 'zh-TW': '取消', en: 'leave', also: ['cancel'] }],
  usage: { 'zh-TW': '/programme leave 聚會編號', en: '/programme leave GATHERING-ID' },
  describe: { 'zh-TW': '取消聚會報名（需確認）。', en: 'Give up your place at a gathering (asks first).' },
  allow: ['staff'],
  acts: true,
  parse: parseOnlyId,
  question: (ctx, { id }) =>
    askOf(ctx, id, (what) =>
      ctx.language === 'en'
        ? `Give up your place at ${what}? The next in line has it.`
        : `要取消${what}的報名嗎？名額會給候補的下一位。`,
    ),
  async run(ctx, { id }) {
    await callCapability(capabilities.cancelSignUp, ctx, { id });
    return say(texts.left[ctx.language], { private: true });
  },
});
