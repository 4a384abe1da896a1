import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { openStore } from '../../../core/db/store.ts';
import { ensureAdmin } from '../../../knowledge/people/identify.ts';
import type { ScheduledJob } from '../../../knowledge/schedule/job.ts';
import { scheduledJobs } from '../../../knowledge/schedule/jobs.ts';
import { claimJob, runDueJobs } from '../../../knowledge/schedule/run-due.ts';
import { runHistory } from '../../../knowledge/schedule/run-history.ts';
import { startSchedule } from '../../../knowledge/schedule/start-schedule.ts';
import { openHttp } from '../../support/http.ts';
import { createTestDatabase, testServerUrl } from '../../support/test-store.ts';
import { openTestBank, testAdminToken } from '../../support/world.ts';

const begin = Date.parse('2026-03-02T01:00:00Z');
let clock = begin;
const now = () => new Date(clock);
const pass = (seconds: number) => {
  clock += seconds * 1_000;
};

let bank: Bank;
beforeAll(async () => {
  bank = await openTestBank({ now });
  await ensureAdmin(bank);
});
afterAll(() => bank?.store.close());

function counting(name: string, everySeconds = 60, fail: () => boolean = () => false) {
  const state = { runs: 0 };
  const job: ScheduledJob = {
    name,
    everySeconds,
    async run() {
      state.runs += 1;
      if (fail()) throw new TypeError('a secret thing');
      return { done: state.runs };
    },
  };
  return { job, state };
}

const jobsOf = async (on = bank) =>
  (await openHttp(on).api('GET', '/admin/jobs', { token: testAdminToken })).json.items;
const stateOf = async (name: string) => (await jobsOf()).find((one: { name: string }) => one.name === name);

describe('a scheduled job', () => {
  it('runs when it is due, and not before', async () => {
    const { job, state } = counting('due');
    expect(await runDueJobs(bank, [job])).toEqual(['due']);
    expect(await runDueJobs(bank, [job])).toEqual([]);
    pass(59);
    expect(await runDueJobs(bank, [job])).toEqual([]);
    pass(1);
    expect(await runDueJobs(bank, [job])).toEqual(['due']);
    expect(state.runs).toBe(2);
    expect(await stateOf('due')).toMatchObject({
      everySeconds: 60,
      runningSince: null,
      runs: [
        { outcome: 'ok', result: { done: 2 } },
        { outcome: 'ok', result: { done: 1 } },
      ],
    });
  });

  it('that fails is tried again soon, told to the administrator, and audited once in a row', async () => {
    let broken = true;
    const { job } = counting('frail', 86_400, () => broken);
    await runDueJobs(bank, [job]);
    pass(300);
    expect(await runDueJobs(bank, [job])).toEqual(['frail']);
    broken = false;
    pass(300);
    await runDueJobs(bank, [job]);
    const { runs } = await stateOf('frail');
    expect(runs.map((run: { outcome: string }) => run.outcome)).toEqual(['ok', 'failed', 'failed']);
    expect(runs[1].error).toBe('TypeError');
    const audit = await openHttp(bank).api('GET', '/audit?limit=100', { token: testAdminToken });
    const entries = audit.json.items.filter((one: { object: string }) => one.object === 'frail');
    expect(entries).toMatchObject([{ action: 'job-failed', actor: null, intact: true }]);
    expect(JSON.stringify(audit.json) + JSON.stringify(runs)).not.toContain('a secret thing');
    const metrics = await bank.metrics.registry.metrics();
    expect(metrics).toContain('bank_job_runs_total{job="frail",outcome="failed"} 2');
  });

  it('whose server went away is taken over when its lease runs out, not before', async () => {
    const { job, state } = counting('orphan', 86_400);
    await runDueJobs(bank, [job]);
    pass(86_400);
    expect(await claimJob(bank, [job])).toBeDefined();
    pass(89);
    expect(await runDueJobs(bank, [job])).toEqual([]);
    pass(2);
    expect(await runDueJobs(bank, [job])).toEqual(['orphan']);
    expect(state.runs).toBe(2);
    const { runs } = await stateOf('orphan');
    expect(runs.map((run: { outcome: string }) => run.outcome)).toEqual(['ok', 'lost', 'ok']);
  });

  it('broken off by a stop is begun again at the next start', async () => {
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let times = 0;
    const job: ScheduledJob = {
      name: 'long',
      everySeconds: 86_400,
      run: (_, { signal }) => {
        times += 1;
        if (times > 1) return Promise.resolve({ times });
        begun();
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      },
    };
    const schedule = startSchedule(bank, [job]);
    await started;
    await schedule.close();
    pass(1);
    expect(await runDueJobs(bank, [job])).toEqual(['long']);
    expect((await stateOf('long')).runs[1].outcome).toBe('lost');
  });

  it('leaves its failures for a month and its successes for a day, the latest always', async () => {
    let broken = true;
    const { job } = counting('kept', 3_600, () => broken);
    const outcomes = async () => (await stateOf('kept')).runs.map((run: { outcome: string }) => run.outcome);
    const forget = () => runDueJobs(bank, [runHistory]);
    for (const next of [true, false, false]) {
      broken = next;
      await runDueJobs(bank, [job]);
      pass(3_600);
    }
    pass(2 * 86_400);
    await forget();
    expect(await outcomes()).toEqual(['ok', 'failed']);
    pass(40 * 86_400);
    await forget();
    expect(await outcomes()).toEqual(['ok']);
    pass(86_400);
  });

  it('of the product itself runs on an empty bank', async () => {
    expect((await runDueJobs(bank, scheduledJobs)).sort()).toEqual(
      scheduledJobs.map(({ name }) => name).sort(),
    );
    for (const { name } of scheduledJobs)
      expect((await stateOf(name)).runs[0]).toMatchObject({ outcome: 'ok' });
  });
});

describe.skipIf(!testServerUrl)('two servers on one database', () => {
  it('run each job once each time it is due, under contention', async () => {
    const database = await createTestDatabase();
    const stores = await Promise.all(
      [1, 2].map(() => openStore({ databaseUrl: database.url, dataDir: '' }, now())),
    );
    const banks = stores.map((store): Bank => ({ ...bank, store }));
    const names = Array.from({ length: 12 }, (_, at) => `shared-${at}`);
    const counts = new Map<string, number>();
    const jobs = names.map(
      (name): ScheduledJob => ({
        name,
        everySeconds: 60,
        async run() {
          counts.set(name, (counts.get(name) ?? 0) + 1);
          await new Promise((resolve) => setTimeout(resolve, 5));
          return {};
        },
      }),
    );
    const rounds = 10;
    const byServer = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const ran = await Promise.all(banks.map((one) => runDueJobs(one, jobs)));
      expect(ran.flat().sort()).toEqual([...names].sort());
      ran.forEach((list, at) => {
        byServer[at]! += list.length;
      });
      pass(60);
    }
    expect([...counts.values()]).toEqual(names.map(() => rounds));
    expect(Math.min(...byServer)).toBeGreaterThan(0);
    const rows = await stores[0]!.system.query<{ n: number }>('select count(*) as n from job_runs r');
    expect(rows[0]?.n).toBe(names.length * rounds);
    for (const store of stores) await store.close();
    await database.drop();
  });

  it('begin a job side by side once when both start at the same moment', async () => {
    const database = await createTestDatabase();
    const stores = await Promise.all(
      [1, 2].map(() => openStore({ databaseUrl: database.url, dataDir: '' }, now())),
    );
    const { job, state } = counting('at-start');
    const schedules = stores.map((store) => startSchedule({ ...bank, store }, [job]));
    await expect.poll(() => state.runs, { timeout: 10_000 }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const schedule of schedules) await schedule.close();
    expect(state.runs).toBe(1);
    for (const store of stores) await store.close();
    await database.drop();
  });
});
