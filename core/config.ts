import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { embeddingModelPattern, embeddingSettings } from './embeddings/settings.ts';
import { chatConfigOf, chatSettings, checkChat } from './models/chat-settings.ts';
import { blankIsUnset, optional } from './setting.ts';

const flag = z
  .preprocess(blankIsUnset, z.enum(['true', 'false', '1', '0']).optional())
  .transform((v) => v === 'true' || v === '1');

const botFrameworkKeys = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

const Environment = z
  .object({
    PORT: z.preprocess(blankIsUnset, z.coerce.number().int().min(0).max(65_535).default(8787)),
    HOST: z.preprocess(blankIsUnset, z.string().default('127.0.0.1')),
    PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
    DATA_DIR: z.preprocess(blankIsUnset, z.string().default('./data')),
    DATABASE_URL: optional(
      z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://'),
    ),
    ADMIN_TOKEN: optional(z.string().min(24, 'must have at least 24 characters')),
    OIDC_ISSUER: optional(z.url({ protocol: /^https?$/ })),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: optional(z.string()),
    OIDC_ROLES_CLAIM: z.preprocess(blankIsUnset, z.string().default('roles')),
    OIDC_AGENCY_CLAIM: z.preprocess(blankIsUnset, z.string().default('agency')),
    CHAT_MEMBER_ROLE: optional(z.enum(['staff'])),
    SLACK_BOT_TOKEN: optional(z.string()),
    SLACK_SIGNING_SECRET: optional(z.string()),
    SLACK_APP_TOKEN: optional(z.string()),
    SLACK_API_URL: optional(z.url({ protocol: /^https?$/ })),
    TEAMS_CLIENT_ID: optional(z.string()),
    TEAMS_CLIENT_SECRET: optional(z.string()),
    TEAMS_TENANT_ID: optional(z.string()),
    TEAMS_OPENID_URL: z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).default(botFrameworkKeys)),
    TEAMS_ALLOW_UNAUTHENTICATED: flag,
    EMBEDDING_MODEL: optional(
      z.string().regex(embeddingModelPattern, 'must be openai:NAME, ollama:NAME or onnx:FOLDER'),
    ),
    EMBEDDING_BASE_URL: optional(z.url({ protocol: /^https?$/ })),
    EMBEDDING_API_KEY: optional(z.string()),
    EMBEDDING_MODEL_SEES: optional(z.enum(['public', 'all'])),
    TRUST_PROXY: flag,
    RATE_LIMIT_PER_MINUTE: optional(z.coerce.number().int().min(1)),
    FETCH_ALLOW: z.preprocess(blankIsUnset, z.string().default('')),
    INGEST_PERSONAL_DATA: z.preprocess(blankIsUnset, z.enum(['mask', 'hold', 'keep']).default('mask')),
    INGEST_FOLDERS: z.preprocess(blankIsUnset, z.string().default('')),
    BADGE_TRUST_ROOTS: z.preprocess(blankIsUnset, z.string().default('')),
    BADGE_SIGNING_KEYS: z.preprocess(blankIsUnset, z.string().default('')),
    BADGE_SIGNING_CERTS: z.preprocess(blankIsUnset, z.string().default('')),
    BADGE_REVIEW_QUORUM: z.preprocess(blankIsUnset, z.coerce.number().int().min(1).max(5).default(2)),
    ...chatSettings,
    ANSWER_RETENTION_DAYS: z.preprocess(blankIsUnset, z.coerce.number().int().min(1).default(90)),
    LOG_LEVEL: z.preprocess(blankIsUnset, z.enum(['debug', 'info', 'warn', 'error']).default('info')),
  })
  .superRefine(checkChat)
  .superRefine((env, issues) => {
    if (env.OIDC_ISSUER && !env.OIDC_CLIENT_ID)
      issues.addIssue({
        code: 'custom',
        path: ['OIDC_CLIENT_ID'],
        message: 'is needed when OIDC_ISSUER is set',
      });
    if (env.SLACK_BOT_TOKEN && !env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN)
      issues.addIssue({
        code: 'custom',
        path: ['SLACK_SIGNING_SECRET'],
        message: 'or SLACK_APP_TOKEN is needed when SLACK_BOT_TOKEN is set',
      });
    if (env.TEAMS_CLIENT_SECRET && !env.TEAMS_CLIENT_ID)
      issues.addIssue({
        code: 'custom',
        path: ['TEAMS_CLIENT_ID'],
        message: 'is needed when TEAMS_CLIENT_SECRET is set',
      });
    if (env.TEAMS_ALLOW_UNAUTHENTICATED && env.PUBLIC_URL?.startsWith('https:'))
      issues.addIssue({
        code: 'custom',
        path: ['TEAMS_ALLOW_UNAUTHENTICATED'],
        message: 'is for development and cannot be set together with an https PUBLIC_URL',
      });
  });

function grouped(env: z.output<typeof Environment>, version: string, commit: string | null) {
  return {
    version,
    /** The commit the files were checked out at; null in an installation without git. */
    commit,
    http: {
      port: env.PORT,
      host: env.HOST,
      publicUrl: env.PUBLIC_URL?.replace(/\/$/, ''),
      trustProxy: env.TRUST_PROXY,
      rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
    },
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    adminToken: env.ADMIN_TOKEN,
    oidc: env.OIDC_ISSUER
      ? {
          issuer: env.OIDC_ISSUER,
          clientId: env.OIDC_CLIENT_ID ?? '',
          clientSecret: env.OIDC_CLIENT_SECRET,
          rolesClaim: env.OIDC_ROLES_CLAIM,
          agencyClaim: env.OIDC_AGENCY_CLAIM,
        }
      : undefined,
    /** What full members of a workspace or tenant are until they link their account; undefined = anybody. */
    chatMemberRole: env.CHAT_MEMBER_ROLE,
    /** Undefined = no Slack. With an app token events come over a socket, else over signed HTTP. */
    slack: env.SLACK_BOT_TOKEN
      ? {
          botToken: env.SLACK_BOT_TOKEN,
          signingSecret: env.SLACK_SIGNING_SECRET,
          appToken: env.SLACK_APP_TOKEN,
          apiUrl: env.SLACK_API_URL,
        }
      : undefined,
    teams: {
      /** The bot's application id; undefined = nobody can speak to the Teams face. */
      clientId: env.TEAMS_CLIENT_ID,
      clientSecret: env.TEAMS_CLIENT_SECRET,
      /** The tenant whose members are members; people of other tenants are external. */
      tenantId: env.TEAMS_TENANT_ID,
      openIdUrl: env.TEAMS_OPENID_URL,
      allowUnauthenticated: env.TEAMS_ALLOW_UNAUTHENTICATED,
    },
    /** The model that embeds passages and questions; undefined = the dictionary's gloss space alone. */
    embedding: embeddingSettings(env),
    /** Host names a URL given to ingest may point at; empty = none. */
    fetchAllow: env.FETCH_ALLOW.split(/[\s,]+/).filter(Boolean),
    /** What becomes of personal data found in ingested documents. */
    ingestPersonalData: env.INGEST_PERSONAL_DATA,
    /** Folders of this machine that may be read again on a schedule; empty = none. */
    ingestFolders: env.INGEST_FOLDERS.split(',')
      .map((folder) => folder.trim())
      .filter(Boolean)
      .map((folder) => resolve(folder)),
    badges: {
      /** Each of the three: PEM text, or paths of PEM files separated by commas; empty = none. */
      trustRoots: env.BADGE_TRUST_ROOTS,
      signingKeys: env.BADGE_SIGNING_KEYS,
      signingCerts: env.BADGE_SIGNING_CERTS,
      /** How many people other than its proposer must approve a badge definition. */
      reviewQuorum: env.BADGE_REVIEW_QUORUM,
    },
    /** Undefined without CHAT_MODEL: every answer is then made of source sentences. */
    chat: chatConfigOf(env),
    answerRetentionDays: env.ANSWER_RETENTION_DAYS,
    logLevel: env.LOG_LEVEL,
  } as const;
}

export type Config = ReturnType<typeof grouped>;

function productVersion(): string {
  return z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;
}

function readFile(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').trim();
}

/** Of the checkout, or of the file a bundle carries. */
function checkedOutCommit(): string | null {
  try {
    const head = readFile('.git/HEAD');
    return head.startsWith('ref: ') ? readFile(`.git/${head.slice(5)}`) : head;
  } catch {
    try {
      return readFile('COMMIT');
    } catch {
      return null;
    }
  }
}

/**
 * Reads the settings once; nothing else reads the environment.
 * @throws Error naming every bad setting and what is wrong with it
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`設定有誤，無法啟動 (bad settings):\n${lines.join('\n')}`);
  }
  return Object.freeze(grouped(parsed.data, productVersion(), checkedOutCommit()));
}
