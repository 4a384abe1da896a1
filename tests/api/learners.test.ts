import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { openHttp, type TestHttp } from '../support/http.ts';
import { type LearnerBank, openLearnerBank } from '../support/learners.ts';
import { createPerson } from '../support/people.ts';
import { testAdminToken } from '../support/world.ts';

let world: LearnerBank;
let http: TestHttp;
let token: string;
beforeAll(async () => {
  world = await openLearnerBank();
  await ensureAdmin(world.bank);
  http = openHttp(world.bank);
  token = (await createPerson(world.bank, { roles: ['staff'], person: 'lin' })).token;
});
afterAll(() => world.close());

const own: readonly [string, string][] = [
  ['GET', '/me/profile'],
  ['PUT', '/me/profile'],
  ['GET', '/me/assessments'],
  ['PUT', '/me/assessments'],
  ['GET', '/me/dashboard'],
  ['GET', '/me/export'],
  ['GET', '/me/evidence'],
  ['GET', '/me/completions'],
  ['POST', '/me/completions'],
  ['DELETE', '/me/completions/x'],
  ['DELETE', '/me'],
  ['GET', '/quizzes'],
  ['GET', '/quizzes/AI素養'],
  ['POST', '/quizzes/AI素養'],
  ['GET', '/unit'],
  ['GET', '/completions'],
  ['POST', '/personnel/import'],
  ['GET', '/personnel/export'],
];

describe('what belongs to a person, over HTTP', () => {
  it.each(own)('%s %s asks who it is', async (method, path) => {
    const reply = await http.api(method, path, method === 'GET' || method === 'DELETE' ? {} : { json: {} });
    expect(reply.status).toBe(401);
  });

  it('keeps a profile, ratings, a completion and a quiz, and shows them', async () => {
    const put = await http.api('PUT', '/me/profile', { token, json: { cluster: 'sys', level: 'mid' } });
    expect(put.json).toMatchObject({ cluster: { id: 'sys' }, level: { id: 'mid', name: '中階' } });
    const rated = await http.api('PUT', '/me/assessments', {
      token,
      json: { items: [{ competency: 'AI素養', proficiency: 2 }] },
    });
    expect(rated.json.items).toMatchObject([{ competency: { id: 'AI素養' }, claimed: { proficiency: 2 } }]);
    const done = await http.api('POST', '/me/completions', { token, json: { courseId: 'written-course' } });
    expect(done.status).toBe(201);
    const quiz = await http.api('GET', `/quizzes/${encodeURIComponent('AI系統設計與應用')}`, { token });
    expect(quiz.json.items).toHaveLength(6);
    const result = await http.api('POST', `/quizzes/${encodeURIComponent('AI系統設計與應用')}`, {
      token,
      json: { attemptId: quiz.json.attemptId, answers: [] },
    });
    expect(result.json).toMatchObject({ proficiency: 0, total: 6 });
    const again = await http.api('GET', `/quizzes/${encodeURIComponent('AI系統設計與應用')}`, { token });
    expect(again.status).toBe(429);
    const board = await http.api('GET', '/me/dashboard', { token });
    // AI素養 2 by the completion, AI系統設計與應用 0 by the quiz: two of three known, 2 of 9 points.
    expect(board.json.aiRate).toMatchObject({ status: 'known', percent: 22, known: 2 });
  });

  it.each([
    ['PUT', '/me/profile', { cluster: 'x' }],
    ['PUT', '/me/profile', { comparePeers: 'yes' }],
    ['PUT', '/me/assessments', { items: [] }],
    ['PUT', '/me/assessments', { items: [{ competency: 'AI素養', level: 'mid', proficiency: '3' }] }],
    ['POST', '/me/completions', {}],
    ['POST', '/quizzes/AI素養', { attemptId: 'quiz_1', answers: [{ id: 'lit-01', option: 'e' }] }],
  ])('%s %s refuses %j', async (method, path, json) => {
    expect((await http.api(method, path, { token, json })).status).toBe(400);
  });

  it('answers 404 for what is not there or not one’s own', async () => {
    for (const [method, path, json] of [
      ['POST', '/me/completions', { courseId: 'nothing' }],
      ['POST', '/quizzes/AI素養', { attemptId: 'quiz_1', answers: [] }],
    ] as const)
      expect((await http.api(method, path, { token, json })).status).toBe(404);
    expect((await http.api('DELETE', '/me/completions/nothing', { token })).status).toBe(404);
    expect((await http.api('GET', '/quizzes/績效管理', { token })).status).toBe(404);
  });

  it('lets the administrator import, and nobody else', async () => {
    const json = { file: 'personnel', csv: 'person,name\nE1,甲\n' };
    expect((await http.api('POST', '/personnel/import', { token, json })).status).toBe(403);
    const reply = await http.api('POST', '/personnel/import', { token: testAdminToken, json });
    expect(reply.json).toMatchObject({ dryRun: true, added: 1 });
  });

  it('ends with the person: after DELETE /me the token is nobody’s', async () => {
    const gone = (await createPerson(world.bank, { roles: ['staff'], person: 'gone' })).token;
    expect((await http.api('DELETE', '/me', { token: gone })).status).toBe(200);
    expect((await http.api('GET', '/me/profile', { token: gone })).status).toBe(401);
  });
});

describe('behaviours', () => {
  it('are public, by competency and level, in both languages', async () => {
    const path = '/framework/behaviours?competency=AI%20literacy&level=mid';
    const zh = await http.api('GET', path);
    expect(zh.json.items).toHaveLength(1);
    expect(zh.json.items[0].behaviours).toHaveLength(5);
    const en = await http.api('GET', `${path}&lang=en`);
    expect(en.json.note).toMatch(/draft/);
    expect(en.json.items[0].behaviours[0].text).not.toBe(zh.json.items[0].behaviours[0].text);
  });
});
