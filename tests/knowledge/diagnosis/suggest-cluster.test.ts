import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Store } from '../../../core/db/store.ts';
import { measureCloseness, type TaskProfile } from '../../../knowledge/diagnosis/closeness.ts';
import { suggestCluster } from '../../../knowledge/diagnosis/suggest-cluster.ts';
import { ClusterId } from '../../../knowledge/framework/schema.ts';
import { simulateDiagnosis, studyProfiles } from '../../bench/diagnosis.ts';
import { openTestStore } from '../../support/test-store.ts';
import { contextOn, fillFramework, now } from '../framework/support.ts';

let store: Store;
let profiles: TaskProfile[];

beforeAll(async () => {
  profiles = await studyProfiles();
  store = await openTestStore(now);
  await fillFramework(store);
});
afterAll(() => store.close());

type Tasks = { task: string; weight: number }[];
const suggest = async (tasks: Tasks, language: 'zh-TW' | 'en' = 'zh-TW') =>
  suggestCluster.output.parse(await callCapability(suggestCluster, contextOn(store, language), { tasks }));
const refusal = (tasks: unknown) =>
  callCapability(suggestCluster, contextOn(store), { tasks }).then(
    () => '',
    (error) => `${error.code} ${error.messageIn('zh-TW')}`,
  );
const wholeProfile = (cluster: string) =>
  profiles.map(({ id, values }) => ({ task: id, weight: values[cluster]! }));

describe('the rule', () => {
  it('names the right cluster at least 95 times in 100, of every cluster', () => {
    const { confusion, worst } = simulateDiagnosis(profiles, ClusterId.options, 400, 7);
    for (const row of Object.values(confusion)) expect(Object.values(row).reduce((a, b) => a + b)).toBe(400);
    expect(worst).toBeGreaterThanOrEqual(0.95);
  });

  it('is 1 for the profile itself, whatever the scale', () => {
    for (const cluster of ClusterId.options)
      for (const scale of [1e-6, 1, 1e9]) {
        const weights = new Map(
          profiles.filter((p) => p.values[cluster]! > 0).map((p) => [p.id, p.values[cluster]! * scale]),
        );
        const [best] = measureCloseness(profiles, ClusterId.options, weights);
        expect(best!.id).toBe(cluster);
        expect(best!.closeness).toBeGreaterThan(0.97);
      }
  });
});

describe('suggesting a cluster', () => {
  it('answers closeness to all five, best first, and suggests the best', async () => {
    for (const cluster of ClusterId.options) {
      const { clusters, suggested } = await suggest(wholeProfile(cluster));
      expect(suggested).toBe(cluster);
      expect(clusters[0]!.id).toBe(cluster);
      expect(clusters.map(({ id }) => id).sort()).toEqual([...ClusterId.options].sort());
      const values = clusters.map(({ closeness }) => closeness);
      expect(values).toEqual([...values].sort((a, b) => b - a));
      for (const value of values) expect(value >= 0 && value <= 1).toBe(true);
    }
  });

  it('does not depend on the scale or the order of the weights', async () => {
    const tasks = [
      { task: 'tech-2', weight: 6 },
      { task: 'tech-1', weight: 3 },
      { task: 'contract-8', weight: 2 },
    ];
    const scaled = tasks.map(({ task, weight }) => ({ task, weight: weight * 1e8 })).reverse();
    expect((await suggest(scaled)).clusters).toEqual((await suggest(tasks)).clusters);
  });

  it('takes names in both languages as it takes ids', async () => {
    const named = await suggest([
      { task: '系統開發與維護', weight: 3 },
      { task: 'Database planning and management', weight: 2 },
    ]);
    const byId = await suggest([
      { task: 'tech-2', weight: 3 },
      { task: 'tech-1', weight: 2 },
    ]);
    expect(named.clusters).toEqual(byId.clusters);
    expect(named.tasks.map(({ id }) => id)).toEqual(['tech-2', 'tech-1']);
  });

  it('refuses a name that fits two rows and names both', async () => {
    const said = await refusal([{ task: '需求收集與轉換規格', weight: 1 }]);
    expect(said).toMatch(/^INVALID_INPUT/);
    expect(said).toContain('contract-1 ');
    expect(said).toContain('contract-15 ');
  });

  it('knows the label that is probably missing as our reading of row 10', async () => {
    const { tasks, doubts } = await suggest([{ task: '管理網路與安全(委外)', weight: 1 }]);
    expect(tasks[0]).toMatchObject({ id: 'contract-10', name: '進行資安稽核(委外)' });
    expect(tasks[0]!.probableLabel).toBe('管理網路與安全(委外)');
    expect(doubts.map(({ id }) => id)).toEqual(['C1', 'C2']);
  });

  it('says when the rows with doubtful labels alone lead elsewhere', async () => {
    const doubtful = await suggest([
      { task: 'contract-15', weight: 9 },
      { task: 'contract-10', weight: 9 },
      { task: 'contract-11', weight: 9 },
      { task: 'contract-5', weight: 2 },
    ]);
    const { suggested, suggestedWithoutDoubtful } = doubtful;
    expect([suggested, suggestedWithoutDoubtful]).toEqual(['non', 'pm']);
    expect((await suggest([{ task: 'tech-2', weight: 1 }])).suggestedWithoutDoubtful).toBeNull();
  });

  it('answers names in the language asked', async () => {
    const { clusters, basis } = await suggest([{ task: 'tech-2', weight: 1 }], 'en');
    expect(clusters[0]).toMatchObject({ id: 'sys', names: { 'zh-TW': '系統規劃' } });
    expect(basis).toMatch(/^Closeness/);
  });

  it('refuses nothing, zeros, negatives, unknown tasks and a task twice', async () => {
    expect(await refusal([])).toContain('至少要有一項工作');
    expect(await refusal([{ task: 'tech-1', weight: 0 }])).toContain('至少要有一項工作');
    expect(await refusal([{ task: 'tech-1', weight: -1 }])).toMatch(/^INVALID_INPUT/);
    expect(await refusal([{ task: 'tech-1', weight: Number.NaN }])).toMatch(/^INVALID_INPUT/);
    expect(await refusal([{ task: 'tech-13', weight: 1 }])).toContain('tech-12');
    expect(await refusal([{ task: '資安稽核', weight: 1 }])).toContain('tech-5 進行資安稽核');
    expect(
      await refusal([
        { task: 'tech-1', weight: 1 },
        { task: '資料庫規劃與管理', weight: 2 },
      ]),
    ).toContain('tech-1');
  });
});
