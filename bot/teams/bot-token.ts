import { z } from 'zod';
import type { Bank } from '../../core/context.ts';

const TokenReply = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().min(1) });

/** The tenant that gives tokens to bots of no single tenant. */
const sharedTenant = 'botframework.com';
const scope = 'https://api.botframework.com/.default';
/** A token is renewed this long before it ends. */
const marginMs = 5 * 60_000;
const timeoutMs = 10_000;

/** Hands out the token the bot speaks with, from client credentials. @throws Error when it is refused */
export type BotToken = () => Promise<string>;

export function createBotToken(bank: Bank, loginUrl = 'https://login.microsoftonline.com'): BotToken {
  const { clientId, clientSecret, tenantId } = bank.config.teams;
  let kept: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;
  const ask = async () => {
    if (!clientId || !clientSecret) throw new Error('TEAMS_CLIENT_SECRET is needed to write in Teams');
    const response = await fetch(
      `${loginUrl}/${encodeURIComponent(tenantId ?? sharedTenant)}/oauth2/v2.0/token`,
      {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
          scope,
        }),
        signal: AbortSignal.timeout(timeoutMs),
      },
    );
    if (!response.ok) throw new Error(`the token of the bot was refused: ${response.status}`);
    const { access_token: token, expires_in: seconds } = TokenReply.parse(await response.json());
    kept = { token, until: bank.now().getTime() + seconds * 1_000 - marginMs };
    return token;
  };
  return async () => {
    if (kept && kept.until > bank.now().getTime()) return kept.token;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
