import { Hono } from 'hono';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';

const botFramework = 'https://api.botframework.com';

interface TokenOptions {
  readonly issuer?: string;
  readonly audience?: string;
  readonly serviceUrl?: string | null;
  /** Seconds from now until the token ends; less than nothing for one that has. */
  readonly endsIn?: number;
  readonly algorithm?: 'RS256' | 'RS384' | 'PS256' | 'HS256' | 'none';
  /** Signed with a key that the server does not list. */
  readonly foreignKey?: boolean;
  readonly keyId?: string;
}

/** The Bot Framework's keys, as its OpenID page describes them. */
export async function createKeyServer(clientId: string) {
  const own = await generateKeyPair('RS256', { extractable: true });
  const foreign = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'bot-1', use: 'sig', endorsements: ['msteams'] };
  const app = new Hono();
  app.get('/v1/.well-known/openidconfiguration', (c) =>
    c.json({
      issuer: botFramework,
      jwks_uri: new URL('/v1/.well-known/keys', c.req.url).href,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
  );
  app.get('/v1/.well-known/keys', (c) => c.json({ keys: [jwk] }));

  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

  async function token(serviceUrl: string, options: TokenOptions = {}): Promise<string> {
    const { algorithm = 'RS256' } = options;
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      ...(options.serviceUrl !== null && { serviceurl: options.serviceUrl ?? serviceUrl }),
      iss: options.issuer ?? botFramework,
      aud: options.audience ?? clientId,
      nbf: now - 3_600,
      exp: now + (options.endsIn ?? 3_600),
    };
    const kid = options.keyId ?? 'bot-1';
    if (algorithm === 'none') return `${encode({ alg: 'none', kid })}.${encode(claims)}.`;
    const { privateKey } = options.foreignKey ? foreign : own;
    // The same key, allowed to sign by another algorithm.
    const key =
      algorithm === 'HS256'
        ? Buffer.from(JSON.stringify(jwk))
        : await importJWK({ ...(await exportJWK(privateKey)), alg: algorithm }, algorithm);
    return new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid, typ: 'JWT' }).sign(key);
  }
  return { app, token };
}
