import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueBadge } from '../../badges/credentials/issue-badge.ts';
import { getBadge, listBadgeReviews, listBadges } from '../../badges/definitions/list-badges.ts';
import { proposeBadge, submitBadge, updateBadge } from '../../badges/definitions/propose-badge.ts';
import { retireBadge, reviewBadge } from '../../badges/definitions/review-badge.ts';
import type { BadgeState } from '../../badges/definitions/schema.ts';
import type { Role } from '../../core/actor.ts';
import { callCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { approveBadge, type BadgeBank, draft, openBadgeBank, request } from './support.ts';

describe('badges under review', () => {
  let world: BadgeBank;
  beforeAll(async () => {
    world = await openBadgeBank();
  });
  afterAll(() => world?.close());

  const proposer = () => world.as('lin', ['pilot_leader']);
  const reviewer = (person: 'chen' | 'wu') => world.as(person, ['reviewer']);
  const propose = () => callCapability(proposeBadge, proposer(), draft);
  const approve = (ctx: Context, id: string) => callCapability(reviewBadge, ctx, { id, decision: 'approve' });
  const giveBack = (ctx: Context, id: string) =>
    callCapability(reviewBadge, ctx, { id, decision: 'return', comment: '時數請說明' });
  const stateOf = async (id: string) =>
    (
      await world.bank.store.system.query<{ state: string }>('select b.state from badges b where b.id = $1', [
        id,
      ])
    )[0]!.state;
  const signatures = async () =>
    (await world.bank.store.system.query<{ n: number }>('select count(*) as n from credentials'))[0]!.n;

  /** A badge of lin's in each state. */
  async function badgeIn(state: BadgeState): Promise<string> {
    if (state === 'approved') return approveBadge(world);
    if (state === 'retired') {
      const id = await approveBadge(world);
      await callCapability(retireBadge, reviewer('chen'), { id });
      return id;
    }
    const { id } = await propose();
    if (state === 'draft') return id;
    await callCapability(submitBadge, proposer(), { id });
    if (state === 'returned') await giveBack(reviewer('chen'), id);
    return id;
  }

  it('takes two other people to approve', async () => {
    const { id } = await propose();
    await callCapability(submitBadge, proposer(), { id });
    expect(await approve(reviewer('chen'), id)).toMatchObject({
      state: 'in_review',
      approvals: 1,
      needed: 2,
    });
    await expect(approve(reviewer('chen'), id)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await approve(reviewer('wu'), id)).toMatchObject({ state: 'approved', approvals: 2 });
  });

  it('lets nobody approve what they proposed, whatever else they are', async () => {
    const both = world.as('lin', ['pilot_leader', 'reviewer']);
    const id = await badgeIn('in_review');
    await expect(approve(both, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await stateOf(id)).toBe('in_review');
  });

  it('starts counting again after a return, and each change is a new version', async () => {
    const id = await badgeIn('in_review');
    await approve(reviewer('chen'), id);
    await giveBack(reviewer('wu'), id);
    expect(await callCapability(updateBadge, proposer(), { id, ...draft })).toMatchObject({
      version: 2,
      state: 'draft',
    });
    await callCapability(submitBadge, proposer(), { id });
    expect(await approve(reviewer('wu'), id)).toMatchObject({ approvals: 1, state: 'in_review' });
  });

  it('affirms every point of the checklist by approving, and takes no approval that denies one', async () => {
    const id = await badgeIn('in_review');
    const denied = { id, decision: 'approve', checklist: { hours: false } };
    await expect(callCapability(reviewBadge, reviewer('chen'), denied)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await approve(reviewer('chen'), id);
    const { reviews } = await callCapability(getBadge, reviewer('wu'), { id });
    expect(reviews![0]!.checklist).toEqual({
      record: true,
      assessment: true,
      competency: true,
      hours: true,
      purpose: true,
    });
  });

  it('needs a word with a return', async () => {
    const id = await badgeIn('in_review');
    const silent = { id, decision: 'return' };
    await expect(callCapability(reviewBadge, reviewer('chen'), silent)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('settles once when two reviewers decide at the same moment', async () => {
    const id = await badgeIn('in_review');
    const outcomes = await Promise.allSettled([approve(reviewer('chen'), id), approve(reviewer('wu'), id)]);
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await stateOf(id)).toBe('approved');
    const race = await badgeIn('in_review');
    const mixed = await Promise.allSettled([giveBack(reviewer('chen'), race), approve(reviewer('wu'), race)]);
    // One approval of two settles nothing, one return does: before it the approval counts, after it there is none to give.
    expect(await stateOf(race)).toBe('returned');
    expect(mixed[0]!.status).toBe('fulfilled');
    if (mixed[1]!.status === 'rejected') expect(mixed[1]!.reason).toMatchObject({ code: 'CONFLICT' });
  });

  it('shows a draft to its proposer alone and a handed-in one to reviewers', async () => {
    const id = await badgeIn('draft');
    await expect(callCapability(getBadge, reviewer('chen'), { id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(callCapability(getBadge, world.as(undefined), { id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await callCapability(getBadge, proposer(), { id })).toMatchObject({ state: 'draft', mine: true });
    const handedIn = await badgeIn('in_review');
    const waiting = await callCapability(listBadgeReviews, reviewer('chen'), {});
    expect(waiting.items.map((one) => one.id)).toContain(handedIn);
    await expect(callCapability(getBadge, world.as(undefined), { id: handedIn })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('lists the approved ones to everybody, by competency in any of its names', async () => {
    const id = await badgeIn('approved');
    const { items } = await callCapability(listBadges, world.as(undefined), {
      competency: 'AI literacy',
      limit: 100,
    });
    expect(items.map((one) => one.id)).toContain(id);
    expect(items.every((one) => one.state === 'approved')).toBe(true);
  });

  it('stores a competency as the framework prints it and refuses one it does not have', async () => {
    const renamed = { ...draft, competencies: [{ competency: 'ai literacy', level: 'mid', proficiency: 3 }] };
    const { id } = await callCapability(proposeBadge, proposer(), renamed);
    const { competencies } = await callCapability(getBadge, proposer(), { id });
    expect(competencies[0]!.competency).toBe('AI素養');
    const invented = { ...draft, competencies: [{ competency: '煮咖啡', level: 'mid', proficiency: 3 }] };
    await expect(callCapability(proposeBadge, proposer(), invented)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  const states: readonly BadgeState[] = ['draft', 'in_review', 'approved', 'returned', 'retired'];
  const roles: readonly (Role | 'anonymous' | 'proposer')[] = [
    'anonymous',
    'staff',
    'pilot_leader',
    'reviewer',
    'issuer',
    'manager',
    'admin',
    'proposer',
  ];
  const acts = {
    update: (ctx: Context, id: string) => callCapability(updateBadge, ctx, { id, ...draft }),
    submit: (ctx: Context, id: string) => callCapability(submitBadge, ctx, { id }),
    approve: (ctx: Context, id: string) => approve(ctx, id),
    giveBack: (ctx: Context, id: string) => giveBack(ctx, id),
    retire: (ctx: Context, id: string) => callCapability(retireBadge, ctx, { id }),
    issue: (ctx: Context, id: string) => callCapability(issueBadge, ctx, { id, ...request }),
  };

  /** Who may do what in which state; everything that is not here fails. */
  const allowed = new Set([
    'proposer update draft',
    'proposer update returned',
    'proposer submit draft',
    'proposer submit returned',
    'proposer retire approved',
    'proposer retire returned',
    'reviewer approve in_review',
    'reviewer giveBack in_review',
    'reviewer retire approved',
    'reviewer retire returned',
    'issuer retire approved',
    'issuer retire returned',
    'issuer issue approved',
  ]);

  const actorFor = (role: (typeof roles)[number]): Context => {
    if (role === 'anonymous') return world.as(undefined);
    return role === 'proposer' ? proposer() : world.as('wang', [role]);
  };

  it.each(states)(
    'lets each role do to a badge that is %s what it may, and nothing else',
    async (state) => {
      for (const role of roles)
        for (const [name, act] of Object.entries(acts)) {
          const id = await badgeIn(state);
          const before = await signatures();
          const done = await act(actorFor(role), id).then(
            () => true,
            (error) => {
              expect(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT']).toContain(error.code);
              return false;
            },
          );
          const line = `${role} ${name} ${state}`;
          expect([line, done]).toEqual([line, allowed.has(line)]);
          expect((await signatures()) - before).toBe(line === 'issuer issue approved' ? 1 : 0);
          if (!done) expect(await stateOf(id)).toBe(state);
        }
    },
    240_000,
  );

  it('keeps the states even from code that errs', async () => {
    const { system } = world.bank.store;
    const id = await badgeIn('draft');
    const set = (what: string) => system.query(`update badges set ${what} where id = $1`, [id]);
    await expect(set("state = 'approved', approved_hash = record_hash")).rejects.toThrow('does not go from');
    await callCapability(submitBadge, proposer(), { id });
    await expect(set("state = 'approved', approved_hash = record_hash")).rejects.toThrow(
      'by other people only',
    );
    await expect(set("record_hash = 'x'")).rejects.toThrow('is not changed while');
    await expect(
      system.query(
        `insert into credentials select 'forged', $1, 1, 'x', c.issuer_id, null, 'urn:x', 'zh-TW', c.credential, c.jws, c.jws_vc,
           c.list_id, 7, c.valid_from, null, 'p', c.issued_at, null, null, null, c.updated_at from credentials c limit 1`,
        [id],
      ),
    ).rejects.toThrow('only an approved badge');
  });

  it('lets row-level security alone keep a proposer from approving', async () => {
    const id = await badgeIn('draft');
    const change = (ctx: Context) =>
      ctx.db.query("update badges set state = 'in_review' where id = $1 returning id", [id]);
    expect(await change(world.as('wang', ['reviewer', 'issuer']))).toEqual([]);
    expect(await change(proposer())).toHaveLength(1);
    const approveOwn = world.as('lin', ['pilot_leader', 'reviewer']).db;
    expect(
      await approveOwn.query("update badges set state = 'approved' where id = $1 returning id", [id]),
    ).toEqual([]);
  });
});
