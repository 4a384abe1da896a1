import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EvalQuestion, loadQuestions } from '../evals/question.ts';
import { projectRoot } from '../support/project-files.ts';
import { type ServerProcess, seededProcessStore, startServerProcess } from '../support/server-process.ts';
import { percentile } from './slack.ts';

/** Questions asked at the same time. */
const askers = 2;
/** Questions between two looks at the server's memory. */
const lookEvery = 50;

/** A stretch of questions, and what the server was meanwhile. */
export interface SoakWindow {
  readonly questions: number;
  /** Replies that are neither a success nor a refusal of what was asked. */
  readonly failed: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  /** Processor time of the server a request, in milliseconds: what a busy machine stretches less. */
  readonly cpuMs: number;
  /** Megabytes. The heap is the least seen, so that what waits to be collected does not count. */
  readonly rss: number;
  readonly heap: number;
}

interface Vitals {
  readonly rss: number;
  readonly heap: number;
  readonly cpuSeconds: number;
}

async function vitalsOf(url: string): Promise<Vitals> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const read = (name: string) => {
    const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
    if (value === undefined) throw new Error(`the server does not tell ${name}`);
    return Number(value);
  };
  return {
    rss: read('process_resident_memory_bytes') / 1_048_576,
    heap: read('nodejs_heap_size_used_bytes') / 1_048_576,
    cpuSeconds: read('process_cpu_seconds_total'),
  };
}

/** The n-th request: of ten, six questions, two searches, a case's page and a line of chat. */
function requestOf(questions: readonly EvalQuestion[], cases: readonly string[], n: number) {
  const { question, lang } = questions[n % questions.length]!;
  const post = (path: string, json: unknown) => ({
    path,
    init: { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) },
  });
  const language = { 'accept-language': lang === 'en' ? 'en' : 'zh-TW' };
  if (n % 10 < 6) return post('/api/v1/ask', { question });
  if (n % 10 < 8) return { path: `/api/v1/search?q=${encodeURIComponent(question)}`, init: {} };
  if (n % 10 === 8) return { path: `/cases/${cases[n % cases.length]}`, init: { headers: language } };
  return post('/api/v1/chat', { text: question });
}

async function caseIds(url: string): Promise<string[]> {
  const reply = await fetch(`${url}/api/v1/cases?limit=50`);
  return ((await reply.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
}

/** Asks the requests from..to, so many at a time; looks at the server now and then. */
async function askWindow(
  { url }: ServerProcess,
  request: (n: number) => ReturnType<typeof requestOf>,
  [from, to]: readonly [number, number],
): Promise<SoakWindow> {
  const before = await vitalsOf(url);
  const ms: number[] = [];
  const seen: Vitals[] = [];
  let [failed, next] = [0, from];
  const asker = async () => {
    while (next < to) {
      const n = next++;
      const { path, init } = request(n);
      const began = performance.now();
      const reply = await fetch(url + path, init);
      await reply.arrayBuffer();
      ms.push(performance.now() - began);
      if (reply.status >= 500) failed += 1;
      if (n % lookEvery === 0) seen.push(await vitalsOf(url));
    }
  };
  await Promise.all(Array.from({ length: askers }, asker));
  const after = await vitalsOf(url);
  seen.push(after);
  return {
    questions: to,
    failed,
    p50: percentile(ms, 0.5),
    p95: percentile(ms, 0.95),
    cpuMs: (1_000 * (after.cpuSeconds - before.cpuSeconds)) / (to - from),
    rss: seen.reduce((sum, { rss }) => sum + rss, 0) / seen.length,
    heap: Math.min(...seen.map(({ heap }) => heap)),
  };
}

export const flatRule =
  'flat: in the last fifth of the run memory, least heap and processor time a request are at most 10 % above the second fifth, and no reply failed';

/** How far the last fifth of the windows lies above the second, the first being for warming up: 1 is level. */
export function driftOf(windows: readonly SoakWindow[]) {
  const fifth = Math.max(1, Math.floor(windows.length / 5));
  const mean = (list: readonly SoakWindow[], figure: (window: SoakWindow) => number) =>
    list.reduce((sum, window) => sum + figure(window), 0) / list.length;
  const drift = (figure: (window: SoakWindow) => number) =>
    mean(windows.slice(-fifth), figure) / mean(windows.slice(fifth, 2 * fifth), figure);
  return {
    rss: drift(({ rss }) => rss),
    heap: drift(({ heap }) => heap),
    cpuMs: drift(({ cpuMs }) => cpuMs),
  };
}

export function isFlat(windows: readonly SoakWindow[]): boolean {
  const { rss, heap, cpuMs } = driftOf(windows);
  return Math.max(rss, heap, cpuMs) <= 1.1 && windows.every(({ failed }) => failed === 0);
}

/** Asks a server of its own so many mixed questions of tests/evals/questions, over and over. */
export async function runSoak(count: number, report: (window: SoakWindow) => void): Promise<SoakWindow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  const store = await seededProcessStore(folder);
  const server = await startServerProcess(store);
  try {
    const loaded = await loadQuestions(join(projectRoot, 'tests/evals/questions'));
    // Kinds mixed: every 89th of a list in order of kind, round and round.
    const questions = loaded
      .map((_, at) => loaded[(at * 89) % loaded.length]!)
      .filter(({ question }) => question.trim().length > 0);
    const cases = await caseIds(server.url);
    const windows: SoakWindow[] = [];
    const size = Math.min(1_000, Math.ceil(count / 10));
    for (let from = 0; from < count; from += size) {
      const window = await askWindow(server, (n) => requestOf(questions, cases, n), [
        from,
        Math.min(count, from + size),
      ]);
      report(window);
      windows.push(window);
    }
    return windows;
  } finally {
    await server.stop();
    await store.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}
