import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ensureAdmin, findActorByToken, findSession } from '../../../knowledge/people/identify.ts';
import { signInVouched, signInWithToken, signOut } from '../../../knowledge/people/sign-in.ts';
import { createToken, listTokens, revokeToken } from '../../../knowledge/people/tokens.ts';
import { admin, createPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
let now = new Date('2026-03-01T00:00:00Z');
const hour = 3_600_000;

beforeAll(async () => {
  bank = await openTestBank({ now: () => now });
  await ensureAdmin(bank);
});
afterAll(() => bank?.store.close());

const asAdmin = () => contextOf(bank, { actor: admin, language: 'en' });
const make = (input: Record<string, unknown>) => callCapability(createToken, asAdmin(), input);
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

/** Every value of every table, as one text. */
async function everythingStored(): Promise<string> {
  const tables = await bank.store.system.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = 'public' and c.relrowsecurity`,
  );
  const texts = [];
  for (const { name } of tables)
    texts.push(JSON.stringify(await bank.store.system.query(`select t::text from ${name} t`)));
  return texts.join('\n');
}

describe('a token', () => {
  it('is shown once and stored nowhere', async () => {
    const { id, token } = await make({ name: 'clerk', roles: ['staff'] });
    expect(token).toMatch(/^[0-9a-z]{52}$/);
    const stored = await everythingStored();
    expect(stored).toContain(id);
    expect(stored).not.toContain(token);
    const { items } = await callCapability(listTokens, asAdmin(), {});
    expect(JSON.stringify(items)).not.toContain(token);
    expect(items[0]).toMatchObject({ id, name: 'clerk', roles: ['staff'], agency: null, revokedAt: null });
  });

  it('stands for a person of its own unless one is named', async () => {
    const [one, two] = [
      await createPerson(bank, { roles: ['staff'] }),
      await createPerson(bank, { roles: ['staff'] }),
    ];
    expect(one.actor.personId).not.toBe(two.actor.personId);
    const named = { roles: ['staff'], person: '王小明' } as const;
    const [three, four] = [await createPerson(bank, named), await createPerson(bank, named)];
    expect(three.actor.personId).toBe(four.actor.personId);
    expect(three.actor.credentialId).not.toBe(four.actor.credentialId);
  });

  it('gives the agency it names and no other', async () => {
    const person = '李大華';
    const plain = await createPerson(bank, { roles: ['staff'], person });
    const bound = await createPerson(bank, { roles: ['staff'], person, agency: 'moda' });
    expect(bound.actor.agency).toBe('moda');
    expect((await findActorByToken(bank, plain.token))?.agency).toBeUndefined();
  });

  it('ends at its expiry and cannot expire in the past', async () => {
    const { token } = await make({
      name: 'short',
      roles: ['staff'],
      expiresAt: new Date(now.getTime() + hour).toISOString(),
    });
    expect(await findActorByToken(bank, token)).toBeDefined();
    now = new Date(now.getTime() + hour);
    expect(await findActorByToken(bank, token)).toBeUndefined();
    for (const expiresAt of [now.toISOString(), '0000-01-01T00:00:00Z', '1999-12-31T23:59:59+08:00'])
      expect(await codeOf(make({ name: 'late', roles: ['staff'], expiresAt }))).toBe('INVALID_INPUT');
  });

  it('ends when it is revoked, with every session opened by it', async () => {
    const { token, tokenId } = await createPerson(bank, { roles: ['staff'] });
    const session = await signInWithToken(bank, token);
    expect(await findSession(bank, session.secret)).toBeDefined();
    await callCapability(revokeToken, asAdmin(), { id: tokenId });
    expect(await findActorByToken(bank, token)).toBeUndefined();
    expect(await findSession(bank, session.secret)).toBeUndefined();
    expect(await codeOf(signInWithToken(bank, token))).toBe('UNAUTHENTICATED');
    expect(await codeOf(callCapability(revokeToken, asAdmin(), { id: tokenId }))).toBe('NOT_FOUND');
  });

  it('is made and revoked by administrators alone', async () => {
    const roles = ['staff', 'pilot_leader', 'reviewer', 'issuer', 'manager'] as const;
    for (const role of roles) {
      const { actor } = await createPerson(bank, { roles: [role] });
      const ctx = contextOf(bank, { actor });
      expect(await codeOf(callCapability(createToken, ctx, { name: 'x', roles: ['admin'] }))).toBe(
        'FORBIDDEN',
      );
      expect(await codeOf(callCapability(listTokens, ctx, {}))).toBe('FORBIDDEN');
      expect(await codeOf(callCapability(revokeToken, ctx, { id: 'token_x' }))).toBe('FORBIDDEN');
    }
  });

  it('never mixes admin with another role, in one token or over two', async () => {
    expect(await codeOf(make({ name: 'x', roles: ['admin', 'reviewer'] }))).toBe('INVALID_INPUT');
    const chief = await createPerson(bank, { roles: ['admin'], person: '主任' });
    const more = () => codeOf(make({ name: 'x', roles: ['reviewer'], person: '主任' }));
    expect(await more()).toBe('CONFLICT');
    await callCapability(revokeToken, asAdmin(), { id: chief.tokenId });
    expect(await more()).toBe('done');
    expect(await codeOf(make({ name: 'x', roles: ['admin'], person: '主任' }))).toBe('CONFLICT');
  });

  it('is listed page by page, each once, newest first', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: { items: { id: string }[]; nextCursor?: string | undefined } = await callCapability(
        listTokens,
        asAdmin(),
        { limit: 3, cursor },
      );
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    const [row] = await bank.store.system.query<{ n: number }>('select count(*) as n from tokens t');
    expect(seen).toHaveLength(row!.n);
  });
});

describe('a session', () => {
  it('is kept as a hash, lives twelve hours and ends on signing out', async () => {
    const { token } = await createPerson(bank, { roles: ['manager'], agency: 'moj' });
    const first = await signInWithToken(bank, token);
    expect(await everythingStored()).not.toContain(first.secret);
    expect((await findSession(bank, first.secret))?.actor).toMatchObject({
      roles: ['manager'],
      agency: 'moj',
    });
    await signOut(bank, first.secret);
    expect(await findSession(bank, first.secret)).toBeUndefined();
    const second = await signInWithToken(bank, token);
    expect(second.expiresAt.getTime() - now.getTime()).toBe(12 * hour);
    now = second.expiresAt;
    expect(await findSession(bank, second.secret)).toBeUndefined();
  });

  it('of a vouched person is the same person the next time', async () => {
    const vouched = {
      login: 'https://id.example|7',
      name: '陳',
      roles: ['staff'] as Actor['roles'],
      agency: 'moe',
    };
    const people = [];
    for (const name of ['陳', '陳主任']) {
      const { secret } = await signInVouched(bank, { ...vouched, name });
      people.push((await findSession(bank, secret))!);
    }
    expect(people[1]!.actor.personId).toBe(people[0]!.actor.personId);
    expect(people[1]!.name).toBe('陳主任');
  });

  it("of the administrator ends when the administrator's token changes, not when it stays", async () => {
    const { secret } = await signInWithToken(bank, bank.adminToken);
    await ensureAdmin(bank);
    expect((await findSession(bank, secret))?.actor.roles).toEqual(['admin']);
    await ensureAdmin({ ...bank, adminToken: 'another-token-of-the-administrator' });
    expect(await findSession(bank, secret)).toBeUndefined();
  });
});
