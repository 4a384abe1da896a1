import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { openBank } from '../bank.ts';
import { anonymous } from '../core/actor.ts';
import { callCapability } from '../core/capability.ts';
import { loadConfig } from '../core/config.ts';
import { createContext } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { findLanguage, type Language } from '../core/language.ts';
import { findRunningServer } from '../core/running-server.ts';
import { verifyCredential } from './verify/verify-capability.ts';

const usage = `npm run badge -- verify 檔案|網址|文字 [選項]
  --email 地址      同時確認是不是發給這個人
  --lang zh-TW|en   說明的語言
  --json            印出完整的 JSON 報告
Ends with 0 when the badge is valid, 1 when it is not, 2 when the command is wrong.`;

/** The command is wrong: nothing was verified. */
class UsageError extends Error {}

type Report = z.output<typeof verifyCredential.output>;

interface Asked {
  readonly held: Uint8Array;
  readonly name: string;
  readonly email: string | undefined;
  readonly language: Language;
}

/** A file by its path; an address or pasted text stands for itself. */
function readHeld(given: string): { held: Uint8Array; name: string } {
  try {
    return { held: readFileSync(given), name: basename(given) };
  } catch (error) {
    if (/^https?:\/\//i.test(given) || /^[\w-]+\.[\w-]+\.[\w-]*$/.test(given))
      return { held: Buffer.from(given, 'utf8'), name: 'badge.txt' };
    throw new UsageError(`無法讀取 cannot read ${given}: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
}

function parseCommand(args: string[]): Asked & { json: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      email: { type: 'string' },
      lang: { type: 'string', default: 'zh-TW' },
      json: { type: 'boolean', default: false },
    },
  });
  const [verb, given, ...more] = positionals;
  const language = findLanguage(values.lang);
  if (verb !== 'verify' || given === undefined || more.length > 0 || !language) throw new UsageError(usage);
  return { ...readHeld(given), email: values.email, language, json: values.json };
}

/** An embedded store that a server has open is asked through that server. */
async function askServer(url: string, { held, name, email, language }: Asked): Promise<Report> {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(held)]), name);
  if (email) body.append('email', email);
  const reply = await fetch(`${url}/api/v1/credentials/verify`, {
    method: 'POST',
    body,
    headers: { 'accept-language': language },
  });
  const json = (await reply.json()) as { error?: { message: string } };
  if (!reply.ok) throw new UsageError(json.error?.message ?? `HTTP ${reply.status}`);
  return verifyCredential.output.parse(json);
}

async function verify(asked: Asked): Promise<Report> {
  const config = loadConfig();
  const url = await findRunningServer(config);
  if (url !== undefined) return askServer(url, asked);
  const bank = await openBank(config);
  try {
    const ctx = createContext(bank, { actor: anonymous, language: asked.language, surface: 'cli' });
    const { held: credential, email } = asked;
    return await callCapability(verifyCredential, ctx, {
      credential,
      ...(email && { recipient: { email } }),
    });
  } finally {
    await bank.store.close();
  }
}

function present(report: Report): string {
  const lines = report.checks.map(
    ({ ok, code, detail }) => `${ok ? '✓' : '✗'} ${detail}${code ? ` [${code}]` : ''}`,
  );
  return [report.summary, '', ...lines].join('\n');
}

async function main(): Promise<number> {
  const asked = parseCommand(process.argv.slice(2));
  const report = await verify(asked);
  console.log(asked.json ? JSON.stringify(report, null, 2) : present(report));
  return report.valid ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error instanceof AppError ? error.messageIn('zh-TW') : error.message}\n`);
    process.exitCode = 2;
  },
);
