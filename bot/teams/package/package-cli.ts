import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../../core/config.ts';
import type { PackageSettings } from './manifest.ts';

const usage = `TEAMS_CLIENT_ID=… PUBLIC_URL=https://… npm run teams-package -- --developer "機關名稱" [選項]
  --out 檔案       寫到哪裡（預設 teams-package.zip）
  --privacy 網址   隱私權說明（預設 PUBLIC_URL）
  --terms 網址     使用條款（預設 PUBLIC_URL）
Writes the app package to upload in Teams.`;

const { values } = parseArgs({
  options: {
    developer: { type: 'string' },
    privacy: { type: 'string' },
    terms: { type: 'string' },
    out: { type: 'string', default: 'teams-package.zip' },
    help: { type: 'boolean', default: false },
  },
});

const longestDeveloper = 32;
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What the settings and options amount to; undefined when something is missing or unfit. */
function settingsOf({ teams, http, version }: ReturnType<typeof loadConfig>): PackageSettings | undefined {
  const { clientId } = teams;
  const { publicUrl } = http;
  const { developer } = values;
  if (!clientId || !guid.test(clientId) || !publicUrl?.startsWith('https://')) return undefined;
  if (!developer || developer.length > longestDeveloper) return undefined;
  const { privacy: privacyUrl = publicUrl, terms: termsUrl = publicUrl } = values;
  return { clientId, publicUrl, version, developer, privacyUrl, termsUrl };
}

async function main(): Promise<number> {
  const settings = values.help ? undefined : settingsOf(loadConfig());
  if (!settings) {
    process.stderr.write(`${usage}\n`);
    return values.help ? 0 : 1;
  }
  const { buildPackage } = await import('./build-package.ts');
  writeFileSync(values.out, await buildPackage(settings));
  process.stdout.write(`${values.out}\n`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
