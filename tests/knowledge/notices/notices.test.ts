import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { notify } from '../../../knowledge/notices/notify.ts';
import { openHttp, type TestHttp } from '../../support/http.ts';
import { createPerson, type TestPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
let http: TestHttp;
let lin: TestPerson;
let chen: TestPerson;
beforeAll(async () => {
  bank = await openTestBank();
  http = openHttp(bank);
  lin = await createPerson(bank, { roles: ['staff'], person: 'lin' });
  chen = await createPerson(bank, { roles: ['staff'], person: 'chen' });
});
afterAll(() => bank?.store.close());

const text = { 'zh-TW': '您的問題有了回覆。', en: 'Your question has a reply.' };
/** Chen does something Lin is told about. */
const tell = (key: string, personId = lin.actor.personId!) => {
  const ctx = contextOf(bank, { actor: chen.actor });
  return ctx.db.transaction((tx) =>
    notify(ctx, tx, { personId, kind: 'gap-answered', text, link: '/gaps/x', key }),
  );
};
const inboxOf = async (person: TestPerson, query = '') =>
  (await http.api('GET', `/me/notices${query}`, { token: person.token })).json;

describe('a notice', () => {
  it('reaches its person alone, in their language, once for each key', async () => {
    expect(await tell('one')).toBe(true);
    expect(await tell('one')).toBe(false);
    expect(await inboxOf(lin)).toMatchObject({
      unread: 1,
      items: [{ kind: 'gap-answered', text: text['zh-TW'], link: '/gaps/x', readAt: null }],
    });
    expect((await inboxOf(lin, '?lang=en')).items[0].text).toBe(text.en);
    expect(await inboxOf(chen)).toEqual({ unread: 0, items: [] });
  });

  it('is read when its person says so, by nobody else', async () => {
    await tell('two');
    const [newest] = (await inboxOf(lin)).items;
    const byChen = await http.api('POST', '/me/notices/read', {
      token: chen.token,
      json: { ids: [newest.id] },
    });
    expect(byChen.json).toEqual({ read: 0, unread: 0 });
    const byLin = await http.api('POST', '/me/notices/read', {
      token: lin.token,
      json: { ids: [newest.id] },
    });
    expect(byLin.json).toEqual({ read: 1, unread: 1 });
    expect((await inboxOf(lin, '?unread=true')).items).toHaveLength(1);
    const all = await http.api('POST', '/me/notices/read', { token: lin.token, json: {} });
    expect(all.json).toEqual({ read: 1, unread: 0 });
  });

  it('is taken back with the transaction that made it', async () => {
    const ctx = contextOf(bank, { actor: chen.actor });
    const undone = ctx.db.transaction(async (tx) => {
      await notify(ctx, tx, { personId: lin.actor.personId!, kind: 'x', text, key: 'undone' });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect((await inboxOf(lin)).items).toHaveLength(2);
  });

  it('for somebody who is gone is nothing', async () => {
    expect(await tell('gone', 'person_gone')).toBe(false);
  });

  it('leads nowhere but to this site', async () => {
    for (const link of ['https://elsewhere.example', '//elsewhere.example', '/\\x', 'javascript:alert(1)'])
      await expect(
        notify(contextOf(bank), bank.store.system, { personId: 'p', kind: 'x', text, key: link, link }),
      ).rejects.toThrow(RangeError);
  });

  it('goes with its person, and is exported to them', async () => {
    const out = await http.api('GET', '/me/export', { token: lin.token });
    expect(out.json.data.notices).toHaveLength(2);
    expect((await http.api('DELETE', '/me', { token: lin.token })).status).toBe(200);
    const [left] = await bank.store.system.query<{ n: number }>('select count(*) as n from notices n');
    expect(left?.n).toBe(0);
  });
});
