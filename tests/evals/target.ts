import { z } from 'zod';

const AskCitation = z.object({
  n: z.number(),
  sourceId: z.string(),
  externalId: z.string().nullish(),
  passageId: z.string(),
  kind: z.string(),
  title: z.string(),
});

/** The part of the `/api/v1/ask` reply an evaluation looks at. */
export const AskReply = z.object({
  answerId: z.string(),
  conversationId: z.string(),
  outcome: z.enum(['answered', 'no_source', 'clarify', 'out_of_scope']),
  mode: z.enum(['extractive', 'generative']).optional(),
  degraded: z.string().optional(),
  answer: z.string(),
  citations: z.array(AskCitation),
  suggestions: z.array(z.unknown()),
  language: z.string(),
});
export type AskReply = z.infer<typeof AskReply>;

export interface AskBody {
  question: string;
  language?: string;
  conversationId?: string;
}

export interface AskOptions {
  timeoutMs?: number;
}

/** Something questions can be put to: a running server, or the product in this process. */
export interface EvalTarget {
  /** @throws AskFailed for every reply that is not a 200 of the agreed shape */
  ask(body: AskBody, opts?: AskOptions): Promise<AskReply>;
  /** A cited passage; undefined when it cannot be read. */
  passage(id: string): Promise<EvalPassage | undefined>;
  /** Tokens the chat model has read and written so far; undefined where they cannot be read. */
  tokens?(): Promise<{ input: number; output: number }>;
  close(): Promise<void>;
}

/** A passage as `/api/v1/passages/{id}` gives it. */
const EvalPassage = z.object({
  id: z.string(),
  kind: z.string(),
  externalId: z.string(),
  title: z.string(),
  section: z.array(z.string()),
  text: z.string(),
});
const EvalCase = z.object({ item: z.object({ titleEn: z.string().nullable(), agency: z.string() }) });

/** With the names its source has in English, which answers in English use. */
export type EvalPassage = z.infer<typeof EvalPassage> & { readonly english: readonly string[] };

export class AskFailed extends Error {
  /** HTTP status; 0 when no reply came. */
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'AskFailed';
    this.status = status;
  }
}

type Fetch = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A target behind a fetch function: `fetch` for a server, `app.request` for the product in this process. */
export function fetchTarget(baseUrl: string, send: Fetch, close = async () => {}): EvalTarget {
  const root = `${baseUrl.replace(/\/$/, '')}/api/v1`;
  const url = `${root}/ask`;
  const get = async <S extends z.ZodType>(schema: S, path: string): Promise<z.output<S> | undefined> => {
    const response = await send(`${root}${path}`, { headers: { 'accept-language': 'en' } });
    return response.ok ? schema.safeParse(await response.json()).data : undefined;
  };
  return {
    close,
    async passage(id) {
      const passage = await get(EvalPassage, `/passages/${encodeURIComponent(id)}`);
      if (!passage) return undefined;
      const path = `/cases/${encodeURIComponent(passage.externalId)}`;
      const named = passage.kind === 'case' ? await get(EvalCase, path) : undefined;
      return { ...passage, english: named ? [named.item.titleEn ?? '', named.item.agency] : [] };
    },
    async ask(body, opts = {}) {
      const response = await sendQuestion(url, send, body, opts.timeoutMs ?? 120_000);
      const text = await response.text();
      if (!response.ok) throw new AskFailed(response.status, text.slice(0, 300));
      const reply = AskReply.safeParse(parseJson(text));
      if (!reply.success) throw new AskFailed(response.status, z.prettifyError(reply.error));
      return reply.data;
    },
  };
}

export function httpTarget(baseUrl: string): EvalTarget {
  return fetchTarget(baseUrl, fetch);
}

async function sendQuestion(url: string, send: Fetch, body: AskBody, timeoutMs: number): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await send(url, { method: 'POST', headers, body: JSON.stringify(body), signal });
  } catch (cause) {
    throw new AskFailed(0, cause instanceof Error ? cause.message : String(cause));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
