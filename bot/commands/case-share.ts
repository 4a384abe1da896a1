import { capabilities } from '../../capabilities.ts';
import { callCapability, fieldErrors, parseInput } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import { draftFromText } from '../../knowledge/cases/draft-from-text.ts';
import { draftWithModel } from '../../knowledge/cases/draft-with-model.ts';
import { CaseDraft } from '../../knowledge/cases/schema.ts';
import { defineCommand, type Question, say } from './command.ts';
import { draftOf, explainForm, readForm, shareForm } from './share-form.ts';
import { caseWord } from './words.ts';

const shareWord = { 'zh-TW': '分享', en: 'share' };

interface ShareInput {
  /** A draft as typed; absent when the person asks how it is done. */
  readonly form?: Readonly<Record<string, unknown>>;
}

/** Slack's window stands open while a model reads; Teams waits a few seconds only, which is too short for one. */
async function draftOfText(ctx: Context, text: string) {
  if (text === '') return undefined;
  return ctx.surface === 'slack' ? (await draftWithModel(ctx, text)).draft : draftFromText(text);
}

export const caseShare = defineCommand<ShareInput>({
  name: 'case-share',
  words: [caseWord, shareWord],
  usage: {
    'zh-TW': '/case share 標題 | 機關 | 政府層級 | 領域 | AI 類型 | 階段 | 結果 | 作法',
    en: '/case share TITLE | AGENCY | GOVERNMENT | SECTOR | AI TYPE | STAGE | OUTCOME | WHAT WAS DONE',
  },
  describe: {
    'zh-TW': '分享自己的案例：只打 `/case share` 會說明要填什麼。',
    en: 'Share a case of yours; `/case share` alone says what is needed.',
  },
  allow: ['staff'],
  acts: true,
  parse(text) {
    if (text === '') return {};
    const form = readForm(text);
    return form && { form };
  },
  form: async (ctx, text) => shareForm(ctx.language, text, await draftOfText(ctx, text)),
  fill(ctx, values) {
    const form = draftOf(values);
    const errors = fieldErrors(CaseDraft, form, ctx.language);
    return errors.length > 0 ? { errors } : { input: { form } };
  },
  async question(ctx, { form }): Promise<Question | undefined> {
    if (!form) return undefined;
    const draft = parseInput(CaseDraft, form, ctx.language);
    const markdown =
      ctx.language === 'en'
        ? `Make a draft “${draft.title}” (${draft.agency})? Only you will see it until you hand it in.`
        : `要建立草稿「${draft.title}」（${draft.agency}）嗎？送審之前只有您看得到。`;
    return { markdown, mark: '' };
  },
  async run(ctx, { form }) {
    if (!form) return say(explainForm(ctx.language), { private: true, form: shareForm(ctx.language, '') });
    const { id } = await callCapability(capabilities.createCase, ctx, form);
    return say(
      ctx.language === 'en'
        ? `Draft made: \`${id}\`. Complete it on [its page](/share/${id}), then hand it in.`
        : `草稿已建立：\`${id}\`。可在[草稿頁面](/share/${id})補充內容，完成後送審。`,
      {
        private: true,
        actions: [{ label: ctx.language === 'en' ? 'Hand in' : '送審', command: `/case share submit ${id}` }],
      },
    );
  },
});

/** @throws AppError NOT_FOUND when the case is not this person's */
async function findOwn(ctx: Context, id: string) {
  const { items } = await callCapability(capabilities.listOwnCases, ctx, { limit: 100 });
  const item = items.find((one) => one.id === id);
  if (!item) throw notFound({ 'zh-TW': '您的案例', en: 'case of yours' });
  return item;
}

export const caseSubmit = defineCommand<{ id: string }>({
  name: 'case-share-submit',
  words: [caseWord, shareWord, { 'zh-TW': '送審', en: 'submit' }],
  usage: { 'zh-TW': '/case share submit 案例編號', en: '/case share submit CASE-ID' },
  describe: {
    'zh-TW': '把自己的草稿交付審核（需確認）。',
    en: 'Hand in a draft of yours for review (asks first).',
  },
  allow: ['staff'],
  acts: true,
  parse(text) {
    const id = /^`?([\w.-]{1,100})`?$/.exec(text)?.[1];
    return id ? { id } : undefined;
  },
  async question(ctx, { id }): Promise<Question> {
    const item = await findOwn(ctx, id);
    const markdown =
      ctx.language === 'en' ? `Hand in “${item.title}” for review?` : `要把「${item.title}」送審嗎？`;
    return { markdown, mark: `${item.state} ${item.updatedAt}` };
  },
  async run(ctx, { id }) {
    await callCapability(capabilities.submitCase, ctx, { id });
    return say(ctx.language === 'en' ? 'Handed in; a reviewer will look at it.' : '已送審，將由審核人檢視。');
  },
});
