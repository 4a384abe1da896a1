import { parseArgs } from 'node:util';
import { openBank } from '../bank.ts';
import type { Config } from '../core/config.ts';
import { loadConfig } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import { findAdminToken, findRunningServer } from '../core/running-server.ts';
import { Visibility } from '../knowledge/sources/schema.ts';
import type { Carrier } from './carry.ts';
import { carryToServer } from './carry-to-server.ts';
import { carryToStore } from './carry-to-store.ts';
import { collectInputs, type Input } from './collect-inputs.ts';
import { findMapping, readMapping } from './find-mapping.ts';
import type { JobCounts } from './job.ts';
import { showProgress } from './progress.ts';
import type { CsvReport } from './read-csv.ts';
import { describeProblem } from './read-file.ts';
import { describeCsv, reportCsv } from './report-csv.ts';
import { seedContent } from './seed-content.ts';

const usage = `npm run ingest -- 檔案|資料夾|網址… [選項]
  --visibility 範圍   public、government（預設）、community 或 agency:代碼；紀錄自己寫的優先
  --mapping 檔案.json CSV 的欄位對照，JSON 或 YAML（沒給時用 CSV 旁邊的 同名.mapping.json 或 .yaml，再來是內建的對照）
  --url 網址 --token 權杖  交給別處的伺服器
  --json             以 JSON 印出結果
結束代碼：0 全部匯入，2 有些紀錄有誤，1 失敗，130 中斷。
FILE, FOLDER or URL…; exit code 0 all in, 2 some records failed, 1 failure, 130 interrupted.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    visibility: { type: 'string' },
    mapping: { type: 'string' },
    url: { type: 'string' },
    token: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

interface Outcome extends Partial<JobCounts> {
  readonly name: string;
  readonly failed?: string;
  readonly table?: CsvReport | undefined;
}

const note = (line: string) => process.stderr.write(`${line}\n`);

async function openStoreHere(config: Config): Promise<Carrier> {
  const bank = await openBank(config);
  const progress = showProgress('載入內容 loading content');
  await seedContent(bank, ({ done, total }) => progress.update(done, total));
  progress.end();
  return carryToStore(bank);
}

/** An embedded store that a server has open is reached through that server. */
async function openCarrier(config: Config): Promise<Carrier> {
  const token = values.token ?? findAdminToken(config);
  const url = values.url?.replace(/\/$/, '') ?? (await findRunningServer(config));
  if (url === undefined) return openStoreHere(config);
  note(`透過執行中的伺服器匯入 through the running server: ${url}`);
  return carryToServer(url, token);
}

function problem(error: unknown): string {
  return error instanceof AppError ? `${error.text['zh-TW']} ${error.text.en}` : describeProblem(error);
}

async function carryOne(carrier: Carrier, input: Input, signal: AbortSignal): Promise<Outcome> {
  const progress = showProgress(input.name);
  try {
    const mapping = values.mapping ? await readMapping(values.mapping) : await findMapping(input);
    const load = { input, visibility: values.visibility, mapping };
    const table = await reportCsv(load).catch(() => undefined);
    return { name: input.name, table, ...(await carrier.carry(load, progress.update, signal)) };
  } catch (error) {
    signal.throwIfAborted();
    return { name: input.name, failed: problem(error) };
  } finally {
    progress.end();
  }
}

function describe({ name, failed, table, ...counts }: Outcome): string {
  if (failed !== undefined) return `${name}: 失敗 failed: ${failed}`;
  const { added = 0, updated = 0, unchanged = 0, removed = 0, errors = [] } = counts;
  const sum = `新增 added ${added - updated}, 更新 updated ${updated}, 未變 unchanged ${unchanged}, 移除 removed ${removed}, 有誤 errors ${errors.length}`;
  return [
    `${name}: ${sum}`,
    ...(table ? describeCsv(table) : []),
    ...errors.map((error) => `  略過 skipped ${name}:${error.line}: ${error.message}`),
  ].join('\n');
}

function exitCodeOf(outcomes: readonly Outcome[]): number {
  if (outcomes.some(({ failed }) => failed !== undefined)) return 1;
  return outcomes.some(({ errors = [] }) => errors.length > 0) ? 2 : 0;
}

async function ingestAll(
  carrier: Carrier,
  inputs: readonly Input[],
  signal: AbortSignal,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const input of inputs) {
    const outcome = await carryOne(carrier, input, signal);
    outcomes.push(outcome);
    if (!values.json) console.log(describe(outcome));
  }
  return outcomes;
}

async function main(): Promise<number> {
  if (values.help || positionals.length === 0) {
    note(usage);
    return values.help ? 0 : 1;
  }
  if (values.visibility && !Visibility.safeParse(values.visibility).success)
    throw new Error(`不認得的範圍 unknown visibility: ${values.visibility}`);
  const inputs = await collectInputs(positionals);
  const interrupt = new AbortController();
  const carrier = await openCarrier(loadConfig());
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  try {
    const outcomes = await ingestAll(carrier, inputs, interrupt.signal);
    if (values.json) console.log(JSON.stringify(outcomes, null, 2));
    return exitCodeOf(outcomes);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    note(`已中斷 interrupted. ${carrier.afterInterrupt}`);
    return 130;
  } finally {
    await carrier.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    note(error.message);
    process.exitCode = 1;
  },
);
