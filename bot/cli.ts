import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openBank } from '../bank.ts';
import { capabilities } from '../capabilities.ts';
import { anonymous } from '../core/actor.ts';
import { callCapability } from '../core/capability.ts';
import type { Config } from '../core/config.ts';
import { loadConfig } from '../core/config.ts';
import { createContext } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { findLanguage, type Language } from '../core/language.ts';
import { findAdminToken, findRunningServer } from '../core/running-server.ts';
import { showProgress } from '../ingest/progress.ts';
import { seedContent } from '../ingest/seed-content.ts';
import { AskReply } from '../knowledge/answers/schema.ts';
import { findActorByToken } from '../knowledge/people/identify.ts';
import { detectLanguage } from '../knowledge/text/detect-language.ts';
import { presentAnswer } from './terminal/present-answer.ts';

const usage = `npm run ask -- "問題" [選項]
  --lang zh-TW|en    回答的語言（預設依問題）
  --public           以未登入的身分提問，只用公開來源；否則以這個資料夾的管理者身分
  --url 網址 --token 權杖  問別處的伺服器
  --json             印出完整的 JSON 回覆
Asks the running server when there is one, else the store itself; --public asks as anybody.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: 'string' },
    public: { type: 'boolean', default: false },
    url: { type: 'string' },
    token: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

interface Asked {
  readonly question: string;
  readonly language?: Language;
}

const Failure = z.object({ error: z.object({ message: z.string() }) });

async function askServer(url: string, token: string | undefined, asked: Asked): Promise<AskReply> {
  const response = await fetch(`${url}/api/v1/ask`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': detectLanguage(asked.question),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(asked),
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return AskReply.parse(body);
  throw new Error(Failure.safeParse(body).data?.error.message ?? `HTTP ${response.status}`);
}

async function askStore(config: Config, token: string | undefined, asked: Asked): Promise<AskReply> {
  const bank = await openBank(config);
  try {
    const progress = showProgress('載入內容 loading content');
    await seedContent(bank, ({ done, total }) => progress.update(done, total));
    progress.end();
    const secret = token ?? (values.public ? undefined : bank.adminToken);
    const actor = secret ? await findActorByToken(bank, secret) : anonymous;
    if (!actor) throw new Error('權杖無效或已過期。The token is not valid.');
    const language = detectLanguage(asked.question);
    const ctx = createContext(bank, { actor, language, surface: 'cli' });
    return await callCapability(capabilities.ask, ctx, asked);
  } finally {
    await bank.store.close();
  }
}

/** An embedded store that a server has open is asked through that server. */
async function askBank(asked: Asked): Promise<AskReply> {
  if (values.url) return askServer(values.url.replace(/\/$/, ''), values.token, asked);
  const config = loadConfig();
  const url = await findRunningServer(config);
  if (url === undefined) return askStore(config, values.token, asked);
  return askServer(url, values.token ?? (values.public ? undefined : findAdminToken(config)), asked);
}

async function main(): Promise<number> {
  const question = positionals.join(' ').trim();
  const language = findLanguage(values.lang);
  if (values.help || !question || (values.lang && !language)) {
    process.stderr.write(`${usage}\n`);
    return values.help ? 0 : 1;
  }
  const reply = await askBank({ question, ...(language && { language }) });
  const color = process.stdout.isTTY === true;
  console.log(values.json ? JSON.stringify(reply, null, 2) : presentAnswer(reply, { color }));
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    const message =
      error instanceof AppError ? error.messageIn(detectLanguage(positionals.join(' '))) : error.message;
    process.stderr.write(`${message}\n`);
    process.exitCode = 1;
  },
);
