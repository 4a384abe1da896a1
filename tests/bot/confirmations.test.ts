import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runLine } from '../../bot/commands/run-line.ts';
import type { Actor } from '../../core/actor.ts';
import type { Bank } from '../../core/context.ts';
import { getCase } from '../../knowledge/cases/get-case.ts';
import { reviewCase } from '../../knowledge/cases/review-case.ts';
import { createCase, submitCase, updateCase } from '../../knowledge/cases/write-case.ts';
import { createPerson } from '../support/people.ts';
import { contextOf, openTestBank } from '../support/world.ts';

let bank: Bank;
let author: Actor;
let reviewer: Actor;
let other: Actor;
let now = new Date('2026-11-24T01:00:00Z');
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

beforeAll(async () => {
  bank = await openTestBank({ now: () => now });
  author = (await createPerson(bank, { roles: ['staff'] })).actor;
  reviewer = (await createPerson(bank, { roles: ['reviewer'] })).actor;
  other = (await createPerson(bank, { roles: ['reviewer'] })).actor;
});
afterAll(() => bank.store.close());

const draft = {
  title: '櫃檯語音轉文字',
  agency: '某市民政局',
  country: 'TW',
  governmentLevel: 'municipality' as const,
  sector: '民政',
  aiType: 'nlp' as const,
  stage: 'pilot' as const,
  outcome: 'mixed' as const,
  sections: {
    background: '',
    approach: '逐字稿。',
    results: '',
    risks: '',
    governance: '',
    lessons: '',
    questions: '',
  },
  metrics: [],
  sources: [],
  competencies: [],
  visibility: 'government',
  credit: 'anonymous' as const,
};
const asAuthor = () => contextOf(bank, { actor: author });
const stateOf = async (id: string) => (await getCase.run(asAuthor(), { id })).state;

let id: string;
beforeEach(async () => {
  later(60);
  id = (await createCase.run(asAuthor(), draft)).id;
  await submitCase.run(asAuthor(), { id });
});

/** One person's side of one conversation. */
function talk(actor: Actor | undefined, conversationId?: string) {
  let conversation = conversationId;
  return {
    get conversation() {
      return conversation;
    },
    async say(text: string): Promise<string> {
      const reply = await runLine(contextOf(bank, actor ? { actor } : {}), {
        text,
        conversationId: conversation,
      });
      conversation = reply.conversationId;
      return reply.messages.map(({ markdown }) => markdown).join('\n');
    },
  };
}

describe('approving a case in a chat', () => {
  it('is asked first, names the case, and happens on 是', async () => {
    const { say } = talk(reviewer);
    expect(await say('/case review')).toContain(id);
    expect(await say(`/case review approve ${id}`)).toMatch(/櫃檯語音轉文字[\s\S]*是[\s\S]*yes/);
    expect(await stateOf(id)).toBe('submitted');
    expect(await say('是')).toContain(`/cases/${id}`);
    expect(await stateOf(id)).toBe('published');
  });

  it.each(['yes', 'YES', ' Yes. ', '是。', '是的'])('takes %s for a yes', async (word) => {
    const { say } = talk(reviewer);
    await say(`/案例 審核 核可 ${id}`);
    await say(word);
    expect(await stateOf(id)).toBe('published');
  });

  it('works once', async () => {
    const { say } = talk(reviewer);
    await say(`/case review approve ${id}`);
    await say('是');
    expect(await say('是')).toContain('沒有等您確認的動作');
  });

  it('works once for two replies at the same time', async () => {
    const person = talk(reviewer);
    await person.say(`/case review approve ${id}`);
    const replies = await Promise.all([person.say('是'), person.say('是')]);
    expect(replies.filter((reply) => reply.includes(`/cases/${id}`))).toHaveLength(1);
  });

  it('lives ten minutes', async () => {
    const { say } = talk(reviewer);
    await say(`/case review approve ${id}`);
    later(10);
    expect(await say('是')).toContain('沒有等您確認的動作');
    expect(await stateOf(id)).toBe('submitted');
    await say(`/case review approve ${id}`);
    later(9.9);
    await say('是');
    expect(await stateOf(id)).toBe('published');
  });

  it('belongs to the person and to the conversation', async () => {
    const first = talk(reviewer);
    await first.say(`/case review approve ${id}`);
    expect(await talk(other, first.conversation).say('是')).toContain('沒有等您確認的動作');
    expect(await talk(reviewer).say('是')).toContain('沒有等您確認的動作');
    expect(await talk(undefined, first.conversation).say('yes')).toContain('沒有等您確認的動作');
    expect(await stateOf(id)).toBe('submitted');
    await first.say('是');
    expect(await stateOf(id)).toBe('published');
  });

  it('belongs to the exact input: a newer command takes its place', async () => {
    const second = (await createCase.run(asAuthor(), { ...draft, title: '第二則' })).id;
    await submitCase.run(asAuthor(), { id: second });
    const { say } = talk(reviewer);
    await say(`/case review approve ${id}`);
    await say(`/case review approve ${second}`);
    await say('是');
    expect([await stateOf(id), await stateOf(second)]).toEqual(['submitted', 'published']);
    expect(await say('是')).toContain('沒有等您確認的動作');
  });

  it('can be called off', async () => {
    const { say } = talk(reviewer);
    await say(`/case review approve ${id}`);
    expect(await say('取消')).toContain('已取消');
    expect(await say('是')).toContain('沒有等您確認的動作');
    expect(await stateOf(id)).toBe('submitted');
  });

  it('looks at the role again', async () => {
    const asked = talk(reviewer);
    await asked.say(`/case review approve ${id}`);
    const demoted = { ...reviewer, roles: ['staff'] as const };
    expect(await talk(demoted, asked.conversation).say('是')).toContain('身分');
    expect(await stateOf(id)).toBe('submitted');
  });

  it('looks at the state again', async () => {
    const { say } = talk(reviewer);
    await say(`/case review approve ${id}`);
    await reviewCase.run(contextOf(bank, { actor: other }), { id, decision: 'return', comment: '請補來源' });
    expect(await say('是')).toContain('找不到');
    expect(await stateOf(id)).toBe('returned');
  });

  it('does not confirm what was changed in between', async () => {
    const { say } = talk(reviewer);
    await say(`/case review approve ${id}`);
    later(1);
    await reviewCase.run(contextOf(bank, { actor: other }), { id, decision: 'return', comment: '請補來源' });
    await updateCase.run(asAuthor(), { ...draft, id, title: '換了內容' });
    await submitCase.run(asAuthor(), { id });
    expect(await say('是')).toContain('有了變動');
    expect(await stateOf(id)).toBe('submitted');
  });

  it('is refused at once to authors, to staff and to anybody', async () => {
    expect(await talk(author).say(`/case review approve ${id}`)).toContain('身分');
    expect(await talk(undefined).say(`/case review approve ${id}`)).toContain('登入');
    const both = { ...author, roles: ['reviewer'] as const };
    const own = talk(both);
    expect(await own.say(`/case review approve ${id}`)).toContain('找不到');
    expect(await own.say('是')).toContain('沒有等您確認的動作');
  });
});

describe('other acts in a chat', () => {
  it('returns a case with the reason given', async () => {
    const { say } = talk(reviewer);
    expect(await say(`/case review return ${id}`)).toMatch(/^用法：/);
    expect(await say(`/case review return ${id} 請補上 兩個來源`)).toContain('請補上 兩個來源');
    await say('是');
    const { state, reviews } = await getCase.run(asAuthor(), { id });
    expect(state).toBe('returned');
    expect(reviews).toMatchObject([{ decision: 'return', comment: '請補上 兩個來源' }]);
  });

  it('shares a case from one line and hands it in, each after a yes', async () => {
    const { say } = talk(author);
    expect(await say('/case share')).toMatch(/生成式 AI[\s\S]*試辦/);
    expect(await say('/case share 只有標題')).toMatch(/^用法：/);
    expect(await say('/case share 標題 | 機關 | 火星 | 民政 | 生成式 AI | 試辦 | 成功 | 作法')).toContain(
      'governmentLevel',
    );
    expect(
      await say('/案例 分享 公文摘要｜某縣府｜其他地方政府｜行政｜生成式 AI｜試辦｜成功｜摘要由承辦人核對。'),
    ).toContain('公文摘要');
    const made = /`(case_\w+)`/.exec(await say('是'))![1]!;
    expect(await getCase.run(asAuthor(), { id: made })).toMatchObject({
      state: 'draft',
      draft: {
        title: '公文摘要',
        governmentLevel: 'local',
        aiType: 'generative',
        outcome: 'success',
        country: 'TW',
      },
    });
    expect(await say('/case mine')).toContain(made);
    expect(await say(`/case share submit ${made}`)).toContain('公文摘要');
    expect(await stateOf(made)).toBe('draft');
    expect(await say('yes')).toContain('已送審');
    expect(await stateOf(made)).toBe('submitted');
  });
});
