import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import { anonymous } from '../../../core/actor.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import { deleteOldAnswers } from '../../../knowledge/answers/delete-old-answers.ts';
import type { KeptAnswer } from '../../../knowledge/answers/get-answer.ts';
import { getAnswer } from '../../../knowledge/answers/get-answer.ts';
import { giveFeedback } from '../../../knowledge/answers/give-feedback.ts';
import type { AskReply } from '../../../knowledge/answers/schema.ts';
import { createPerson } from '../../support/people.ts';
import { putSource } from '../../support/sources.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
let now = new Date('2026-11-24T02:00:00Z');
let staff: Actor;

beforeAll(async () => {
  bank = await openTestBank({ now: () => now });
  staff = (await createPerson(bank, { roles: ['staff'] })).actor;
  await putSource(bank, { id: 'doc-open', title: '銀杏系統', text: '銀杏系統的誤報率為 4.4%。' });
  await putSource(bank, {
    id: 'doc-closed',
    title: '銀杏系統內部評估',
    text: '銀杏系統的誤報率在內部評估為 9.9%。',
    visibility: 'government',
  });
});
afterAll(() => bank.store.close());

const question = '銀杏系統的誤報率是多少？';
const put = (actor: Actor, conversationId?: string, asked = question) =>
  callCapability(ask, contextOf(bank, { actor }), { question: asked, conversationId }) as Promise<AskReply>;
const read = (actor: Actor, id: string) =>
  callCapability(getAnswer, contextOf(bank, { actor }), { id }) as Promise<KeptAnswer>;

describe('a kept answer', () => {
  it('is the same for whoever holds its id', async () => {
    const reply = await put(anonymous);
    const kept = await read(staff, reply.answerId);
    expect(kept).toMatchObject({ question, answer: reply.answer, citations: reply.citations, withheld: 0 });
  });

  it('gives nobody the conversation of an anonymous asker', async () => {
    const reply = await put(anonymous);
    expect((await read(anonymous, reply.answerId)).conversationId).toBe('');
  });

  it('leaves out what a reader may not see, also in the asides', async () => {
    const reply = await put(staff, undefined, '銀杏系統在內部評估的誤報率是多少？');
    expect(reply.answer).toContain('9.9%');
    const kept = await read(anonymous, reply.answerId);
    const { question: _, ...shown } = kept;
    expect(JSON.stringify(shown)).not.toMatch(/9\.9|內部評估/);
    expect(kept.withheld).toBeGreaterThan(0);
  });

  it('is not found under another id', async () => {
    await expect(read(anonymous, 'answer_none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('cannot be read by anybody who does not name it', async () => {
    await put(staff);
    for (const table of ['answers', 'conversations', 'feedback'])
      expect(await contextOf(bank).db.query(`select * from ${table}`)).toEqual([]);
  });
});

describe('a conversation', () => {
  it('belongs to its person', async () => {
    const reply = await put(staff);
    const other = (await createPerson(bank, { roles: ['staff'] })).actor;
    expect((await put(other, reply.conversationId)).conversationId).not.toBe(reply.conversationId);
    expect((await put(anonymous, reply.conversationId)).conversationId).not.toBe(reply.conversationId);
    expect((await put(staff, reply.conversationId)).conversationId).toBe(reply.conversationId);
  });

  it('of an anonymous asker ends after 24 hours', async () => {
    const reply = await put(anonymous);
    now = new Date(now.getTime() + 23 * 3_600_000);
    expect((await put(anonymous, reply.conversationId)).conversationId).toBe(reply.conversationId);
    now = new Date(now.getTime() + 25 * 3_600_000);
    expect((await put(anonymous, reply.conversationId)).conversationId).not.toBe(reply.conversationId);
  });
});

describe('feedback', () => {
  const stored = (id: string) =>
    bank.store.system.query<{ rater: string; helpful: boolean; comment: string | null }>(
      'select f.rater, f.helpful, f.comment from feedback f where f.answer_id = $1',
      [id],
    );

  it('of the same person replaces the earlier one', async () => {
    const { answerId: id } = await put(anonymous);
    await callCapability(giveFeedback, contextOf(bank, { actor: staff }), {
      id,
      helpful: false,
      comment: '不對',
    });
    await callCapability(giveFeedback, contextOf(bank, { actor: staff }), { id, helpful: true });
    await callCapability(giveFeedback, contextOf(bank), { id, helpful: false });
    const rows = await stored(id);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ rater: staff.personId, helpful: true, comment: null });
  });

  it('on an answer that does not exist is refused', async () => {
    const given = callCapability(giveFeedback, contextOf(bank), { id: 'answer_none', helpful: true });
    await expect(given).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('retention', () => {
  it('deletes old answers and keeps pinned and recent ones', async () => {
    const old = await put(anonymous);
    const pinned = await put(anonymous);
    await bank.store.system.query('update answers set pinned = true where id = $1', [pinned.answerId]);
    now = new Date(now.getTime() + 91 * 86_400_000);
    const recent = await put(anonymous);
    expect(await deleteOldAnswers(bank.store.system, now, 90)).toBeGreaterThan(0);
    await expect(read(anonymous, old.answerId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const reply of [pinned, recent])
      expect((await read(anonymous, reply.answerId)).question).toBe(question);
  });
});
