import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import { createContext } from '../../../core/context.ts';
import { listAudit } from '../../../knowledge/audit/list-audit.ts';
import { deleteData } from '../../../knowledge/people/delete-data.ts';
import { exportData } from '../../../knowledge/people/export-data.ts';
import { findActorByToken, findSession, hashSecret } from '../../../knowledge/people/identify.ts';
import { selectPersonColumns } from '../../../knowledge/people/own-data-queries.ts';
import { updateProfile } from '../../../knowledge/people/profile.ts';
import { signInWithToken } from '../../../knowledge/people/sign-in.ts';
import { saveAssessments } from '../../../knowledge/proficiency/assessments.ts';
import { recordCompletion } from '../../../knowledge/progress/record-completion.ts';
import { takeQuiz } from '../../../knowledge/quizzes/take-quiz.ts';
import { caseIn } from '../../support/cases.ts';
import { type LearnerBank, openLearnerBank } from '../../support/learners.ts';
import { admin, createPerson } from '../../support/people.ts';
import { contextOf } from '../../support/world.ts';

let world: LearnerBank;
beforeAll(async () => {
  world = await openLearnerBank();
});
afterAll(() => world.close());

/** Somebody who left traces in as many places as these tests can reach. */
async function busyPerson(name: string) {
  const made = await createPerson(world.bank, { roles: ['staff'], person: name });
  const me = createContext(world.bank, { actor: made.actor, language: 'zh-TW', surface: 'http' });
  await callCapability(updateProfile, me, { level: 'mid', cluster: 'sys', comparePeers: true });
  await callCapability(saveAssessments, me, { items: [{ competency: 'AI素養', proficiency: 2 }] });
  await callCapability(takeQuiz, me, { competency: 'AI素養' });
  await callCapability(recordCompletion, me, { courseId: 'written-course', note: `備註 ${name}` });
  const session = await signInWithToken(world.bank, made.token);
  return { ...made, me, session, id: made.actor.personId! };
}

describe('everything about a person', () => {
  it('is exported by every table that refers to them, without secrets', async () => {
    const { me, token, session, id } = await busyPerson('export-me');
    const out = await callCapability(exportData, me, {});
    for (const { table } of await selectPersonColumns(world.bank.store.system))
      expect(
        Object.keys(out.data).some((key) => key.split('.')[0] === table),
        table,
      ).toBe(true);
    expect(out.person).toMatchObject({ id, name: 'export-me' });
    for (const table of [
      'profiles',
      'claims',
      'quiz_attempts',
      'completions',
      'evidence',
      'tokens',
      'sessions',
    ])
      expect(out.data[table]?.length, table).toBeGreaterThan(0);
    const text = JSON.stringify(out);
    for (const secret of [token, hashSecret(token), session.secret, hashSecret(session.secret)])
      expect(text).not.toContain(secret);
  });

  it('is the own person’s only', async () => {
    const one = await busyPerson('mine');
    const other = await busyPerson('theirs');
    const out = JSON.stringify(await callCapability(exportData, one.me, {}));
    expect(out).not.toContain(other.id);
    expect(out).not.toContain('theirs');
  });

  it('is gone after deletion: token, session and every row, the audit chain whole', async () => {
    const { me, token, session, id } = await busyPerson('delete-me');
    expect(await callCapability(deleteData, me, {})).toEqual({ deleted: true });
    expect(await findActorByToken(world.bank, token)).toBeUndefined();
    expect(await findSession(world.bank, session.secret)).toBeUndefined();
    const tables = await world.bank.store.system.query<{ name: string }>(
      `select t.tablename as name from pg_tables t where t.schemaname = 'public' and t.tablename <> 'migrations'`,
    );
    for (const { name } of tables) {
      const rows = await world.bank.store.system.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${name} t where position($1 in to_jsonb(t)::text) > 0
            or position('delete-me' in to_jsonb(t)::text) > 0`,
        [id],
      );
      // The audit keeps the random key, which leads to nobody any more.
      if (name === 'audit') expect(rows.every((one) => !one.row.includes('delete-me'))).toBe(true);
      else expect(rows, name).toEqual([]);
    }
    const entries = await callCapability(listAudit, contextOf(world.bank, { actor: admin }), { limit: 100 });
    expect(entries.items.every((one) => one.intact)).toBe(true);
    expect(entries.items.some((one) => one.action === 'delete-person' && one.object === id)).toBe(true);
  });

  it('leaves a published case without the author’s name', async () => {
    const { actor } = await createPerson(world.bank, { roles: ['staff'], person: 'author-of-a-case' });
    const reviewer = await world.actor('judge', ['reviewer', 'pilot_leader']);
    const id = await caseIn(world.bank, 'published', { author: actor, reviewer }, { credit: 'named' });
    const owner = async () =>
      (
        await world.bank.store.system.query<{ owner: string }>(
          'select s.owner from sources s where s.external_id = $1',
          [id],
        )
      )[0]?.owner;
    expect(await owner()).toBe('author-of-a-case');
    await callCapability(deleteData, contextOf(world.bank, { actor }), {});
    expect(await owner()).toBe('測試機關');
    const traces = await world.bank.store.system.query(
      "select from sources s where position('author-of-a-case' in to_jsonb(s)::text) > 0",
    );
    expect(traces).toHaveLength(0);
  });

  it('cannot be deleted for the administrator, who comes from the settings', async () => {
    await expect(
      callCapability(deleteData, contextOf(world.bank, { actor: admin }), {}),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
