import { fileURLToPath } from 'node:url';
import type { Actor, Role } from '../../core/actor.ts';
import { loadConfig } from '../../core/config.ts';
import type { Bank, Context } from '../../core/context.ts';
import { createContext } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { createLog } from '../../core/log.ts';
import { createMetrics } from '../../core/metrics.ts';
import { starterSources } from '../../knowledge/courses/course-source.ts';
import type { Course } from '../../knowledge/courses/schema.ts';
import { loadFrameworkContent } from '../../knowledge/framework/content.ts';
import { loadFramework } from '../../knowledge/framework/load-framework.ts';
import type { LevelId } from '../../knowledge/framework/schema.ts';
import { insertPerson } from '../../knowledge/people/queries.ts';
import { saveSources } from '../../knowledge/sources/save-source.ts';
import { openTestStore, type StoreTemplate } from './test-store.ts';
import { testAdminToken } from './world.ts';

/** A course of the tests, developing AI素養 at 中階 unless told otherwise. */
function testCourse(id: string, changes: Partial<Course> & { check?: string } = {}): Course {
  const text = { 'zh-TW': `測試課程 ${id}`, en: `Test course ${id}` };
  const { check = 'written', ...rest } = changes;
  return {
    id,
    title: text,
    aim: text,
    levels: ['mid'],
    clusters: [],
    develops: [{ competency: 'AI素養', level: 'mid', from: 1, to: 2 }],
    prerequisites: [],
    parts: {
      readings: [],
      task: { text, minutes: 60 },
      check: { kind: check as 'written', text, minutes: 30 },
    },
    hours: 1.5,
    origin: 'starter',
    state: 'published',
    ...rest,
  };
}

const testCourses: readonly Course[] = [
  testCourse('written-course'),
  testCourse('signed-course', {
    check: 'sign-off',
    develops: [{ competency: 'AI素養', level: 'mid', from: 2, to: 3 }],
  }),
];

const frameworkAndCourses: StoreTemplate = {
  name: 'learners',
  dependsOn: [
    'core/db/',
    'knowledge/framework/',
    'knowledge/content/framework/',
    'tests/support/learners.ts',
  ],
  async fill(store) {
    const folder = fileURLToPath(new URL('../../knowledge/content/framework', import.meta.url));
    const content = await loadFrameworkContent(folder);
    await store.system.transaction((tx) => loadFramework(tx, content, new Date()));
    await store.system.transaction((tx) =>
      saveSources(tx, starterSources(testCourses), { origin: 'content', now: new Date() }),
    );
  },
};

export interface LearnerBank {
  readonly bank: Bank;
  /** A person of this name, made on first use. */
  actor(name: string, roles?: readonly Role[], agency?: string): Promise<Actor>;
  as(
    name: string,
    roles?: readonly Role[],
    call?: { agency?: string; language?: Language },
  ): Promise<Context>;
  setNow(now: Date): void;
  now(): Date;
  close(): Promise<void>;
}

/** A bank with the framework and two courses, whose clock stands where it is put. */
export async function openLearnerBank(start = '2026-06-01T08:00:00.000Z'): Promise<LearnerBank> {
  let now = new Date(start);
  const bank: Bank = {
    config: loadConfig({}),
    store: await openTestStore(now, frameworkAndCourses),
    adminToken: testAdminToken,
    now: () => now,
    log: createLog('error', () => undefined),
    metrics: createMetrics(),
  };
  const actor: LearnerBank['actor'] = async (name, roles = ['staff'], agency) => {
    const id = `person_${name}`;
    await insertPerson(bank.store.system, {
      id,
      name,
      agency: agency ?? null,
      login: `person:${name}`,
      now,
    });
    return { personId: id, roles, ...(agency && { agency }) };
  };
  return {
    bank,
    actor,
    as: async (name, roles, call = {}) =>
      createContext(bank, {
        actor: await actor(name, roles, call.agency),
        language: call.language ?? 'zh-TW',
        surface: 'http',
      }),
    setNow(at) {
      now = at;
    },
    now: () => now,
    close: () => bank.store.close(),
  };
}

export const hour = 3_600_000;
export const day = 24 * hour;

/** A proof straight into the table, as quizzes, records and badges leave them. */
export async function prove(
  world: LearnerBank,
  personId: string,
  proof: {
    competency: string;
    level?: LevelId;
    proficiency: number;
    kind?: 'test' | 'completion' | 'badge';
    at?: Date;
    until?: Date;
  },
): Promise<void> {
  const at = proof.at ?? world.now();
  await world.bank.store.system.query(
    `insert into evidence (id, person_id, kind, object, competency, level, proficiency, valid_from, valid_until, created_at)
     values ($1, $2, $3, $1, $4, $5, $6, $7, $8, $7)`,
    [
      `evidence_${Math.random().toString(36).slice(2)}`,
      personId,
      proof.kind ?? 'test',
      proof.competency,
      proof.level ?? 'mid',
      proof.proficiency,
      at,
      proof.until ?? null,
    ],
  );
}
