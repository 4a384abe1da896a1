import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { selectCatalogue } from '../../../knowledge/courses/catalogue.ts';
import type { Course } from '../../../knowledge/courses/schema.ts';
import { loadTargets } from '../../../knowledge/proficiency/load-proficiency.ts';
import { openHttp, type TestHttp } from '../../support/http.ts';
import { createPerson, type TestPerson } from '../../support/people.ts';
import { openSeededBank } from '../../support/world.ts';

let bank: Bank;
let http: TestHttp;
let catalogue: readonly Course[];
let person: TestPerson;

beforeAll(async () => {
  bank = await openSeededBank();
  http = openHttp(bank);
  catalogue = await selectCatalogue(bank.store.system);
  person = await createPerson(bank, { roles: ['staff'] });
});
afterAll(() => bank?.store.close());

// biome-ignore lint/suspicious/noExplicitAny: a reply as JSON
type Path = any;
const ask = async (json: unknown): Promise<Path> => {
  const reply = await http.api('POST', '/paths', { json });
  expect(reply.text && reply.status).toBe(200);
  return reply.json;
};
const pm20 = { cluster: 'pm', level: 'mid', hoursAvailable: 20 };
const ruleOf = (path: Path, at: number) => path.steps[at].why.map((one: { rule: string }) => one.rule);

/** Does the steps of a reply one after the other by the catalogue alone, and adds up what the weights give. */
function redo(path: Path, level: 'basic' | 'mid' | 'senior', attained: Record<string, number> = {}) {
  const weights = new Map<string, number>(
    path.weights.map((one: { competency: string; weight: number }) => [one.competency, one.weight]),
  );
  const goal = loadTargets().targets[level];
  const reached: Record<string, number> = { ...attained };
  const done = new Set<string>();
  let minutes = 0;
  for (const step of path.steps) {
    const course = catalogue.find((one) => one.id === step.courseId)!;
    expect(course.state).toBe('published');
    for (const before of course.prerequisites)
      expect(done.has(before) || step.prerequisitesMet.includes(before)).toBe(true);
    done.add(course.id);
    minutes += Math.round(course.hours * 100);
    const before = { ...reached };
    for (const one of course.develops.filter((entry) => entry.level === level))
      if ((before[one.competency] ?? 0) >= one.from)
        reached[one.competency] = Math.max(reached[one.competency] ?? 0, one.to);
  }
  let value = 0;
  for (const [competency, weight] of weights) {
    const had = attained[competency] ?? 0;
    value += weight * Math.max(0, Math.min(goal, reached[competency] ?? 0) - Math.min(goal, had));
  }
  return { hours: minutes / 100, value };
}

describe('POST /paths', () => {
  it('gives a path whose hours, order and objective a second computation finds again', async () => {
    for (const cluster of ['hw', 'sys', 'pm', 'mix', 'non'])
      for (const level of ['basic', 'mid', 'senior'] as const) {
        const path = await ask({ cluster, level, hoursAvailable: 14 });
        const again = redo(path, level);
        expect(path.totalHours).toBeCloseTo(again.hours, 6);
        expect(path.totalHours).toBeLessThanOrEqual(14);
        expect(path.objective).toBeCloseTo(again.value, 6);
        expect([path.optimal, path.bound]).toEqual([true, path.objective]);
        expect(path.noPath).toBeNull();
      }
  });

  it('is the same for every spelling of cluster and level, and each time', async () => {
    const { steps, objective } = await ask(pm20);
    expect(await ask({ cluster: '專案管理', level: '中階', hoursAvailable: 20 })).toMatchObject({
      steps,
      objective,
    });
    expect(await ask(pm20)).toMatchObject({ steps, objective });
  });

  it('never loses value by more hours, and says what the next hours would bring', async () => {
    let last = -1;
    for (const hoursAvailable of [1, 4, 8, 16, 32, 64]) {
      const { objective } = await ask({ ...pm20, hoursAvailable });
      expect(objective).toBeGreaterThanOrEqual(last);
      last = objective;
    }
    const path = await ask(pm20);
    const [more] = path.wouldChange;
    expect(more.text).toMatch(/^再多 [\d.]+ 小時就能把「/);
    const longer = await ask({ ...pm20, hoursAvailable: 20 + more.data.hours });
    expect(longer.objective).toBeGreaterThan(path.objective);
    expect((await ask({ cluster: 'pm', level: 'mid' })).wouldChange).toEqual([]);
  });

  it('weighs by lift, and shows the policy rule for managers with its passage', async () => {
    const { weights, steps } = await ask(pm20);
    const ai = weights.find((one: { competency: string }) => one.competency === 'AI素養');
    expect(ai).toMatchObject({ rule: 'ai-governance-managers', weight: 1.5 });
    expect(ai.lift).toBeLessThan(1);
    const whys = steps.flatMap((one: Path) => one.why);
    const rule = whys.find((one: { rule: string }) => one.rule === 'ai-governance-managers');
    expect(rule.data.source).toBe('study-rec-ai-governance-training');
    const passage = await http.api('GET', rule.data.url.replace('/passages', '/passages'));
    expect(passage.text).toContain('中高階主管');
    const basic = await ask({ cluster: 'pm', level: 'basic', hoursAvailable: 20 });
    expect(basic.weights.every((one: { rule: string | null }) => one.rule === null)).toBe(true);
  });

  it('quotes no value of a cell of five people or fewer', async () => {
    const { steps } = await ask({
      cluster: 'hw',
      level: 'senior',
      government: 'municipality',
      hoursAvailable: 20,
    });
    for (const { data } of steps.flatMap((one: Path) => one.why).filter((one: Path) => one.rule === 'lift')) {
      expect(data.government).toBe('ALL');
      expect(data.n === null || data.n >= 6).toBe(true);
    }
  });

  it('leaves out what is attained, and takes it for the prerequisite it is', async () => {
    const path = await ask(pm20);
    const attained = path.steps[0].develops.map((one: Path) => ({
      competency: one.competency,
      proficiency: one.to,
    }));
    const without = await ask({ ...pm20, attained });
    expect(without.steps.map((one: Path) => one.courseId)).not.toContain(path.steps[0].courseId);
    const had = Object.fromEntries(attained.map((one: Path) => [one.competency, one.proficiency]));
    expect(without.objective).toBeCloseTo(redo(without, 'mid', had).value, 6);
  });

  it('follows a focus', async () => {
    const focus = ['企業架構'];
    const plain = await ask({ cluster: 'pm', level: 'mid', hoursAvailable: 4 });
    expect(plain.covered.map((one: Path) => one.competency)).not.toContain('企業架構');
    const path = await ask({ cluster: 'pm', level: 'mid', hoursAvailable: 4, focus });
    const weight = path.weights.find((one: Path) => one.competency === '企業架構');
    expect(weight).toMatchObject({ focus: true });
    expect(weight.weight).toBeCloseTo(2 * weight.lift, 3);
  });

  it('says why there is none: too few hours, or nothing missing', async () => {
    const short = await ask({ ...pm20, hoursAvailable: 0.25 });
    expect(short).toMatchObject({ steps: [], totalHours: 0, noPath: { rule: 'hours' } });
    const least = short.noPath.data.least;
    expect((await ask({ ...pm20, hoursAvailable: least })).steps.length).toBeGreaterThan(0);
    const attained = short.weights.map((one: Path) => ({ competency: one.competency, proficiency: 5 }));
    expect((await ask({ ...pm20, attained })).noPath.rule).toBe('no-gap');
  });

  it('accounts for every competency of the level once', async () => {
    const { covered, uncovered, weights } = await ask(pm20);
    const names = [...covered, ...uncovered].map((one: Path) => one.competency);
    expect(names.sort()).toEqual(weights.map((one: Path) => one.competency).sort());
  });

  it('gives reasons in English, made of the same data', async () => {
    const zh = await ask(pm20);
    const en = await ask({ ...pm20, language: 'en' });
    expect(en.steps.map((one: Path) => one.courseId)).toEqual(zh.steps.map((one: Path) => one.courseId));
    expect(ruleOf(en, 0)).toEqual(ruleOf(zh, 0));
    expect(en.steps[0].why[0].text).toMatch(/^Takes .* from 0 \(none\) to /);
    expect(zh.steps[0].why[0].text).toMatch(/^把「/);
  });

  it('refuses what it cannot mean', async () => {
    const bad = [
      {},
      { cluster: 'pm' },
      { ...pm20, cluster: 'xx' },
      { ...pm20, hoursAvailable: 0 },
      { ...pm20, hoursAvailable: -1 },
      { ...pm20, hoursAvailable: 2_001 },
      { ...pm20, hoursAvailable: '20' },
      { ...pm20, attained: [{ competency: '飛行', proficiency: 1 }] },
      { ...pm20, attained: [{ competency: 'AI素養', proficiency: 6 }] },
      { ...pm20, attained: [{ competency: 'AI素養', proficiency: 1.5 }] },
      { ...pm20, focus: ['資通訊網路管理'] },
      { ...pm20, focus: ["'; drop table courses; --"] },
      { ...pm20, government: '火星' },
    ];
    for (const json of bad) {
      const { status, json: reply } = await http.api('POST', '/paths', { json });
      expect([status, reply.error?.code, JSON.stringify(json)]).toEqual([
        400,
        'INVALID_INPUT',
        JSON.stringify(json),
      ]);
    }
  });
});

describe('the own path', () => {
  const own = (method: string, path: string, json?: unknown) =>
    http.api(method, path, { token: person.token, ...(json !== undefined && { json }) });

  it('is for people signed in, and asks for cluster and level first', async () => {
    expect((await http.api('GET', '/me/path')).status).toBe(401);
    expect((await http.api('PUT', '/me/path', { json: {} })).status).toBe(401);
    expect((await own('GET', '/me/path')).json).toMatchObject({ path: null, thisWeek: [], savedAt: null });
    const { status, json } = await own('PUT', '/me/path', {});
    expect([status, json.error.message]).toEqual([400, expect.stringContaining('請先選擇工作群與層級')]);
  });

  it('plans from the profile, marks what is done, avoids what is not for me', async () => {
    await own('PUT', '/me/profile', { cluster: 'pm', level: 'mid', hoursAvailable: 12 });
    const planned = await own('PUT', '/me/path', {});
    expect(planned.status).toBe(200);
    const ids = planned.json.path.steps.map((one: Path) => one.courseId);
    expect(planned.json.thisWeek).toEqual(ids.slice(0, 3));
    expect(planned.json.path.totalHours).toBeLessThanOrEqual(12);

    expect((await own('POST', '/me/completions', { courseId: ids[0] })).status).toBe(201);
    const after = (await own('GET', '/me/path')).json;
    expect(after.states[0].state).toMatch(/done|waiting/);
    expect(after.thisWeek).not.toContain(ids[0]);

    const refused = await own('POST', '/me/path/refusals', { courseId: ids[1], reason: '已經在別處上過' });
    expect(refused.status).toBe(200);
    expect(refused.json.path.steps.map((one: Path) => one.courseId)).not.toContain(ids[1]);
    expect(refused.json.refused).toMatchObject([{ courseId: ids[1], reason: '已經在別處上過' }]);
    expect((await own('DELETE', `/me/path/refusals/${ids[1]}`)).json.refused).toEqual([]);
    expect((await own('DELETE', `/me/path/refusals/${ids[1]}`)).status).toBe(404);
    expect((await own('POST', '/me/path/refusals', { courseId: 'nowhere', reason: 'x' })).status).toBe(404);
    expect((await own('POST', '/me/path/refusals', { courseId: ids[1], reason: ' ' })).status).toBe(400);
  });

  it('belongs to one person alone, and an anonymous trial stores nothing', async () => {
    const other = await createPerson(bank, { roles: ['staff'] });
    const seen = await http.api('GET', '/me/path', { token: other.token });
    expect(seen.json).toMatchObject({ path: null, refused: [] });
    const count = async () =>
      bank.store.system.query(
        'select (select count(*) from saved_paths) as a, (select count(*) from saved_diagnoses) as b, (select count(*) from refused_steps) as c',
      );
    const before = await count();
    await ask(pm20);
    await http.api('POST', '/diagnosis/cluster', { json: { tasks: [{ task: 'tech-1', weight: 1 }] } });
    expect(await count()).toEqual(before);
  });

  it('keeps the answers of a diagnosis as one goes', async () => {
    const answers = [
      { task: 'tech-1', weight: 4 },
      { task: 'tech-2', weight: 0 },
    ];
    expect((await own('PUT', '/me/diagnosis', { answers })).status).toBe(200);
    expect((await own('GET', '/me/diagnosis')).json.answers).toEqual([{ task: 'tech-1', weight: 4 }]);
    expect((await own('PUT', '/me/diagnosis', { answers: [{ task: 'x', weight: 1 }] })).status).toBe(400);
    expect((await http.api('GET', '/me/diagnosis')).status).toBe(401);
  });
});
