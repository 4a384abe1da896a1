import type { Context as HonoContext } from 'hono';
import { streamSSE } from 'hono/streaming';
import { parseInput } from '../../core/capability.ts';
import { answerQuestion } from '../../knowledge/answers/answer-question.ts';
import { ask } from '../../knowledge/answers/ask.ts';
import type { BankApp } from '../app.ts';
import { readJsonObject } from '../body.ts';
import { type ApiEnv, adoptLanguage, contextOf, requireCsrf } from '../context.ts';
import { reportError } from '../errors.ts';

function wantsStream(c: HonoContext): boolean {
  return /\btext\/event-stream\b/i.test(c.req.header('accept') ?? '');
}

/** POST /ask with `Accept: text/event-stream`: status, delta, final or error events; anything else is passed on. */
export function streamAsk(app: BankApp, path: string): void {
  app.post(path, async (c: HonoContext<ApiEnv>, next) => {
    if (!wantsStream(c)) return next();
    requireCsrf(c, c.req.header('x-csrf-token'));
    const raw = await readJsonObject(c);
    adoptLanguage(c, raw);
    const ctx = contextOf(c);
    const input = parseInput(ask.input, raw, ctx.language);
    return streamSSE(c, async (stream) => {
      const send = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) });
      try {
        const reply = await answerQuestion(ctx, input, (progress) => send(progress.event, progress.data));
        await send('final', reply);
      } catch (thrown) {
        await send('error', reportError(c, thrown));
      }
    });
  });
}
