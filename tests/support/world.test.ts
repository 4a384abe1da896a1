import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import { contextOf, openSeededBank } from './world.ts';

describe('the seeded bank', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openSeededBank();
  });
  afterAll(() => bank?.store.close());

  it('holds every case, for everybody to read', async () => {
    const [row] = await contextOf(bank).db.query<{ n: number }>(
      "select count(*) as n from sources s where s.kind = 'case'",
    );
    expect(row!.n).toBeGreaterThan(100);
  });
});
