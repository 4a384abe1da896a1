import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openBank } from '../../bank.ts';
import { type Config, loadConfig } from '../../core/config.ts';
import { findAdminToken, findRunningServer } from '../../core/running-server.ts';
import { EmbeddingStatus, readEmbeddingStatus } from './get-status.ts';
import { embedMissing } from './keep-embedded.ts';

const usage = `npm run embed -- [--status]
建立 EMBEDDING_MODEL 的向量並切換過去；中斷後再執行會接著做。伺服器執行中時，由伺服器在背景建立，這裡只顯示進度。
  --status  只顯示進度
Makes the vectors of EMBEDDING_MODEL and puts them to use; run again, it goes on where it was. A running server makes
them itself; then this shows how far it is.`;

const { values } = parseArgs({
  options: { status: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});

const SetLine = (label: string, set: EmbeddingStatus['active']) =>
  set &&
  `${label}: ${set.model}, ${set.dimensions} 維 dimensions, ${set.done}/${set.total}, 未接受 refused ${set.refused}, 不送出 unseen ${set.unseen}`;

function describe(status: EmbeddingStatus): string {
  return [
    `EMBEDDING_MODEL: ${status.model ?? '未設定 not set'}${status.sees ? ` (sees ${status.sees})` : ''}: ${status.state}`,
    SetLine('使用中 active', status.active),
    SetLine('建立中 building', status.building),
    status.trouble && `等待中 waiting: ${status.trouble}`,
  ]
    .filter(Boolean)
    .join('\n');
}

async function statusOfServer(url: string, config: Config): Promise<EmbeddingStatus> {
  const token = findAdminToken(config);
  const response = await fetch(`${url}/api/v1/admin/embedding`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  if (!response.ok) throw new Error(`HTTP ${response.status} from ${url}`);
  return z.parse(EmbeddingStatus, await response.json());
}

async function embedHere(config: Config): Promise<void> {
  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interrupt.abort());
  const bank = await openBank(config);
  try {
    let done = 0;
    const onStored = (stored: number) => {
      done += stored;
      process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${done}${process.stderr.isTTY ? '' : '\n'}`);
    };
    if (!values.status) await embedMissing(bank, { signal: interrupt.signal, onStored });
    console.log(describe(await readEmbeddingStatus(bank)));
  } finally {
    await bank.store.close();
  }
}

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const config = loadConfig();
  const url = await findRunningServer(config);
  if (url) console.log(describe(await statusOfServer(url, config)));
  else await embedHere(config);
}

main().then(
  () => process.exit(process.exitCode),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
