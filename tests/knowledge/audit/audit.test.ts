import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { listAudit } from '../../../knowledge/audit/list-audit.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { signInWithToken } from '../../../knowledge/people/sign-in.ts';
import { createToken, revokeToken } from '../../../knowledge/people/tokens.ts';
import { admin, createPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openTestBank();
  await ensureAdmin(bank);
});
beforeEach(() => bank.store.system.query('delete from audit'));
afterAll(() => bank?.store.close());

const list = (input: Record<string, unknown> = {}) =>
  callCapability(listAudit, contextOf(bank, { actor: admin }), input);

describe('the audit', () => {
  it('holds who made, used and revoked a token, by key and without the token', async () => {
    const { actor, token, tokenId } = await createPerson(bank, { roles: ['staff'], person: '林' });
    await signInWithToken(bank, token);
    await callCapability(revokeToken, contextOf(bank, { actor: admin }), { id: tokenId });
    const { items } = await list();
    expect(items.map(({ action, actor: by, object }) => ({ action, by, object }))).toEqual([
      { action: 'revoke-token', by: admin.personId, object: tokenId },
      { action: 'sign-in', by: actor.personId, object: 'session' },
      { action: 'create-token', by: admin.personId, object: tokenId },
    ]);
    expect(items.every(({ intact }) => intact)).toBe(true);
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`林|${token}`));
  });

  it('chains what is written at the same time', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `t${n}`);
    await Promise.all(names.map((name) => createPerson(bank, { roles: ['staff'], name })));
    const { items } = await list({ limit: 100 });
    expect(items).toHaveLength(12);
    expect(items.every(({ intact }) => intact)).toBe(true);
  });

  it.each([
    ['changed', "update audit set detail = '{}' where seq = (select min(a.seq) + 1 from audit a)"],
    [
      'given another time',
      "update audit set at = at - interval '1 day' where seq = (select min(a.seq) + 1 from audit a)",
    ],
    ['removed', 'delete from audit where seq = (select min(a.seq) + 1 from audit a)'],
  ])('shows when an entry was %s', async (_how, sql) => {
    for (let n = 0; n < 4; n++) await createPerson(bank, { roles: ['staff'] });
    await bank.store.system.query(sql);
    expect((await list()).items.map(({ intact }) => intact)).toContain(false);
  });

  it('is read page by page', async () => {
    for (let n = 0; n < 5; n++) await createPerson(bank, { roles: ['staff'] });
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor });
    const third = await list({ limit: 2, cursor: second.nextCursor });
    expect([first, second, third].flatMap(({ items }) => items)).toEqual((await list()).items);
    expect(third.nextCursor).toBeUndefined();
    expect([first, second, third].flatMap(({ items }) => items).every(({ intact }) => intact)).toBe(true);
  });

  it('is for administrators, and the database says so too', async () => {
    await createPerson(bank, { roles: ['staff'] });
    for (const role of ['staff', 'reviewer', 'manager', 'issuer', 'pilot_leader'] as const) {
      const ctx = contextOf(bank, { actor: (await createPerson(bank, { roles: [role] })).actor });
      await expect(callCapability(listAudit, ctx, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(await ctx.db.query('select count(*) as n from audit a')).toEqual([{ n: 0 }]);
    }
    await expect(callCapability(listAudit, contextOf(bank), {})).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('has nothing of an act that failed', async () => {
    await expect(
      callCapability(createToken, contextOf(bank, { actor: admin }), { name: 'x', roles: [] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await list()).items).toEqual([]);
  });
});
