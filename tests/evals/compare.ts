import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvalSummary, KindNumbers } from './report.ts';
import { readCommit } from './report.ts';

/** One configuration's figures. */
export interface Measured {
  readonly name: string;
  readonly summary: EvalSummary;
}

const share = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

const rows: readonly (readonly [name: string, of: (row: KindNumbers) => string])[] = [
  ['questions', (row) => String(row.n)],
  ['outcome as expected', (row) => share(row.outcomeOk, row.n)],
  ['complete and right', (row) => share(row.complete, row.n)],
  ['citations as expected', (row) => share(row.citedOk, row.answered)],
  ['citation precision', (row) => share(row.cited.right, row.cited.given)],
  ['citation recall', (row) => share(row.cited.right, row.cited.wanted)],
  ['statements checked', (row) => String(row.checked)],
  ['unsupported', (row) => `${row.unsupported} (${share(row.unsupported, row.checked)})`],
  ['number errors', (row) => String(row.numberErrors)],
  ['refusals', (row) => String(row.refusals)],
  ['wrong answers', (row) => String(row.wrongAnswers)],
  ['language as asked', (row) => share(row.languageOk, row.n)],
  ['written by the model', (row) => String(row.generative)],
  ['degraded', (row) => String(row.degraded)],
  ['latency p50 / p95 ms', ({ latencyMs: { p50, p95 } }) => `${p50} / ${p95}`],
  ['tokens read / written', ({ tokens }) => (tokens ? `${tokens.input} / ${tokens.output}` : '–')],
];

function table(
  title: string,
  measured: readonly Measured[],
  of: (summary: EvalSummary) => KindNumbers | undefined,
) {
  const lines = rows.map(([name, show]) => {
    const cells = measured.map(({ summary }) => {
      const row = of(summary);
      return row ? show(row) : '–';
    });
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [
    `### ${title}`,
    '',
    `| | ${measured.map(({ name }) => name).join(' | ')} |`,
    `|---|${measured.map(() => '---:|').join('')}`,
    ...lines,
    '',
  ].join('\n');
}

/** The figures of one or more configurations on the same questions, side by side, as Markdown. */
function formatComparison(
  measured: readonly Measured[],
  about: { date: string; commit: string; set: string },
): string {
  const kinds = measured[0]?.summary.kinds.map(({ kind }) => kind) ?? [];
  return [
    `# Evaluation ${about.date}, commit ${about.commit}`,
    '',
    `Questions: ${about.set}`,
    '',
    table('total', measured, (summary) => summary.total),
    ...kinds.map((kind) =>
      table(kind, measured, (summary) => summary.kinds.find((row) => row.kind === kind)),
    ),
  ].join('\n');
}

/** Writes the report of a run as `DATE-COMMIT.md` into a folder. */
export async function saveComparison(
  folder: string,
  set: string,
  measured: readonly Measured[],
): Promise<string> {
  const date = new Date().toISOString().slice(0, 10);
  const commit = await readCommit();
  const file = join(folder, `${date}-${commit}.md`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, formatComparison(measured, { date, commit, set }));
  return file;
}
