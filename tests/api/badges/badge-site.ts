import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { type BadgeBank, draft, openBadgeBank } from '../../badges/support.ts';
import type { TestHttp } from '../../support/http.ts';
import { openHttp } from '../../support/http.ts';
import { createPerson, type TestPerson } from '../../support/people.ts';

export interface BadgeHttp {
  readonly world: BadgeBank;
  readonly http: TestHttp;
  readonly leader: TestPerson;
  readonly reviewer: TestPerson;
  readonly second: TestPerson;
  readonly issuer: TestPerson;
  readonly staff: TestPerson;
  /** A badge proposed by the leader and approved by both reviewers. */
  approved(changes?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** A bank with an issuer and the people a badge passes through, over HTTP. */
export async function openBadgeHttp(options: Parameters<typeof openBadgeBank>[0] = {}): Promise<BadgeHttp> {
  const world = await openBadgeBank(options);
  await ensureAdmin(world.bank);
  const http = openHttp(world.bank);
  const person = (role: 'pilot_leader' | 'reviewer' | 'issuer' | 'staff', name: string) =>
    createPerson(world.bank, { roles: [role], person: name, name });
  const leader = await person('pilot_leader', '領航員');
  const reviewer = await person('reviewer', '審核人甲');
  const second = await person('reviewer', '審核人乙');
  const issuer = await person('issuer', '發證人');
  const staff = await person('staff', '同仁');
  return {
    world,
    http,
    leader,
    reviewer,
    second,
    issuer,
    staff,
    async approved(changes = {}) {
      const made = await http.api('POST', '/badges', { token: leader.token, json: { ...draft, ...changes } });
      const { id } = made.json;
      await http.api('POST', `/badges/${id}/submit`, { token: leader.token });
      for (const { token } of [reviewer, second])
        await http.api('POST', `/badges/${id}/reviews`, { token, json: { decision: 'approve' } });
      return id;
    },
    close: () => world.close(),
  };
}
