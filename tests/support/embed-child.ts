// A process that embeds what a data folder holds, until it is done or killed: DATA_DIR and the endpoint's address.

import { openBank } from '../../bank.ts';
import { loadConfig } from '../../core/config.ts';
import { embedMissing } from '../../knowledge/embeddings/keep-embedded.ts';

const [dataDir, address] = process.argv.slice(2);
const bank = await openBank(
  loadConfig({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'openai:killed-16', EMBEDDING_BASE_URL: address }),
);
await embedMissing(bank, { onStored: (n) => process.stdout.write(`stored ${n}\n`) });
await bank.store.close();
process.exit(0);
