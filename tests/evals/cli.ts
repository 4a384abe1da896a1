import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadQuestions } from './question.ts';
import { formatFailures, formatSummary, saveReport, summarise } from './report.ts';
import { runEval } from './run-eval.ts';
import { startForEval } from './start-for-eval.ts';
import { httpTarget } from './target.ts';

const usage = `npm run eval -- [--set FOLDER] [--url http://HOST:PORT] [--kind KIND,KIND] [--id ID]
                [--concurrency N] [--pass PERCENT] [--verbose]`;

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: fileURLToPath(new URL('./questions', import.meta.url)) },
    url: { type: 'string' },
    kind: { type: 'string' },
    id: { type: 'string' },
    concurrency: { type: 'string', default: '1' },
    pass: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
  process.exit(0);
}

const kinds = values.kind?.split(',');
const questions = (await loadQuestions(values.set)).filter(
  (question) => (!kinds || kinds.includes(question.kind)) && (!values.id || question.id.includes(values.id)),
);
const target = values.url ? httpTarget(values.url) : await startForEval();
try {
  const results = await runEval(target, questions, { concurrency: Number(values.concurrency) });
  const summary = summarise(results);
  if (values.verbose) console.log(formatFailures(results));
  console.log(formatSummary(summary));
  const file = fileURLToPath(new URL('../.artifacts/eval.json', import.meta.url));
  await saveReport(file, values.set, results);
  const share = (100 * summary.total.complete) / Math.max(1, summary.total.n);
  if (values.pass && share < Number(values.pass)) process.exitCode = 1;
} finally {
  await target.close();
}
