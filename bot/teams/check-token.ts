import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Bank } from '../../core/context.ts';

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

interface KeyServer {
  readonly issuer: string;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
}

/** Microsoft's own, whatever else the key server calls itself. */
const botFramework = 'https://api.botframework.com';
const clockToleranceSeconds = 300;
const keptMs = 24 * 3_600_000;
const timeoutMs = 5_000;

async function fetchKeyServer(url: string): Promise<KeyServer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`the key server of Teams answered ${response.status}`);
  const { issuer, jwks_uri } = Metadata.parse(await response.json());
  return { issuer, keys: createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: timeoutMs }) };
}

const plainUrl = (url: unknown) => String(url).replace(/\/+$/, '').toLowerCase();

/** The token is for one service address alone, so a stolen one cannot make the bot speak to another. */
function isForService(payload: JWTPayload, serviceUrl: string): boolean {
  const claim = payload.serviceurl ?? payload.serviceUrl;
  return typeof claim === 'string' && plainUrl(claim) === plainUrl(serviceUrl);
}

/** Says whether a request comes from Teams; false for anything but a valid token for this bot and address. */
export type TokenCheck = (authorization: string | undefined, serviceUrl: string) => Promise<boolean>;

/**
 * Tokens are RS256, issued by the Bot Framework for our client id, signed by a key its key server lists now, not
 * expired, and bound to the activity's service address.
 * @throws Error when the key server cannot be reached
 * @see Bot Framework REST documentation, "Authenticate requests from the Bot Connector service to your bot"
 */
export function createTokenCheck(bank: Bank): TokenCheck {
  const { clientId, openIdUrl } = bank.config.teams;
  let known: { at: number; server: Promise<KeyServer> } | undefined;
  const keyServer = () => {
    const now = bank.now().getTime();
    if (!known || now - known.at > keptMs) {
      const server = fetchKeyServer(openIdUrl);
      known = { at: now, server };
      server.catch(() => {
        known = undefined;
      });
    }
    return known.server;
  };
  return async (authorization, serviceUrl) => {
    const token = /^Bearer\s+(\S{1,8000})$/i.exec(authorization?.trim() ?? '')?.[1];
    if (!token || !clientId || !serviceUrl) return false;
    const { issuer, keys } = await keyServer();
    const verified = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      audience: clientId,
      issuer: [issuer, botFramework],
      requiredClaims: ['exp'],
      clockTolerance: clockToleranceSeconds,
      currentDate: bank.now(),
    }).catch((error: Error & { code?: string }) => {
      bank.log.warn('teams token refused', { code: error.code ?? error.name });
      return undefined;
    });
    return verified !== undefined && isForService(verified.payload, serviceUrl);
  };
}
