import { loadavg } from 'node:os';
import { ClusterId } from '../../knowledge/framework/schema.ts';
import { type ClaimSet, claimSets } from '../evals/claims/read-claims.ts';
import { prepareTestStores } from '../support/test-store.ts';
import { runBadges } from './badges.ts';
import { runBaselines } from './baselines.ts';
import { judgeClaims } from './claims.ts';
import { simulateDiagnosis, studyProfiles } from './diagnosis.ts';
import { runDocuments } from './documents.ts';
import { runLatency, type Times } from './latency.ts';
import { comparePaths, drawProblem } from './paths.ts';
import { runRetrieval } from './retrieval.ts';
import { readRetrievalSet } from './retrieval-data.ts';
import type { Figures } from './retrieval-metrics.ts';

const percent = (value: number) => value.toFixed(1).padStart(7);

function printTable(title: string, figures: ReadonlyMap<string, Figures>): void {
  console.log(`\n${title}`);
  console.log('group          n     R@1    R@5   R@10  ±R@10  MRR@10 nDCG@10');
  for (const [group, f] of figures)
    console.log(
      group.padEnd(10),
      String(f.n).padStart(4),
      ...[f.recall1, f.recall5, f.recall10, f.margin, f.mrr10, f.ndcg10].map(percent),
    );
}

async function openRetrievalSet() {
  const set = readRetrievalSet(process.env.TEST_DATA);
  if (set) console.log(`store: ${await prepareTestStores()}`);
  else {
    console.error('Set TEST_DATA to the folder that holds retrieval-dev/passages.jsonl and queries.jsonl.');
    process.exitCode = 1;
  }
  return set;
}

async function documents(): Promise<void> {
  const set = await openRetrievalSet();
  if (!set) return;
  console.log(
    'What /ask does with questions on ingested documents, and on articles nobody ingested (absent)',
  );
  for (const [group, verdicts] of await runDocuments(set.passages, set.questions))
    console.log(group.padEnd(10), [...verdicts].map(([verdict, n]) => `${verdict} ${n}`).join(' · '));
}

async function retrieval(): Promise<void> {
  const set = await openRetrievalSet();
  if (!set) return;
  const report = await runRetrieval(set.passages, set.questions);
  printTable("Rank among passages of the answer's language", report.lane);
  printTable(
    'Rank in what a reader sees (the ten results, filled up from the other language; else its block of three)',
    report.seen,
  );
  const at = (share: number) => report.latenciesMs[Math.floor(report.latenciesMs.length * share)]!.toFixed(1);
  console.log(
    `\n${report.passages} passages indexed in ${report.indexSeconds.toFixed(1)} s; ` +
      `one search through SQL: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`,
  );
}

/** Recall at 1 and at 10 of every method side by side, by group. */
async function baselines(): Promise<void> {
  const set = await openRetrievalSet();
  if (!set) return;
  const { lane, latenciesMs } = await runRetrieval(set.passages, set.questions);
  const methods = [
    { name: 'this bank', figures: lane, latenciesMs },
    ...(await runBaselines(set.passages, set.questions)),
  ];
  const groups = [...lane.keys()];
  console.log(`R@1 / R@10 among passages of the answer's language, %`);
  console.log(
    ''.padEnd(36),
    ...groups.map((group) => `${group} (${lane.get(group)!.n})`.padStart(16)),
    'p50 / p95 ms'.padStart(14),
  );
  for (const { name, figures, latenciesMs: ms } of methods)
    console.log(
      name.padEnd(36),
      ...groups.map((group) => {
        const { recall1, recall10 } = figures.get(group)!;
        return `${recall1.toFixed(1)} / ${recall10.toFixed(1)}`.padStart(16);
      }),
      `${[0.5, 0.95].map((share) => ms[Math.floor(ms.length * share)]!.toFixed(1)).join(' / ')}`.padStart(14),
    );
}

/** `starter`, or a number of passages such as 10k. */
function sizeOf(name: string): number | 'starter' {
  const [, thousands] = /^(\d+)k$/.exec(name) ?? [];
  if (thousands) return 1_000 * Number(thousands);
  if (name === 'starter') return name;
  throw new Error('sizes: starter, 1k, 10k, 100k …');
}

const showTimes = ({ wallMs, cpuMs }: Times) => {
  const [middle, tail] = [0.5, 0.95].map((share) => wallMs[Math.floor(wallMs.length * share)]!.toFixed(1));
  return `${middle} / ${tail} (${cpuMs.toFixed(1)})`.padEnd(22);
};

/** Aims for p95 on the embedded store: 25 ms for the starter content, 40 ms at 10k passages, 150 ms at 100k. */
async function latency(): Promise<void> {
  const set = await openRetrievalSet();
  if (!set) return;
  const named = process.argv.slice(3);
  console.log('milliseconds p50 / p95 (mean of processor time); load average at the end');
  console.log(
    'passages  index s  search                every posting         kept of its ten  bare vector           load',
  );
  for (const name of named.length > 0 ? named : ['starter', '1k', '10k']) {
    const f = await runLatency(set.passages, set.questions, sizeOf(name));
    console.log(
      String(f.passages).padStart(8),
      f.indexSeconds.toFixed(0).padStart(8),
      '',
      showTimes(f.search),
      showTimes(f.exhaustive),
      `${(100 * f.kept).toFixed(1)} %`.padEnd(16),
      showTimes(f.bareVector),
      loadavg()[0]!.toFixed(1),
    );
  }
}

async function badges(): Promise<void> {
  console.log(`store: ${await prepareTestStores()}`);
  const figures = await runBadges();
  console.log(
    `issued and stored ${figures.issued} badges in ${figures.issueSeconds.toFixed(1)} s (aim: 1,000 in 10 s)`,
  );
  console.log(
    `verified ${figures.verifications.toFixed(0)}/s beside bare jose ${figures.bareJose.toFixed(0)}/s: ` +
      `${figures.ratio.toFixed(2)}× (aim: 0.60×)`,
  );
}

async function diagnosis(): Promise<void> {
  const figures = simulateDiagnosis(await studyProfiles(), ClusterId.options);
  console.log(
    'Right cluster and the one suggested, of people drawn from the study (σ 0.5, eight tasks kept)',
  );
  console.log(['', ...ClusterId.options].map((id) => id.padStart(6)).join(''));
  for (const [id, row] of Object.entries(figures.confusion))
    console.log([id, ...Object.values(row)].map((cell) => String(cell).padStart(6)).join(''));
  console.log(
    `right ${percent(100 * figures.right)} %, worst cluster ${percent(100 * figures.worst)} % (aim: 95 %)`,
  );
}

async function paths(): Promise<void> {
  const seeds = Array.from({ length: 40 }, (_, at) => at + 1);
  console.log(`${seeds.length} catalogues each; median and most of all, times in ms`);
  console.log('modules  hours   kind         exact       processor    greedy  greedy value    least  proven');
  const shapes = [
    [100, 40, 'usual'],
    [200, 40, 'usual'],
    [500, 10, 'usual'],
    [500, 40, 'usual'],
    [500, 120, 'usual'],
    [500, 40, 'mixed'],
    [500, 40, 'ties'],
  ] as const;
  for (const [size, hours, kind] of shapes) {
    const figures = await comparePaths(seeds.map((seed) => drawProblem(size, hours, seed, kind)));
    const { exactMs, exactCpuMs, greedyMs, greedyShare, optimal } = figures;
    const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
    const both = (values: readonly number[]) =>
      `${middle(values).toFixed(0).padStart(7)}${Math.max(...values)
        .toFixed(0)
        .padStart(7)}`;
    console.log(
      String(size).padStart(7),
      String(hours).padStart(6),
      kind.padStart(6),
      both(exactMs),
      both(exactCpuMs),
      middle(greedyMs).toFixed(0).padStart(9),
      `${percent(100 * middle(greedyShare))} %`.padStart(13),
      `${percent(100 * Math.min(...greedyShare))} %`,
      String(optimal).padStart(6),
    );
  }
}

async function claims(): Promise<void> {
  console.log(`store: ${await prepareTestStores()}`);
  for (const set of claimSets) await claimsOf(set);
}

async function claimsOf(set: ClaimSet): Promise<void> {
  const { figures, msPerClaim } = await judgeClaims(set);
  console.log(
    `\nLabelled claims made of the right words (${set}); error = a wrong one let through, a supported one refused`,
  );
  console.log('label             n  errors');
  for (const { label, n, errors } of figures)
    console.log(
      label.padEnd(15),
      String(n).padStart(3),
      String(errors.length).padStart(4),
      `${percent((100 * errors.length) / n)} %`,
    );
  const wrong = figures.filter(({ label }) => label !== 'supported');
  const passed = wrong.reduce((sum, { errors }) => sum + errors.length, 0);
  const of = wrong.reduce((sum, { n }) => sum + n, 0);
  console.log(
    `let through ${passed} of ${of} wrong claims (${percent((100 * passed) / of)} %); ${msPerClaim.toFixed(1)} ms a claim`,
  );
  if (process.argv.includes('--verbose'))
    for (const { errors } of figures)
      for (const { claim, findings } of errors)
        console.log(claim.id, claim.label, claim.claim, findings.join('; '));
}

async function slack(): Promise<void> {
  console.log(`store: ${await prepareTestStores()}`);
  const { askInSlack, distinctQuestions, openLoadTarget, percentile } = await import('./slack.ts');
  const world = await openLoadTarget();
  await askInSlack(world, { questions: 20 });
  const asked = await distinctQuestions(200);
  console.log(
    '200 questions at once in Slack                 acknowledged p95   answered p50    p95   answers each',
  );
  for (const [label, rate] of [
    ['all calls well', 0] as const,
    ['a fifth told to wait or failing', 0.2] as const,
  ]) {
    world.slack.faults.plan(rate > 0 ? { rate, kinds: ['wait', 'refused'], seed: 7 } : undefined);
    const { ackMs, answerMs, answersPerQuestion } = await askInSlack(world, { questions: 200, asked });
    const ms = (values: readonly number[], share: number) => `${percentile(values, share).toFixed(0)} ms`;
    console.log(
      label.padEnd(40),
      ms(ackMs, 0.95).padStart(20),
      ms(answerMs, 0.5).padStart(14),
      ms(answerMs, 0.95).padStart(10),
      JSON.stringify(answersPerQuestion).padStart(12),
    );
  }
  console.log('(aim: acknowledged in 1 s, answered in 3 s, each once)');
  await world.close();
}

/** `--questions N`, 10,000 unless said. */
async function soak(): Promise<void> {
  const at = process.argv.indexOf('--questions');
  const count = at < 0 ? 10_000 : Number(process.argv[at + 1]);
  if (!Number.isInteger(count) || count < 10) throw new Error('--questions: a number, 10 or more');
  console.log(`store: ${await prepareTestStores()}`);
  const { driftOf, flatRule, isFlat, runSoak } = await import('./soak.ts');
  console.log('  asked  failed  p50 ms  p95 ms  cpu ms each  RSS MB  least heap MB   load');
  const windows = await runSoak(count, ({ questions, failed, p50, p95, cpuMs, rss, heap }) =>
    console.log(
      String(questions).padStart(7),
      String(failed).padStart(7),
      ...[p50, p95].map((ms) => ms.toFixed(0).padStart(7)),
      cpuMs.toFixed(1).padStart(12),
      rss.toFixed(0).padStart(7),
      heap.toFixed(0).padStart(14),
      loadavg()[0]!.toFixed(1).padStart(6),
    ),
  );
  const { rss, heap, cpuMs } = driftOf(windows);
  const times = [rss, heap, cpuMs].map((drift) => `${drift.toFixed(2)}×`).join(', ');
  console.log(`last fifth beside the second: memory, least heap, processor time ${times}`);
  console.log(`${isFlat(windows) ? 'FLAT' : 'NOT FLAT'} (${flatRule})`);
  if (!isFlat(windows)) process.exitCode = 1;
}

const benches: Record<string, () => Promise<void>> = {
  retrieval,
  baselines,
  latency,
  documents,
  badges,
  diagnosis,
  paths,
  claims,
  slack,
  soak,
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench) await bench();
else {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exitCode = 1;
}
