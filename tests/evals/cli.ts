import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../core/config.ts';
import { type Measured, saveComparison } from './compare.ts';
import { loadQuestions } from './question.ts';
import {
  formatFailures,
  formatSummary,
  formatUnsupported,
  saveReport,
  summarise,
  type Tokens,
} from './report.ts';
import { type EvalResult, runEval } from './run-eval.ts';
import { startForEval } from './start-for-eval.ts';
import { type EvalTarget, httpTarget } from './target.ts';

const usage = `npm run eval -- [--set FOLDER] [--url http://HOST:PORT] [--kind KIND,KIND] [--id ID]
                [--every N] [--concurrency N] [--pass PERCENT] [--verbose]
                [--against extractive|http://HOST:PORT] [--report FOLDER]
Without --url the product runs in this process, with the chat model of CHAT_MODEL if that is set. --against asks a
second configuration the same questions; --report writes both side by side as DATE-COMMIT.md.`;

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: fileURLToPath(new URL('./questions', import.meta.url)) },
    url: { type: 'string' },
    kind: { type: 'string' },
    id: { type: 'string' },
    concurrency: { type: 'string', default: '1' },
    pass: { type: 'string' },
    every: { type: 'string', default: '1' },
    against: { type: 'string' },
    report: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
  process.exit(0);
}

const kinds = values.kind?.split(',');
const questions = (await loadQuestions(values.set))
  .filter(
    (question) =>
      (!kinds || kinds.includes(question.kind)) && (!values.id || question.id.includes(values.id)),
  )
  .filter((_, at) => at % Number(values.every) === 0);

const { chat } = loadConfig();

async function measure(name: string, target: EvalTarget): Promise<Measured & { results: EvalResult[] }> {
  try {
    const results: EvalResult[] = [];
    const tokens = new Map<string, Tokens>();
    for (const kind of new Set(questions.map((question) => question.kind))) {
      const before = await target.tokens?.();
      const own = questions.filter((question) => question.kind === kind);
      results.push(...(await runEval(target, own, { concurrency: Number(values.concurrency) })));
      const after = await target.tokens?.();
      if (before && after && chat)
        tokens.set(kind, { input: after.input - before.input, output: after.output - before.output });
    }
    return { name, results, summary: summarise(results, tokens) };
  } finally {
    await target.close();
  }
}

const name = values.url ?? (chat ? `${chat.provider}:${chat.model.split('/').at(-1)}` : 'extractive');
const first = await measure(name, values.url ? httpTarget(values.url) : await startForEval(chat));
const { results, summary } = first;
const second =
  values.against &&
  (await measure(
    values.against,
    values.against === 'extractive' ? await startForEval() : httpTarget(values.against),
  ));
const measured = second ? [first, second] : [first];
if (values.verbose) console.log(`${formatFailures(results)}\n${formatUnsupported(results)}`);
console.log(formatSummary(summary));
if (second) console.log(`\n${second.name}\n${formatSummary(second.summary)}`);
const file = fileURLToPath(new URL('../.artifacts/eval.json', import.meta.url));
await saveReport(file, values.set, results);
if (values.report) console.log(await saveComparison(values.report, basename(values.set), measured));
const share = (100 * summary.total.complete) / Math.max(1, summary.total.n);
if (values.pass && share < Number(values.pass)) process.exitCode = 1;
