import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import { type Capability, callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import { answersCiting } from '../../../knowledge/answers/citing-queries.ts';
import { getAnswer } from '../../../knowledge/answers/get-answer.ts';
import { getCase } from '../../../knowledge/cases/get-case.ts';
import { listCaseChanges } from '../../../knowledge/cases/list-changes.ts';
import { listCaseVersions } from '../../../knowledge/cases/list-versions.ts';
import { reviewCase, withdrawCase } from '../../../knowledge/cases/review-case.ts';
import { deleteCase, reviseCase } from '../../../knowledge/cases/revise-case.ts';
import {
  createCase,
  saveCase,
  startCase,
  submitCase,
  updateCase,
} from '../../../knowledge/cases/write-case.ts';
import { createCourseFromCase } from '../../../knowledge/courses/create-from-case.ts';
import { getCare } from '../../../knowledge/living/get-care.ts';
import { listOverdue } from '../../../knowledge/living/list-overdue.ts';
import { remindOwners } from '../../../knowledge/living/remind-owners.ts';
import { renewSource, takeOverSource } from '../../../knowledge/living/renew-source.ts';
import { reportOutdated } from '../../../knowledge/living/report-outdated.ts';
import { listNotices } from '../../../knowledge/notices/inbox.ts';
import { deleteData } from '../../../knowledge/people/delete-data.ts';
import { exportData } from '../../../knowledge/people/export-data.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import { getSource } from '../../../knowledge/sources/get-source.ts';
import { caseIn, caseInput } from '../../support/cases.ts';
import { createPerson } from '../../support/people.ts';
import { putSource } from '../../support/sources.ts';
import { contextOf, openTestBank } from '../../support/world.ts';

let bank: Bank;
let today = new Date('2026-03-10T04:00:00Z');
const people: Record<string, Actor> = {};

beforeAll(async () => {
  bank = await openTestBank({ now: () => today });
  await ensureAdmin(bank);
  for (const [name, roles] of [
    ['author', ['staff']],
    ['clerk', ['staff']],
    ['reviewer', ['reviewer']],
    ['leader', ['pilot_leader']],
  ] as const)
    people[name] = (await createPerson(bank, { roles: [...roles], person: `living ${name}` })).actor;
});
afterAll(() => bank?.store.close());

const as = (name: string) => contextOf(bank, { actor: people[name]! });
const call = <C extends Capability>(capability: C, name: string, input: unknown) =>
  // biome-ignore lint/suspicious/noExplicitAny: each capability has a reply of its own
  callCapability(capability, as(name), input) as Promise<any>;
const codeOf = (result: Promise<unknown>) =>
  result.then(
    () => 'done',
    (error) => error.code ?? String(error),
  );
const published = (fields: Record<string, unknown> = {}) =>
  caseIn(bank, 'published', { author: people.author!, reviewer: people.reviewer! }, fields);
const told = async (name: string) =>
  (await call(listNotices, name, { limit: 100 })).items.map(({ text }: { text: string }) => text).join('\n');

describe('personal data', () => {
  const dirty = { sections: { risks: '洽 A123456789，0912-345-678。', approach: '承辦人：王小明。' } };

  it.each([
    ['create-case', createCase],
    ['start-case', startCase],
  ])('never reaches the store by %s', async (_, capability) => {
    const { id, found } = await call(capability, 'author', caseInput(dirty));
    expect(found.masked).toEqual([
      { field: 'sections.risks', kind: 'national_id' },
      { field: 'sections.risks', kind: 'phone' },
    ]);
    expect(found.marked).toEqual([{ field: 'sections.approach', text: '王小明' }]);
    const rows = await bank.store.system.query('select c.record from cases c where c.id = $1', [id]);
    expect(JSON.stringify(rows)).not.toMatch(/A123456789|0912/);
  });

  it('never reaches the store by a change or a quiet save', async () => {
    const { id } = await call(startCase, 'author', { title: '草稿' });
    for (const capability of [updateCase, saveCase]) {
      await call(capability, 'author', { id, ...caseInput({ title: '由 ming@moda.gov.tw 提供' }) });
      const [row] = await bank.store.system.query<{ title: string }>(
        `select c.record->>'title' as title from cases c where c.id = $1`,
        [id],
      );
      expect(row?.title).toBe('由 〔電子郵件已遮蔽〕 提供');
    }
  });

  it('in an address is refused, because an address is kept as it is', async () => {
    const sources = [{ url: 'https://example.org/?mail=a@example.org', title: '來源' }];
    expect(await codeOf(call(createCase, 'author', caseInput({ sources })))).toBe('INVALID_INPUT');
  });

  it('in a reviewer’s comment or a report is masked as well', async () => {
    const id = await caseIn(bank, 'submitted', { author: people.author!, reviewer: people.reviewer! });
    await call(reviewCase, 'reviewer', { id, decision: 'return', comment: '請電 02-2380-5111' });
    const { reviews } = await call(getCase, 'author', { id });
    expect(reviews[0].comment).toBe('請電 〔電話已遮蔽〕');
  });
});

describe('a draft', () => {
  it('may be incomplete until it is handed in', async () => {
    const { id } = await call(startCase, 'author', {});
    expect(await codeOf(call(submitCase, 'author', { id }))).toBe('INVALID_INPUT');
    await call(saveCase, 'author', { id, ...caseInput() });
    expect(await codeOf(call(submitCase, 'author', { id }))).toBe('done');
  });

  it('is deleted by its author alone, and not once it is out', async () => {
    const { id } = await call(startCase, 'author', caseInput());
    expect(await codeOf(call(deleteCase, 'reviewer', { id }))).toBe('NOT_FOUND');
    expect(await call(deleteCase, 'author', { id })).toEqual({ id, deleted: true });
    expect(await codeOf(call(getCase, 'author', { id }))).toBe('NOT_FOUND');
    expect(await codeOf(call(deleteCase, 'author', { id: await published() }))).toBe('CONFLICT');
  });
});

describe('a new version of a published case', () => {
  const after = { sections: { background: '會議紀錄改由專人整理。', approach: '試用語音辨識。' } };

  it('is seen by readers only when somebody else has approved it', async () => {
    const id = await published();
    await call(reviseCase, 'author', { id });
    await call(updateCase, 'author', { id, ...caseInput(after) });
    expect(JSON.stringify((await call(getCase, 'clerk', { id })).sections)).toContain('會議紀錄費時');
    expect((await call(getCase, 'reviewer', { id })).draft).toBeUndefined();
    await call(submitCase, 'author', { id });
    expect((await call(getCase, 'reviewer', { id })).published.sections.background).toBe('會議紀錄費時。');
    expect(await codeOf(call(reviewCase, 'author', { id, decision: 'approve' }))).toBe('FORBIDDEN');
    await call(reviewCase, 'reviewer', { id, decision: 'approve' });
    const { versions, changes } = await call(listCaseVersions, 'clerk', { id });
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    expect(changes).toContainEqual({
      heading: '問題背景',
      before: '會議紀錄費時。',
      after: '會議紀錄改由專人整理。',
    });
    expect(changes).toContainEqual({ heading: '失敗或風險', before: '方言辨識不佳。', after: null });
  });

  it('can be thrown away: what is published stays', async () => {
    const id = await published();
    await call(reviseCase, 'author', { id });
    await call(updateCase, 'author', { id, ...caseInput({ title: '別的標題', visibility: 'community' }) });
    expect(await call(deleteCase, 'author', { id })).toEqual({ id, deleted: false });
    const one = await call(getCase, 'author', { id });
    expect([one.writing, one.draft.title, one.draft.visibility]).toEqual([
      'published',
      '以語音辨識整理會議紀錄',
      'government',
    ]);
  });

  it('does not keep reviewers from taking the published one down', async () => {
    const id = await published();
    await call(reviseCase, 'author', { id });
    expect(await codeOf(call(withdrawCase, 'reviewer', { id, reason: '資料有誤' }))).toBe('done');
    expect((await call(getCase, 'clerk', { id })).state).toBe('withdrawn');
  });
});

describe('what changed in a month', () => {
  it('names the added, updated and withdrawn, and nothing the reader may not see', async () => {
    today = new Date('2026-05-31T15:59:00Z');
    const id = await published({ title: '五月的案例' });
    const hidden = await published({ title: '社群的案例', visibility: 'community' }).catch(() => undefined);
    today = new Date('2026-05-31T16:01:00Z');
    await call(withdrawCase, 'author', { id, reason: '機關改制' });
    const may = await call(listCaseChanges, 'clerk', { month: '2026-05' });
    const june = await call(listCaseChanges, 'clerk', {});
    expect(june.month).toBe('2026-06');
    expect(may.items.map(({ title }: { title: string }) => title)).toEqual(['五月的案例']);
    expect(june.items).toMatchObject([{ id, what: 'withdrawn', reason: '機關改制', on: '2026-06-01' }]);
    const nobody = await callCapability(listCaseChanges, contextOf(bank), { month: '2026-05' });
    expect(nobody.items).toEqual([]);
    expect(hidden).toBeUndefined();
    today = new Date('2026-06-10T04:00:00Z');
  });
});

describe('care of a source', () => {
  it('falls to the author of a case, who is never named', async () => {
    const id = await published({ credit: 'anonymous' });
    expect(await call(getCare, 'author', { id })).toMatchObject({ mine: true, owned: true, mayRenew: true });
    expect(await call(getCare, 'clerk', { id })).toMatchObject({ mine: false, owned: null, mayRenew: false });
    expect(JSON.stringify(await call(getCare, 'reviewer', { id }))).not.toContain(people.author!.personId);
  });

  it('a year after it was read a source is overdue until somebody says it still holds', async () => {
    const id = await published();
    const start = today;
    today = new Date('2027-06-11T04:00:00Z');
    const listed = async () =>
      (await call(listOverdue, 'author', { mine: 'true', limit: 100 })).items.find(
        (item: { id: string }) => item.id === id,
      );
    expect(await listed()).toMatchObject({ daysOverdue: 1, reviewBy: '2027-06-10', mine: true });
    expect(await remindOwners.run(bank, { runId: 'r', signal: new AbortController().signal })).not.toEqual({
      told: 0,
    });
    expect(await remindOwners.run(bank, { runId: 'r', signal: new AbortController().signal })).toEqual({
      told: 0,
    });
    expect(await told('author')).toContain('檢閱日是 2027-06-10');
    expect(await codeOf(call(renewSource, 'clerk', { id }))).toBe('FORBIDDEN');
    for (const reviewBy of ['2027-06-11', '2031-01-01'])
      expect(await codeOf(call(renewSource, 'author', { id, reviewBy }))).toBe('INVALID_INPUT');
    expect(await call(renewSource, 'author', { id })).toMatchObject({
      reviewedOn: '2027-06-11',
      reviewBy: '2028-06-11',
    });
    expect(await listed()).toBeUndefined();
    today = start;
  });

  it('a report reaches owner and reviewers once, and its end the reporter', async () => {
    const id = await published({ title: '會過時的案例' });
    await call(reportOutdated, 'clerk', { id, reason: '系統已停用' });
    expect(await codeOf(call(reportOutdated, 'clerk', { id, reason: '再說一次' }))).toBe('CONFLICT');
    for (const name of ['author', 'reviewer']) expect(await told(name)).toContain('系統已停用');
    expect(await told('clerk')).not.toContain('系統已停用');
    expect((await call(getCare, 'leader', { id })).reports).toMatchObject([{ state: 'open', mine: false }]);
    await call(renewSource, 'reviewer', { id });
    expect(await told('clerk')).toContain('「會過時的案例」已確認仍然正確');
    expect((await call(getCare, 'clerk', { id })).reports).toMatchObject([{ state: 'holds', mine: true }]);
  });

  it('other staff see neither reports nor who looks after it', async () => {
    const id = await published();
    await call(reportOutdated, 'clerk', { id, reason: '可能過時' });
    people.colleague ??= (await createPerson(bank, { roles: ['staff'], person: 'living colleague' })).actor;
    expect(await call(getCare, 'colleague', { id })).toMatchObject({ reports: [], owned: null });
  });

  it('a pilot leader takes over what nobody looks after', async () => {
    await putSource(bank, { id: 'orphan', text: '一份文件。' });
    expect(await codeOf(call(takeOverSource, 'clerk', { id: 'orphan' }))).toBe('FORBIDDEN');
    await call(takeOverSource, 'leader', { id: 'orphan' });
    expect(await call(getCare, 'leader', { id: 'orphan' })).toMatchObject({ mine: true });
  });
});

describe('answers and modules that quote a source', () => {
  it('are marked when it changes, with what changed, and when it is withdrawn, with why', async () => {
    const question = '鯨豚聲紋辨識的案例怎麼做？';
    const before = {
      title: '鯨豚聲紋辨識',
      sections: { approach: '以水下麥克風蒐集鯨豚聲紋，每週辨識一次。' },
    };
    const id = await published(before);
    const { answerId, citations } = await call(ask, 'clerk', { question });
    expect(citations.map(({ externalId }: { externalId: string }) => externalId)).toContain(id);
    expect((await call(getAnswer, 'clerk', { id: answerId })).sourceChanges).toEqual([]);

    await call(reviseCase, 'author', { id });
    const changed = { ...before, sections: { approach: '以水下麥克風蒐集鯨豚聲紋，每天辨識一次。' } };
    await call(updateCase, 'author', { id, ...caseInput(changed) });
    await call(submitCase, 'author', { id });
    await call(reviewCase, 'reviewer', { id, decision: 'approve' });
    const [mark] = (await call(getAnswer, 'clerk', { id: answerId })).sourceChanges;
    expect(mark).toMatchObject({
      n: 1,
      what: 'updated',
      version: 1,
      currentVersion: 2,
      passageChanged: true,
    });
    expect(mark.after).toContain('每天');

    await call(withdrawCase, 'author', { id, reason: '計畫結束' });
    const kept = await call(getAnswer, 'clerk', { id: answerId });
    expect(kept.sourceChanges[0]).toMatchObject({ what: 'withdrawn', reason: '計畫結束', after: null });
    expect(kept.citations[0].excerpt).not.toBe('');

    const source = await call(getSource, 'clerk', { id });
    const citing = await answersCiting(bank.store.system, source.id, { limit: 10 });
    expect(citing).toMatchObject([{ id: answerId, personId: people.clerk!.personId, question, version: 1 }]);
    expect(await answersCiting(bank.store.system, source.id, { limit: 10, after: answerId })).toEqual([]);
  });

  it('a published case study goes with its case, and its author is told', async () => {
    const id = await published();
    const { id: courseId } = await call(createCourseFromCase, 'leader', { caseId: id });
    await bank.store.system.query(
      `update courses set state = 'in_review', round = 1, updated_at = $2 where id = $1`,
      [courseId, today],
    );
    await bank.store.system.query(
      `insert into course_reviews (id, course_id, round, reviewer, decision, comment, created_at)
       values ('review_study', $1, 1, $2, 'approve', '', $3)`,
      [courseId, people.reviewer!.personId, today],
    );
    await bank.store.system.query(`update courses set state = 'published' where id = $1`, [courseId]);
    await call(withdrawCase, 'author', { id });
    const rows = await bank.store.system.query('select c.state from courses c where c.id = $1', [courseId]);
    expect(rows).toEqual([{ state: 'withdrawn' }]);
    expect(await told('leader')).toContain('案例已下架，這門案例研討也一併下架');
  });
});

it('a person’s reports, offers and care are exported, and gone or nobody’s when the person is', async () => {
  const person = await createPerson(bank, { roles: ['staff'], person: 'living leaver' });
  people.leaver = person.actor;
  const id = await caseIn(bank, 'published', { author: person.actor, reviewer: people.reviewer! });
  const other = await published();
  await call(reportOutdated, 'leaver', { id: other, reason: '離職者的回報' });
  const { data } = await call(exportData, 'leaver', {});
  expect(data['outdated_reports.reporter']).toHaveLength(1);
  expect(data.source_owners).toHaveLength(1);
  expect(data).toHaveProperty('case_intakes');
  await call(deleteData, 'leaver', {});
  expect(await call(getCare, 'reviewer', { id })).toMatchObject({ owned: false });
  expect((await call(getCare, 'reviewer', { id: other })).reports).toMatchObject([
    { reason: '離職者的回報', mine: false },
  ]);
});
