import { BadgeDraft } from '../../badges/definitions/schema.ts';
import { capabilities } from '../../capabilities.ts';
import { callCapability, parseInput } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { fold } from '../../knowledge/text/fold.ts';
import { defineCommand, plain, type Question, say } from './command.ts';
import { badgeWord, parseOnlyId } from './words.ts';

const proposeWord = { 'zh-TW': '提案', en: 'propose' };
const mayPropose = ['pilot_leader', 'issuer'] as const;

interface ProposeInput {
  /** A draft as typed; absent when the person asks how it is done. */
  readonly draft?: Readonly<Record<string, unknown>>;
}

const levelWords: Readonly<Record<string, string>> = { 基層: 'basic', 中階: 'mid', 高階: 'senior' };

/** A draft from `名稱 | 說明 | …`; undefined when the parts are too few or too many to tell which is which. */
function readDraft(text: string): Record<string, unknown> | undefined {
  const parts = text.split(/[|｜]/u).map((part) => part.trim());
  if (parts.length !== 10) return undefined;
  const [
    name,
    description,
    criteria,
    competency,
    level = '',
    proficiency,
    title,
    hours,
    assessment,
    evidence,
  ] = parts;
  return {
    name: { 'zh-TW': name },
    description: { 'zh-TW': description },
    criteria: { 'zh-TW': criteria },
    competencies: [{ competency, level: levelWords[level] ?? fold(level), proficiency: Number(proficiency) }],
    course: { title, hours: Number(hours) },
    assessment,
    evidence,
  };
}

const explained: Readonly<Record<Language, string>> = {
  'zh-TW': [
    '提案徽章要先建立草稿，送審後由提案人以外的審核人核可，才能核發。以 | 分隔打在一行：',
    '',
    '- 名稱、說明、取得條件',
    '- 職能（框架所列名稱）、層級（基層、中階、高階）、熟練度（0 到 5）',
    '- 課程名稱、時數、評量方式（要能不通過）、應附證明',
    '',
    '例如：',
    '',
    '`/badge propose AI 導入規劃 | 能為機關規劃 AI 導入 | 完成課程並通過實作評量 | AI素養 | 中階 | 3 | AI 導入實務 | 12 | 實作導入計畫，60 分及格 | 導入計畫書與評分表`',
    '',
    '也可以用[提案表單](/badges/new)。',
  ].join('\n'),
  en: [
    'A badge starts as a draft; handed in, it is reviewed by others, and only then issued. In one line with | between:',
    '',
    '- name, what it stands for, criteria',
    '- competency (as the framework prints it), level (basic, mid, senior), proficiency (0 to 5)',
    '- course title, hours, assessment (one that can be failed), evidence to hand in',
    '',
    'For example:',
    '',
    '`/badge propose Planning AI | Plans AI adoption | Completes course and assessment | AI素養 | mid | 3 | AI in practice | 12 | A plan, 60 of 100 passes | The plan and its marks`',
    '',
    'Or use [the form](/badges/new).',
  ].join('\n'),
};

export const badgePropose = defineCommand<ProposeInput>({
  name: 'badge-propose',
  words: [badgeWord, proposeWord],
  usage: {
    'zh-TW': '/badge propose 名稱 | 說明 | 取得條件 | 職能 | 層級 | 熟練度 | 課程 | 時數 | 評量 | 證明',
    en: '/badge propose NAME | WHAT FOR | CRITERIA | COMPETENCY | LEVEL | PROFICIENCY | COURSE | HOURS | ASSESSMENT | EVIDENCE',
  },
  describe: {
    'zh-TW': '提案一個徽章：只打 `/badge propose` 會說明要填什麼。',
    en: 'Propose a badge; `/badge propose` alone says what is needed.',
  },
  allow: mayPropose,
  acts: true,
  parse(text) {
    if (text === '') return {};
    const draft = readDraft(text);
    return draft && { draft };
  },
  async question(ctx, { draft }): Promise<Question | undefined> {
    if (!draft) return undefined;
    const { name } = parseInput(BadgeDraft, draft, ctx.language);
    const markdown =
      ctx.language === 'en'
        ? `Make a draft of the badge “${plain(name['zh-TW'])}”? Only you will see it until you hand it in.`
        : `要建立徽章草稿「${plain(name['zh-TW'])}」嗎？送審之前只有您看得到。`;
    return { markdown, mark: '' };
  },
  async run(ctx, { draft }) {
    if (!draft) return say(explained[ctx.language], { private: true });
    const { id } = await callCapability(capabilities.proposeBadge, ctx, draft);
    const label = ctx.language === 'en' ? 'Hand in' : '送審';
    return say(
      ctx.language === 'en'
        ? `Draft made: [${id}](/badges/${id}). Change it on its page, then hand it in.`
        : `草稿已建立：[${id}](/badges/${id})。可在該頁修改，完成後送審。`,
      { private: true, actions: [{ label, command: `/badge propose submit ${id}` }] },
    );
  },
});

/** @throws AppError NOT_FOUND when the badge is not this person's */
async function findOwn(ctx: Context, id: string) {
  const badge = await callCapability(capabilities.getBadge, ctx, { id });
  if (!badge.mine) throw notFound({ 'zh-TW': '您提案的徽章', en: 'badge of yours' });
  return badge;
}

export const badgeSubmit = defineCommand<{ id: string }>({
  name: 'badge-propose-submit',
  words: [badgeWord, proposeWord, { 'zh-TW': '送審', en: 'submit' }],
  usage: { 'zh-TW': '/badge propose submit 徽章編號', en: '/badge propose submit BADGE-ID' },
  describe: {
    'zh-TW': '把自己的徽章草稿交付審核（需確認）。',
    en: 'Hand in a draft of yours for review (asks first).',
  },
  allow: mayPropose,
  acts: true,
  parse: parseOnlyId,
  async question(ctx, { id }): Promise<Question> {
    const { name, state, version, updatedAt } = await findOwn(ctx, id);
    const markdown =
      ctx.language === 'en'
        ? `Hand in “${plain(name['zh-TW'])}” for review?`
        : `要把徽章「${plain(name['zh-TW'])}」送審嗎？`;
    return { markdown, mark: `${state} ${version} ${updatedAt}` };
  },
  async run(ctx, { id }) {
    await callCapability(capabilities.submitBadge, ctx, { id });
    return say(ctx.language === 'en' ? 'Handed in; reviewers will look at it.' : '已送審，將由審核人檢視。');
  },
});
