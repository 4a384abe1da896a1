import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { EvalResult } from './run-eval.ts';

/** What a model read and wrote. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
}

export interface KindNumbers {
  kind: string;
  n: number;
  outcomeOk: number;
  answered: number;
  /** Among the answered. */
  citedOk: number;
  complete: number;
  wrongAnswers: number;
  refusals: number;
  languageOk: number;
  cited: { right: number; given: number; wanted: number };
  checked: number;
  unsupported: number;
  numberErrors: number;
  generative: number;
  degraded: number;
  latencyMs: { p50: number; p95: number };
  /** Absent without a model in this process. */
  tokens?: Tokens | undefined;
}

export interface EvalSummary {
  kinds: KindNumbers[];
  total: KindNumbers;
}

/** @param tokens what the model read and wrote for the questions of each kind */
export function summarise(
  results: EvalResult[],
  tokens: ReadonlyMap<string, Tokens> = new Map(),
): EvalSummary {
  const kinds = [...new Set(results.map((result) => result.question.kind))];
  const ofKind = (kind: string) => results.filter((result) => result.question.kind === kind);
  return {
    kinds: kinds.map((kind) => countKind(kind, ofKind(kind), tokens.get(kind))),
    total: countKind('total', results, sumTokens([...tokens.values()])),
  };
}

function sumTokens(all: readonly Tokens[]): Tokens | undefined {
  if (all.length === 0) return undefined;
  const sum = (of: (one: Tokens) => number) => all.reduce((total, one) => total + of(one), 0);
  return { input: sum(({ input }) => input), output: sum(({ output }) => output) };
}

function countKind(kind: string, results: EvalResult[], tokens?: Tokens): KindNumbers {
  const count = (test: (result: EvalResult) => boolean) => results.filter(test).length;
  const sum = (of: (result: EvalResult) => number) => results.reduce((total, one) => total + of(one), 0);
  return {
    kind,
    n: results.length,
    outcomeOk: count((result) => result.score.outcomeOk),
    answered: count((result) => result.got.outcome === 'answered'),
    citedOk: count((result) => result.got.outcome === 'answered' && result.score.citedOk),
    complete: count((result) => result.score.complete),
    wrongAnswers: count((result) => result.score.wrongAnswer),
    refusals: count(({ got }) => got.outcome === 'no_source' || got.outcome === 'out_of_scope'),
    languageOk: count((result) => result.score.languageOk),
    cited: sumCited(results),
    checked: sum(({ truth }) => truth.checked),
    unsupported: sum(({ truth }) => truth.unsupported),
    numberErrors: sum(({ truth }) => truth.numbers),
    generative: count(({ truth }) => truth.generative),
    degraded: count(({ truth }) => truth.degraded),
    latencyMs: latencyOf(results),
    tokens,
  };
}

function sumCited(results: EvalResult[]): KindNumbers['cited'] {
  const total = { right: 0, given: 0, wanted: 0 };
  for (const { truth } of results)
    if (truth.cited) {
      total.right += truth.cited.right;
      total.given += truth.cited.given;
      // Where one of several is wanted, more than one may be right: recall counts no more than was wanted.
      total.wanted += Math.max(truth.cited.wanted, truth.cited.right);
    }
  return total;
}

function latencyOf(results: EvalResult[]): KindNumbers['latencyMs'] {
  const sorted = results.map((result) => result.latencyMs).sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: Math.round(at(0.5)), p95: Math.round(at(0.95)) };
}

export function formatSummary(summary: EvalSummary): string {
  const head = ['kind', 'n', 'outcome ok', 'answered', 'cited ok', 'complete & right', 'wrong answers'];
  const rows = [...summary.kinds, summary.total].map((row) => [
    row.kind,
    String(row.n),
    percent(row.outcomeOk, row.n),
    String(row.answered),
    percent(row.citedOk, row.answered),
    percent(row.complete, row.n),
    String(row.wrongAnswers),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (row: string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  const { p50, p95 } = summary.total.latencyMs;
  const latency = `latency p50 ${p50} ms, p95 ${p95} ms`;
  return [line(head), ...rows.map(line), latency].join('\n');
}

export function formatFailures(results: EvalResult[]): string {
  return results
    .filter((result) => !result.score.complete)
    .map(({ question, got, score }) => {
      const said = got.reply ? got.reply.answer.replace(/\s+/g, ' ').slice(0, 400) : got.message;
      const asked = [...(question.thread ?? []), question.question].join(' → ').slice(0, 200);
      return `${question.id} ${asked}\n  - ${score.faults.join('\n  - ')}\n  = ${got.outcome}: ${said}`;
    })
    .join('\n');
}

/** The statements whose passages do not say them. */
export function formatUnsupported(results: EvalResult[]): string {
  return results
    .flatMap(({ question, truth }) => truth.faults.map((fault) => `${question.id} unsupported: ${fault}`))
    .join('\n');
}

/** Numbers and failures with date and commit, for comparing runs. */
export async function saveReport(file: string, set: string, results: EvalResult[]): Promise<void> {
  const failures = results
    .filter((result) => !result.score.complete)
    .map(({ question, got, score }) => ({ id: question.id, outcome: got.outcome, faults: score.faults }));
  const report = {
    date: new Date().toISOString(),
    commit: await readCommit(),
    set,
    ...summarise(results),
    failures,
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

export async function readCommit(): Promise<string> {
  try {
    return (await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'])).stdout.trim();
  } catch {
    return 'unknown';
  }
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
