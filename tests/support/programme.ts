import type { Actor } from '../../core/actor.ts';
import type { Bank } from '../../core/context.ts';
import { starterSources } from '../../knowledge/courses/course-source.ts';
import { loadCourses } from '../../knowledge/courses/load-courses.ts';
import { ensureAdmin } from '../../knowledge/people/identify.ts';
import { saveSources } from '../../knowledge/sources/save-source.ts';
import { openHttp, type Reply, type TestHttp } from './http.ts';
import { createPerson, type TestPerson } from './people.ts';
import { openTestBank } from './world.ts';

export interface ProgrammeWorld {
  readonly bank: Bank;
  readonly http: TestHttp;
  /** A person of this name, made on first use; roles and agency count then. */
  person(name: string, roles?: Actor['roles'], agency?: string): Promise<TestPerson>;
  /** A call of the API by the person of that name; undefined asks as nobody. */
  call(name: string | undefined, method: string, path: string, json?: unknown): Promise<Reply>;
  setNow(at: string): void;
  close(): Promise<void>;
}

/** A bank with the two tracks of the managers' programme, whose clock stands where it is put. */
export async function openProgrammeWorld(start = '2026-03-02T01:00:00.000Z'): Promise<ProgrammeWorld> {
  let now = new Date(start);
  const bank = await openTestBank({ now: () => now });
  await ensureAdmin(bank);
  const tracks = loadCourses().filter(({ track }) => track !== undefined);
  await bank.store.system.transaction((tx) =>
    saveSources(tx, starterSources(tracks), { origin: 'content', now }),
  );
  const http = openHttp(bank);
  const people = new Map<string, TestPerson>();
  const person: ProgrammeWorld['person'] = async (name, roles = ['staff'], agency) => {
    const known = people.get(name);
    if (known) return known;
    const made = await createPerson(bank, { roles, person: name, ...(agency && { agency }) });
    people.set(name, made);
    return made;
  };
  return {
    bank,
    http,
    person,
    async call(name, method, path, json) {
      const token = name === undefined ? undefined : (await person(name)).token;
      return http.api(method, path, { token, ...(json !== undefined && { json }) });
    },
    setNow(at) {
      now = new Date(at);
    },
    close: () => bank.store.close(),
  };
}

export const callInput = (fields: Record<string, unknown> = {}) => ({
  title: { 'zh-TW': '115 年 AI 領航主管', en: 'AI pilot leaders 2026' },
  about: { 'zh-TW': '徵求各機關有潛力的資訊主管。' },
  criteria: [
    { id: 'project', text: { 'zh-TW': '專案可行', en: 'A feasible project' } },
    { id: 'governance', text: { 'zh-TW': '治理作法', en: 'Governance' } },
  ],
  opensOn: '2026-03-01',
  closesOn: '2026-03-31',
  ...fields,
});

export const nominationInput = (callId: string, fields: Record<string, unknown> = {}) => ({
  callId,
  agency: 'moda',
  reason: '主持過兩個試辦案，願意分享失敗。',
  project: { title: '公文摘要試辦', summary: '以摘要協助承辦人分文，先在一個科試行。' },
  consent: { supervisor: '陳處長', position: '資訊處處長', givenOn: '2026-02-20' },
  ...fields,
});

export const scores = (project: number, governance: number) => ({
  scores: [
    { criterion: 'project', score: project, comment: `專案 ${project} 分的理由` },
    { criterion: 'governance', score: governance, comment: `治理 ${governance} 分的理由` },
  ],
});

export const whileOpen = '2026-03-10T01:00:00.000Z';
export const afterClose = '2026-04-01T01:00:00.000Z';
