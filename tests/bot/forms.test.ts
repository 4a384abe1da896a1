import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseShare } from '../../bot/commands/case-share.ts';
import { runForm, runLine } from '../../bot/commands/run-line.ts';
import type { Bank } from '../../core/context.ts';
import { listOwnCases } from '../../knowledge/cases/list-written.ts';
import { createPerson, type TestPerson } from '../support/people.ts';
import { contextOf, openTestBank } from '../support/world.ts';

let bank: Bank;
let author: TestPerson;
beforeAll(async () => {
  bank = await openTestBank();
  author = await createPerson(bank, { roles: ['staff'] });
});
afterAll(() => bank.store.close());

const ctx = () => contextOf(bank, { actor: author.actor });
const filled = {
  title: '櫃檯語音轉文字',
  agency: '某市民政局',
  governmentLevel: 'municipality',
  sector: '民政',
  aiType: 'nlp',
  stage: 'pilot',
  outcome: 'mixed',
  'sections.background': '櫃檯記錄太慢。',
  'sections.approach': '錄音經民眾同意後轉成逐字稿。',
  sources: 'https://example.gov.tw/a\nhttps://example.gov.tw/b',
};
const ownCases = async () => (await listOwnCases.run(ctx(), { limit: 100 })).items;

describe('the form of /case share', () => {
  it('comes with the command, in the language asked, with every choice labelled', async () => {
    const { messages } = await runLine(ctx(), { text: '/case share' });
    const { form } = messages[0]!;
    expect(form).toMatchObject({ command: 'case-share', page: '/share', submit: '建立草稿' });
    for (const field of form!.fields) {
      expect(field.label).toMatch(/\p{Script=Han}/u);
      if (field.kind === 'choice') expect(field.options!.length).toBeGreaterThan(1);
    }
    const english = await caseShare.form!(contextOf(bank, { actor: author.actor, language: 'en' }), '');
    for (const { label } of english.fields) expect(label).not.toMatch(/\p{Script=Han}/u);
  });

  it('starts from the text it was opened with', async () => {
    const form = await caseShare.form!(ctx(), '民眾等很久');
    expect(form.fields.some(({ value }) => value?.includes('民眾等很久'))).toBe(true);
  });

  it('names the wrong fields and makes nothing', async () => {
    const reply = await runForm(ctx(), {
      command: 'case-share',
      values: { ...filled, stage: 'x', sources: 'ftp://a' },
    });
    expect('errors' in reply && reply.errors.map(({ path }) => path.split('.')[0]).sort()).toEqual([
      'sources',
      'stage',
    ]);
    expect(await ownCases()).toEqual([]);
  });

  it('makes the draft it describes', async () => {
    const reply = await runForm(ctx(), { command: 'case-share', values: filled });
    expect('messages' in reply && reply.messages[0]).toMatchObject({ private: true });
    expect(await ownCases()).toMatchObject([{ title: '櫃檯語音轉文字', state: 'draft' }]);
  });

  it('is refused to anybody, and a form nobody knows does nothing', async () => {
    const anybody = await runForm(contextOf(bank), { command: 'case-share', values: filled });
    expect('messages' in anybody && anybody.messages[0]!.markdown).toContain('登入');
    const unknown = await runForm(ctx(), { command: 'nothing', values: {} });
    expect('messages' in unknown && unknown.messages[0]!.markdown).toContain('找不到');
    expect(await ownCases()).toHaveLength(1);
  });
});

describe('the button of a confirmation', () => {
  const yesOf = (reply: Awaited<ReturnType<typeof runLine>>) => reply.messages[0]!.actions![0]!.command;

  it('confirms its own question, never a later one', async () => {
    const { id } = (await ownCases())[0]!;
    const first = await runLine(ctx(), { text: `/case share submit ${id}` });
    const { conversationId } = first;
    const second = await runLine(ctx(), { text: `/case share submit ${id}`, conversationId });
    const late = await runLine(ctx(), { text: yesOf(first), conversationId });
    expect(late.messages[0]!.markdown).toContain('沒有等您確認的動作');
    expect((await ownCases())[0]!.state).toBe('draft');
    const done = await runLine(ctx(), { text: yesOf(second), conversationId });
    expect(done.messages[0]!.markdown).toContain('已送審');
    const twice = await runLine(ctx(), { text: yesOf(second), conversationId });
    expect(twice.messages[0]!.markdown).toContain('沒有等您確認的動作');
  });
});
