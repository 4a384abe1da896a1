import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import { blockFloor, type Candidate, formBlocks } from '../../../knowledge/peers/form-blocks.ts';
import { getUnit } from '../../../knowledge/peers/get-unit.ts';
import { combine } from '../../../knowledge/peers/peer-figures.ts';
import { deleteData } from '../../../knowledge/people/delete-data.ts';
import { updateProfile } from '../../../knowledge/people/profile.ts';
import { getDashboard } from '../../../knowledge/progress/get-dashboard.ts';
import { day, type LearnerBank, openLearnerBank, prove } from '../../support/learners.ts';

/** Whether a vector is a combination of the rows (over the rationals modulo a large prime). */
function spans(rows: readonly (readonly number[])[], wanted: readonly number[]): boolean {
  return rankOf(rows) === rankOf([...rows, wanted]);
}

const prime = 1_000_003n;
const mod = (value: bigint) => ((value % prime) + prime) % prime;
function inverse(value: bigint): bigint {
  let [result, base, power] = [1n, value, prime - 2n];
  for (; power > 0n; power >>= 1n, base = mod(base * base)) if (power & 1n) result = mod(result * base);
  return result;
}

function rankOf(rows: readonly (readonly number[])[]): number {
  const m = rows.map((row) => row.map((value) => mod(BigInt(value))));
  let rank = 0;
  for (let column = 0; column < (m[0]?.length ?? 0); column++) {
    const pivot = m.findIndex((row, index) => index >= rank && row[column] !== 0n);
    if (pivot < 0) continue;
    [m[rank], m[pivot]] = [m[pivot]!, m[rank]!];
    const scale = inverse(m[rank]![column]!);
    for (const [index, row] of m.entries()) {
      if (index === rank || row[column] === 0n) continue;
      const factor = mod(row[column]! * scale);
      m[index] = row.map((value, place) => mod(value - factor * m[rank]![place]!));
    }
    rank++;
  }
  return rank;
}

const person = fc.record({
  level: fc.constantFrom('mid', 'senior'),
  cluster: fc.constantFrom('sys', 'pm'),
  agency: fc.constantFrom('moda', 'mof', null),
});

describe('blocks', () => {
  it('hold eleven at least, share nobody and are what they say', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 80 }), (list) => {
        const pool: Candidate[] = list.map((one, index) => ({ ...one, personId: `p${index}` }));
        const blocks = formBlocks(pool);
        const ids = blocks.flatMap((block) => block.members.map((one) => one.personId));
        expect(new Set(ids).size).toBe(ids.length);
        for (const block of blocks) {
          expect(block.members.length).toBeGreaterThanOrEqual(blockFloor);
          for (const field of ['level', 'cluster', 'agency'] as const)
            if (block[field] !== null)
              expect(block.members.every((one) => one[field] === block[field])).toBe(true);
        }
      }),
    );
  });

  it('leave nothing to difference: no combination of figures and ten accomplices singles anybody out', () => {
    const scopes = fc.array(
      fc.record({
        level: fc.constantFrom('mid', 'senior', undefined),
        cluster: fc.constantFrom('sys', 'pm', undefined),
        agency: fc.constantFrom('moda', 'mof', undefined),
        arrive: fc.array(person, { maxLength: 25 }),
        leave: fc.array(fc.nat(100), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(scopes, fc.nat(), (steps, seed) => {
        // People come and go while figures of changing scopes are looked at; every sum ever shown is written down.
        const people: Candidate[] = [];
        const gone = new Set<string>();
        const placed = new Set<string>();
        let blocks: {
          members: readonly Candidate[];
          level: string | null;
          cluster: string | null;
          agency: string | null;
        }[] = [];
        const shown: string[][] = [];
        for (const step of steps) {
          for (const one of step.arrive) people.push({ ...one, personId: `p${people.length}` });
          for (const index of step.leave) {
            const leaver = people[index];
            if (leaver) gone.add(leaver.personId);
          }
          blocks = blocks.filter((block) => !block.members.some((one) => gone.has(one.personId)));
          const fits = (one: { level: string | null; cluster: string | null; agency: string | null }) =>
            (['level', 'cluster', 'agency'] as const).every(
              (f) => step[f] === undefined || one[f] === step[f],
            );
          const pool = people.filter(
            (one) => fits(one) && !gone.has(one.personId) && !placed.has(one.personId),
          );
          const formed = formBlocks(pool);
          for (const one of formed.flatMap((block) => block.members)) placed.add(one.personId);
          blocks.push(...formed);
          const visible = blocks.filter(fits);
          if (visible.length > 0)
            shown.push(visible.flatMap((block) => block.members.map((one) => one.personId)));
        }
        const index = new Map(people.map((one, place) => [one.personId, place]));
        const vector = (ids: readonly string[]) => {
          const row = people.map(() => 0);
          for (const id of ids) row[index.get(id)!] = 1;
          return row;
        };
        const rows = shown.map(vector);
        if (rows.length === 0) return;
        const victims = [...placed];
        const victim = victims[seed % victims.length]!;
        const others = victims.filter((id) => id !== victim);
        const accomplices = Array.from(
          { length: Math.min(9, others.length) },
          (_, i) => others[(seed + i * 7) % others.length]!,
        );
        const known = [...new Set(accomplices)].map((id) => vector([id]));
        expect(spans([...rows, ...known], vector([victim]))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('are told in tens and steps of a half', () => {
    const block = { id: 'b', level: 'mid', cluster: 'sys', agency: null, size: 17, sums: { AI素養: 20 } };
    const figures = combine([block], ['AI素養', '服務驗收']);
    expect(figures?.atLeast).toBe(10);
    expect([...figures!.means]).toEqual([
      ['AI素養', 1],
      ['服務驗收', 0],
    ]);
    expect(combine([], ['AI素養'])).toBeNull();
  });
});

describe('the comparison with peers', () => {
  let world: LearnerBank;
  beforeAll(async () => {
    world = await openLearnerBank();
  });
  afterAll(() => world.close());

  const join = async (name: string, proficiency: number, agency?: string) => {
    const me = await world.as(name, ['staff'], agency ? { agency } : {});
    await callCapability(updateProfile, me, { level: 'mid', cluster: 'sys', comparePeers: true });
    await prove(world, me.actor.personId!, { competency: 'AI素養', proficiency });
  };
  const peersOf = async (name: string) =>
    (await callCapability(getDashboard, await world.as(name), {})).peers;
  const meanOf = (peers: Awaited<ReturnType<typeof peersOf>>) =>
    peers.items.find((one) => one.competency.id === 'AI素養')?.mean;

  it('shows nothing to those who do not agree, and nothing below eleven', async () => {
    await callCapability(updateProfile, await world.as('loner'), { level: 'mid', cluster: 'sys' });
    for (let i = 0; i < 10; i++) await join(`peer${i}`, 2);
    expect((await peersOf('loner')).status).toBe('no-consent');
    expect(await peersOf('peer0')).toMatchObject({ status: 'too-few', atLeast: null, items: [] });
    expect(await world.bank.store.system.query('select from peer_blocks')).toHaveLength(0);
  });

  it('shows a mean from eleven on, never the survey’s numbers', async () => {
    await join('peer10', 5);
    const peers = await peersOf('peer0');
    expect(peers).toMatchObject({ status: 'shown', atLeast: 10 });
    expect(meanOf(peers)).toBe(2.5);
    expect(peers.note).toContain('不是研究');
  });

  it('stays the same when one more joins or one improves: nobody’s value is in the difference', async () => {
    const before = await peersOf('peer0');
    await join('late', 5);
    await prove(world, 'person_peer3', { competency: 'AI素養', proficiency: 5, at: world.now() });
    expect((await peersOf('peer0')).items.map((one) => one.mean)).toEqual(
      before.items.map((one) => one.mean),
    );
  });

  it('goes dark when one of a block takes the consent back, and stays so for those who remain', async () => {
    await callCapability(updateProfile, await world.as('peer4'), { comparePeers: false });
    expect((await peersOf('peer0')).status).toBe('too-few');
    await callCapability(updateProfile, await world.as('peer4'), { comparePeers: true });
    expect((await peersOf('peer0')).status).toBe('too-few');
    const start = world.now();
    world.setNow(new Date(start.getTime() + 370 * day));
    expect((await peersOf('peer0')).status).toBe('shown');
    world.setNow(start);
  });

  it('loses a block with a person who is deleted', async () => {
    world.setNow(new Date(world.now().getTime() + 370 * day));
    expect((await peersOf('peer0')).status).toBe('shown');
    await callCapability(deleteData, await world.as('peer7'), {});
    expect((await peersOf('peer0')).status).toBe('too-few');
  });

  it('gives a manager the own unit under the same floor, and no level that the total would give away', async () => {
    for (let i = 0; i < 12; i++) await join(`unit${i}`, 3, 'tpe');
    for (let i = 0; i < 5; i++) {
      const me = await world.as(`head${i}`, ['staff'], { agency: 'tpe' });
      await callCapability(updateProfile, me, { level: 'senior', cluster: 'pm', comparePeers: true });
    }
    const manager = await world.as('boss', ['manager'], { agency: 'tpe' });
    const unit = await callCapability(getUnit, manager, {});
    expect(unit.status).toBe('shown');
    expect(unit.byLevel.map((one) => one.level)).toEqual(['mid']);
    // The five of another level are in no block: the total is of the twelve alone.
    expect(unit.all?.means).toEqual(unit.byLevel[0]?.means);
    expect(unit.all?.atLeast).toBe(10);
    const elsewhere = await world.as('boss2', ['manager'], { agency: 'khh' });
    expect(await callCapability(getUnit, elsewhere, {})).toMatchObject({ status: 'too-few', all: null });
    await expect(callCapability(getUnit, await world.as('unit1'), {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
