import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseIn } from '../support/cases.ts';
import { openProgrammeWorld, type ProgrammeWorld } from '../support/programme.ts';

let world: ProgrammeWorld;
const cases: Record<string, string> = {};
beforeAll(async () => {
  world = await openProgrammeWorld();
  const author = (await world.person('author', ['staff'], 'a')).actor;
  const reviewer = (await world.person('reviewer', ['reviewer', 'pilot_leader'], 'a')).actor;
  await world.person('colleague', ['staff'], 'a');
  await world.person('stranger', ['staff'], 'b');
  await world.person('second reviewer', ['reviewer'], 'b');
  const who = { author, reviewer };
  cases.public = await caseIn(world.bank, 'published', who, { visibility: 'public', title: '公開案例' });
  cases.agency = await caseIn(world.bank, 'published', who, { visibility: 'agency:a', title: '機關案例' });
  cases.draft = await caseIn(world.bank, 'draft', who, { title: '草稿' });
  cases.withdrawn = await caseIn(world.bank, 'withdrawn', who, { visibility: 'public', title: '下架案例' });
});
afterAll(() => world.close());

const codeOf = async (reply: Promise<{ status: number; json: { error?: { code: string } } }>) => {
  const { status, json } = await reply;
  return `${status} ${json?.error?.code ?? ''}`.trim();
};
const post = (name: string | undefined, path: string, json: unknown = {}) =>
  world.call(name, 'POST', path, json);
const list = async (name: string | undefined, id: string) =>
  (await world.call(name, 'GET', `/cases/${id}/comments`)).json;
const comment = async (name: string, id: string, text: string): Promise<string> =>
  (await post(name, `/cases/${id}/comments`, { text })).json.id;

describe('comments on a case', () => {
  it('are for whoever may see the case, named to people signed in alone', async () => {
    expect(await codeOf(post(undefined, `/cases/${cases.public}/comments`, { text: 'x' }))).toBe(
      '401 UNAUTHENTICATED',
    );
    await comment('colleague', cases.public!, '公開案例的留言');
    await comment('colleague', cases.agency!, '機關案例的留言');
    expect((await list(undefined, cases.public!)).items).toMatchObject([
      { text: '公開案例的留言', author: null, mine: false },
    ]);
    expect((await list('stranger', cases.public!)).items).toMatchObject([{ author: 'colleague' }]);
    expect(await codeOf(world.call('stranger', 'GET', `/cases/${cases.agency}/comments`))).toBe(
      '404 NOT_FOUND',
    );
    expect(await codeOf(post('stranger', `/cases/${cases.agency}/comments`, { text: 'x' }))).toBe(
      '404 NOT_FOUND',
    );
    expect(await codeOf(post('author', `/cases/${cases.draft}/comments`, { text: 'x' }))).toBe(
      '404 NOT_FOUND',
    );
    expect(await codeOf(post('colleague', `/cases/${cases.withdrawn}/comments`, { text: 'x' }))).toBe(
      '409 CONFLICT',
    );
  });

  it('are hidden by the database itself from whoever may not see the case', async () => {
    const id = await comment('colleague', cases.agency!, '同機關才看得到');
    const { dbActorOf } = await import('../../core/actor.ts');
    const rowsFor = async (name: string) => {
      const { actor } = await world.person(name);
      return world.bank.store.as(dbActorOf(actor)).query('select from case_comments c where c.id = $1', [id]);
    };
    expect(await rowsFor('author')).toHaveLength(1);
    expect(await rowsFor('stranger')).toHaveLength(0);
    expect(await rowsFor('second reviewer')).toHaveLength(0);
  });

  it('tell the author of the case, and are changed and deleted by their own author', async () => {
    const id = await comment('colleague', cases.public!, '初稿');
    const notices = await world.bank.store.system.query(
      'select from notices n where n.person_id = $1 and n.key = $2',
      [(await world.person('author')).actor.personId, `case-comment:${id}`],
    );
    expect(notices).toHaveLength(1);
    expect(await codeOf(world.call('author', 'PUT', `/comments/${id}`, { text: '改別人的' }))).toBe(
      '403 FORBIDDEN',
    );
    expect(await codeOf(world.call('author', 'DELETE', `/comments/${id}`))).toBe('403 FORBIDDEN');
    await world.call('colleague', 'PUT', `/comments/${id}`, { text: '定稿' });
    const found = (await list('author', cases.public!)).items.find((one: { id: string }) => one.id === id);
    expect(found).toMatchObject({ text: '定稿', edited: true });
    expect((await world.call('colleague', 'DELETE', `/comments/${id}`)).status).toBe(200);
    expect(await codeOf(world.call('colleague', 'DELETE', `/comments/${id}`))).toBe('404 NOT_FOUND');
  });

  it('keep no number that names a person', async () => {
    const id = await comment('colleague', cases.public!, '請洽承辦 0912-345-678 或 wang@example.gov.tw');
    const textOf = async () =>
      (await list('author', cases.public!)).items.find((one: { id: string }) => one.id === id).text;
    expect(await textOf()).not.toMatch(/0912|wang@/);
    await world.call('colleague', 'PUT', `/comments/${id}`, { text: '改洽 0912345678' });
    expect(await textOf()).not.toContain('0912345678');
  });

  it('are reported once by each, hidden by a reviewer with a reason, and shown again', async () => {
    const id = await comment('stranger', cases.public!, '不妥的留言');
    expect(await codeOf(post('stranger', `/comments/${id}/report`, { reason: '自己' }))).toBe('409 CONFLICT');
    expect((await post('colleague', `/comments/${id}/report`, { reason: '含個資' })).status).toBe(200);
    expect(await codeOf(post('colleague', `/comments/${id}/report`, { reason: '再一次' }))).toBe(
      '409 CONFLICT',
    );
    expect(await codeOf(world.call('colleague', 'GET', '/comments'))).toBe('403 FORBIDDEN');
    const reported = (await world.call('reviewer', 'GET', '/comments')).json.items;
    expect(reported).toMatchObject([{ id, reports: 1, reasons: ['含個資'] }]);
    expect(await codeOf(post('colleague', `/comments/${id}/hide`, { hidden: true }))).toBe('403 FORBIDDEN');
    await post('reviewer', `/comments/${id}/hide`, { hidden: true, reason: '含個資' });
    expect(await codeOf(post('reviewer', `/comments/${id}/hide`, { hidden: true }))).toBe('409 CONFLICT');
    const seenBy = async (name: string | undefined) =>
      (await list(name, cases.public!)).items.some((one: { id: string }) => one.id === id);
    expect([
      await seenBy(undefined),
      await seenBy('colleague'),
      await seenBy('stranger'),
      await seenBy('reviewer'),
    ]).toEqual([false, false, true, true]);
    expect(await codeOf(world.call('stranger', 'PUT', `/comments/${id}`, { text: '改' }))).toBe(
      '409 CONFLICT',
    );
    await post('reviewer', `/comments/${id}/hide`, { hidden: false });
    expect(await seenBy('colleague')).toBe(true);
    const own = await comment('reviewer', cases.public!, '審查人的留言');
    expect(await codeOf(post('reviewer', `/comments/${own}/hide`, { hidden: true }))).toBe('409 CONFLICT');
  });
});

describe('thanks', () => {
  it('are one per person, not for the own case, and can be taken back', async () => {
    const path = `/cases/${cases.public}/thanks`;
    expect((await post('colleague', path)).json).toEqual({ id: cases.public, count: 1, mine: true });
    expect(await codeOf(post('colleague', path))).toBe('409 CONFLICT');
    expect((await post('stranger', path)).json.count).toBe(2);
    expect(await codeOf(post('author', path))).toBe('409 CONFLICT');
    expect(await codeOf(post('stranger', `/cases/${cases.agency}/thanks`))).toBe('404 NOT_FOUND');
    expect((await list(undefined, cases.public!)).thanks).toEqual({ count: 2, mine: false });
    expect((await world.call('colleague', 'DELETE', path)).json).toEqual({
      id: cases.public,
      count: 1,
      mine: false,
    });
    expect(await codeOf(world.call('colleague', 'DELETE', path))).toBe('409 CONFLICT');
  });
});

describe('the own data', () => {
  it('holds comments, thanks and reports, and all are gone after deletion', async () => {
    const { actor, token } = await world.person('leaver', ['staff']);
    const id = await comment('leaver', cases.public!, '要離開的人');
    await post('leaver', `/cases/${cases.public}/thanks`);
    const { data } = (await world.http.api('GET', '/me/export', { token })).json;
    expect(data.case_comments).toMatchObject([{ id, text: '要離開的人' }]);
    expect(data.case_thanks).toHaveLength(1);
    expect((await world.http.api('DELETE', '/me', { token })).json).toEqual({ deleted: true });
    for (const table of ['case_comments', 'case_thanks'])
      expect(
        await world.bank.store.system.query(`select from ${table} t where t.person_id = $1`, [
          actor.personId,
        ]),
      ).toEqual([]);
  });
});
