import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../core/actor.ts';
import { audiencesOf } from '../../../core/actor.ts';
import { notify } from '../../../knowledge/notices/notify.ts';
import type { TestPerson } from '../../support/people.ts';
import { contextOf } from '../../support/world.ts';
import { type GapWorld, openGapWorld } from './world.ts';

/** Everybody there can be: agencies, roles, and whom each may ask. */
const kinds: readonly { roles: readonly Role[]; agency?: string }[] = [
  { roles: ['staff'] },
  { roles: ['staff'], agency: 'moda' },
  { roles: ['staff'], agency: 'mof' },
  { roles: ['pilot_leader'] },
  { roles: ['pilot_leader'], agency: 'moda' },
  { roles: ['reviewer'] },
  { roles: ['reviewer', 'pilot_leader'], agency: 'mof' },
  { roles: ['manager'], agency: 'moda' },
  { roles: ['admin'] },
];
const audiences = ['government', 'community', 'agency:moda', 'agency:mof'];

let world: GapWorld;
let people: TestPerson[];
beforeAll(async () => {
  world = await openGapWorld();
  people = await Promise.all(
    kinds.map(({ roles, agency }, at) => world.person(`person-${at}`, roles, agency)),
  );
});
afterAll(() => world?.bank.store.close());

interface Put {
  readonly id: string;
  readonly secret: string;
  readonly audience: string;
  readonly asker: number;
  readonly voters: Set<number>;
}

/** A gap as the database would have it, whoever asks; `secret` stands in every text of it. */
async function putGap(at: number, audience: string, asker: number): Promise<Put> {
  const secret = `祕密${at}號`;
  const [id, now] = [`gap_${at}`, world.bank.now()];
  const askerId = people[asker]!.actor.personId;
  await world.bank.store.system.transaction(async (tx) => {
    await tx.query('insert into audiences (name) values ($1) on conflict do nothing', [audience]);
    await tx.query(
      `insert into gaps (id, asker, question, folded, detail, language, reason, audience_id, state, created_at, updated_at)
       select $1, $2, $3, $3, $3, 'zh-TW', 'no_source', a.id, 'open', $4, $4 from audiences a where a.name = $5`,
      [id, askerId, secret, now, audience],
    );
    await tx.query('insert into gap_votes (gap_id, person_id, created_at) values ($1, $2, $3)', [
      id,
      askerId,
      now,
    ]);
    await tx.query(
      'insert into gap_replies (id, gap_id, author, text, created_at) values ($1, $2, $3, $4, $5)',
      [`reply_${at}`, id, askerId, secret, now],
    );
  });
  return { id, secret, audience, asker, voters: new Set([asker]) };
}

const maySee = (person: number, gap: Put) =>
  gap.voters.has(person) || audiencesOf(people[person]!.actor).includes(gap.audience);

describe('whoever reads', () => {
  it('sees the gaps of their audiences, their own and those they need, and no text, count or id of any other', async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...audiences), fc.nat(kinds.length - 1)), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.nat(kinds.length - 1),
        async (wanted, reader) => {
          const gaps: Put[] = [];
          for (const [audience, asker] of wanted) gaps.push(await putGap(made++, audience, asker));
          const who = people[reader]!;
          const list = await world.get(who, '/gaps?limit=100');
          for (const gap of gaps) {
            const one = await world.get(who, `/gaps/${gap.id}`);
            const acts = await Promise.all([
              world.post(who, `/gaps/${gap.id}/votes`),
              maySee(reader, gap) ? undefined : world.post(who, `/gaps/${gap.id}/replies`, { text: '猜' }),
              maySee(reader, gap) ? undefined : world.post(who, `/gaps/${gap.id}/close`),
            ]);
            if (maySee(reader, gap)) {
              expect([one.status, list.text.includes(gap.secret)]).toEqual([200, true]);
              gap.voters.add(reader);
            } else {
              expect([one.status, list.text.includes(gap.id), ...acts.map((act) => act?.status)]).toEqual([
                404,
                false,
                404,
                404,
                404,
              ]);
              expect(list.text + one.text + acts.map((act) => act?.text).join()).not.toContain(gap.secret);
            }
            if (reader !== gap.asker) expect(one.text).not.toContain(people[gap.asker]!.actor.personId);
          }
          await world.bank.store.system.query('delete from gaps');
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it('sees their own notices alone, whoever else was told what', async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(kinds.length - 1), { minLength: 1, maxLength: 12 }),
        fc.nat(kinds.length - 1),
        async (told, reader) => {
          for (const at of told) {
            const key = `told-${made++}`;
            const text = { 'zh-TW': `給${at}的話${key}`, en: `for ${at} ${key}` };
            const notice = { personId: people[at]!.actor.personId!, kind: 'test', text, key };
            await notify(contextOf(world.bank), world.bank.store.system, notice);
          }
          const { json, text } = await world.get(people[reader]!, '/me/notices?limit=100');
          const mine = told.filter((at) => at === reader).length;
          expect([json.items.length, json.unread]).toEqual([mine, mine]);
          for (const at of new Set(told)) if (at !== reader) expect(text).not.toContain(`給${at}的話`);
          await world.bank.store.system.query('delete from notices');
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});

describe('the database itself', () => {
  it('shows no actor another’s votes, requests, notices, deliveries or a candidate to whom it is not for', async () => {
    const gap = await putGap(90_000, 'government', 0);
    const now = world.bank.now();
    await world.bank.store.system.query(
      "insert into gap_requests (gap_id, person_id, why, created_at) values ($1, $2, 'turn', $3)",
      [gap.id, people[3]!.actor.personId, now],
    );
    await world.bank.store.system.query(
      `insert into feedback_candidates (answer_id, question, language, outcome, state, decided_at)
       values ('answer_x', '題目', 'zh-TW', 'answered', 'accepted', $1)`,
      [now],
    );
    const seen = async (at: number, table: string) =>
      (await contextOf(world.bank, { actor: people[at]!.actor }).db.query(`select 1 as one from ${table} t`))
        .length;
    expect([await seen(0, 'gap_votes'), await seen(1, 'gap_votes')]).toEqual([1, 0]);
    expect([await seen(3, 'gap_requests'), await seen(0, 'gap_requests')]).toEqual([1, 0]);
    expect([await seen(0, 'feedback_candidates'), await seen(5, 'feedback_candidates')]).toEqual([0, 1]);
    await expect(seen(8, 'notice_deliveries')).rejects.toMatchObject({ code: '42501' });
    expect(await seen(0, 'job_runs')).toBe(0);
  });

  it('lets nobody answer for others, move a gap where it does not go, or change whose it is', async () => {
    const gap = await putGap(90_001, 'government', 0);
    const as = (at: number, sql: string) =>
      contextOf(world.bank, { actor: people[at]!.actor }).db.query(sql, [gap.id]);
    const other = people[0]!.actor.personId;
    await expect(
      as(
        1,
        `insert into gap_replies (id, gap_id, author, text, created_at) values ('r1', $1, '${other}', 'x', now())`,
      ),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      as(1, `insert into gap_votes (gap_id, person_id, created_at) values ($1, '${other}', now())`),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(as(1, "update gaps set question = 'x' where id = $1")).rejects.toMatchObject({
      code: '42501',
    });
    await expect(
      as(0, "update gaps set state = 'declined' where id = $1").then(() =>
        as(0, "update gaps set state = 'closed' where id = $1"),
      ),
    ).rejects.toThrow(/does not go/);
  });
});
