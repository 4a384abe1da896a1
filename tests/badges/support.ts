import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { issueBadge } from '../../badges/credentials/issue-badge.ts';
import type { IssuedReply } from '../../badges/credentials/schema.ts';
import { proposeBadge, submitBadge } from '../../badges/definitions/propose-badge.ts';
import { reviewBadge } from '../../badges/definitions/review-badge.ts';
import { prepareIssuers } from '../../badges/issuers/prepare-issuers.ts';
import type { Actor, Role } from '../../core/actor.ts';
import { callCapability } from '../../core/capability.ts';
import { loadConfig } from '../../core/config.ts';
import type { Bank, Context } from '../../core/context.ts';
import { createContext } from '../../core/context.ts';
import { openStore, type Store } from '../../core/db/store.ts';
import type { Language } from '../../core/language.ts';
import { createLog } from '../../core/log.ts';
import { createMetrics } from '../../core/metrics.ts';
import { loadFrameworkContent } from '../../knowledge/framework/content.ts';
import { loadFramework } from '../../knowledge/framework/load-framework.ts';
import { insertPerson } from '../../knowledge/people/queries.ts';
import { openTestStore, type StoreTemplate } from '../support/test-store.ts';

export const baseUrl = 'https://badges.gov.example';

/** The folder of test material nobody here wrote; unset = the tests that want it skip. */
export const testData = process.env.TEST_DATA ? join(process.env.TEST_DATA, 'badges') : undefined;
export const noTestData = testData ? undefined : 'TEST_DATA is not set';

/** A suite's name, with the reason it is skipped for when it is. */
export function orWhyNot(name: string): string {
  return noTestData ? `${name} (skipped: ${noTestData})` : name;
}

const frameworkOnly: StoreTemplate = {
  name: 'framework',
  dependsOn: ['core/db/', 'knowledge/framework/', 'knowledge/content/framework/'],
  async fill(store) {
    const folder = fileURLToPath(new URL('../../knowledge/content/framework', import.meta.url));
    const content = await loadFrameworkContent(folder);
    await store.system.transaction((tx) => loadFramework(tx, content, new Date()));
  },
};

const people = ['wang', 'lin', 'chen', 'wu', 'holder'] as const;
export type Person = (typeof people)[number];

export interface BadgeBank {
  readonly bank: Bank;
  readonly dataDir: string;
  /** A call as one of the test's people; `undefined` = anonymous. */
  as(person: Person | undefined, roles?: Role[], options?: { agency?: string; language?: Language }): Context;
  setNow(now: Date): void;
  close(): Promise<void>;
}

/** A store that outlives its process, with the framework loaded once. */
async function openOnDisk(dataDir: string, now: Date): Promise<Store> {
  const store = await openStore({ dataDir }, now);
  const [loaded] = await store.system.query('select from framework_competencies c limit 1');
  if (!loaded) await frameworkOnly.fill(store);
  return store;
}

/** A bank with the framework and an issuer, whose clock stands where it is put. */
export async function openBadgeBank(
  options: { now?: Date; env?: Record<string, string>; baseUrl?: string; dataDir?: string } = {},
): Promise<BadgeBank> {
  let now = options.now ?? new Date('2026-06-01T08:00:00.000Z');
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'badges-'));
  const bank: Bank = {
    config: loadConfig({ DATA_DIR: dataDir, ...options.env }),
    store: options.dataDir ? await openOnDisk(dataDir, now) : await openTestStore(now, frameworkOnly),
    adminToken: 'admin-token-of-the-badge-tests',
    now: () => now,
    log: createLog('error', () => undefined),
    metrics: createMetrics(),
  };
  for (const person of people)
    await insertPerson(bank.store.system, {
      id: `person_${person}`,
      name: person,
      agency: null,
      login: `person:${person}`,
      now,
    });
  await prepareIssuers(bank, options.baseUrl ?? baseUrl);
  return {
    bank,
    dataDir,
    as(person, roles = [], call = {}) {
      const actor: Actor = {
        roles,
        ...(person && { personId: `person_${person}` }),
        ...(call.agency && { agency: call.agency }),
      };
      return createContext(bank, { actor, language: call.language ?? 'zh-TW', surface: 'http' });
    },
    setNow(at) {
      now = at;
    },
    async close() {
      await bank.store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const draft = {
  name: { 'zh-TW': 'AI 導入規劃', en: 'Planning AI adoption' },
  description: { 'zh-TW': '能為機關規劃 AI 導入。', en: 'Plans the adoption of AI in an agency.' },
  criteria: { 'zh-TW': '完成課程並通過實作評量。', en: 'Completes the course and passes the assessment.' },
  competencies: [{ competency: 'AI素養', level: 'mid', proficiency: 3 }],
  course: { title: 'AI 導入實務', hours: 12 },
  assessment: '實作一份導入計畫，由兩位講師評分，60 分及格。',
  evidence: '導入計畫書與評分表。',
  validityMonths: 24,
};

/** Proposed by lin, approved by chen and wu. */
export async function approveBadge(world: BadgeBank, changes: Record<string, unknown> = {}): Promise<string> {
  const proposer = world.as('lin', ['pilot_leader']);
  const { id } = await callCapability(proposeBadge, proposer, { ...draft, ...changes });
  await callCapability(submitBadge, proposer, { id });
  for (const reviewer of ['chen', 'wu'] as const)
    await callCapability(reviewBadge, world.as(reviewer, ['reviewer']), { id, decision: 'approve' });
  return id;
}

/** The header or payload of a compact JWS, unverified. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever is there
export function partOf(jws: string, part: 0 | 1): Record<string, any> {
  return JSON.parse(Buffer.from(jws.split('.')[part]!, 'base64url').toString('utf8'));
}

export const request = {
  recipient: { email: 'Holder@Gov.Example', name: '王小明' },
  evidence: [
    { name: '導入計畫書', narrative: '為市府規劃客服助理。', url: 'https://files.gov.example/plan.pdf' },
  ],
};

/** Issued by wang, who is an issuer. */
export function issue(
  world: BadgeBank,
  id: string,
  changes: Record<string, unknown> = {},
): Promise<IssuedReply> {
  return callCapability(issueBadge, world.as('wang', ['issuer']), {
    id,
    ...request,
    ...changes,
  }) as Promise<IssuedReply>;
}
