import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { Cookies } from '../pages/site.ts';

export const client = { id: 'bank', secret: 'secret-of-the-bank-at-the-issuer' };
export const bankUrl = 'https://bank.example';
const callback = `${bankUrl}/login/callback`;

/** Claims of the people the issuer knows, by subject. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

async function listen(): Promise<{
  server: Server;
  issuer: string;
  handle(listener: RequestListener): void;
}> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handle: (listener) => server.on('request', listener),
  };
}

interface GrantContext {
  oidc: {
    client: { clientId: string };
    session: { accountId: string };
    provider: { Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<void> } };
  };
}

/** Nobody is asked for consent: everything the bank wants is granted. */
async function loadExistingGrant({ oidc }: GrantContext) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client.clientId,
    accountId: oidc.session.accountId,
  });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}

async function signingKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'test' };
}

/** A real OpenID provider; whoever comes is signed in as `person` at once. */
export async function openIssuer(people: People) {
  const { server, issuer, handle } = await listen();
  const state = { person: '' };
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [callback] }],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles', 'agency'] },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => ({ sub, ...people[sub] }),
    }),
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    cookies: { keys: ['test'] },
    jwks: { keys: [await signingKey()] },
    loadExistingGrant,
  });
  const answer = provider.callback();
  handle((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: state.person } });
  });
  return { issuer, state, close: () => server.close() };
}

/** Follows a person's browser through the issuer and gives the address it is sent back to. */
export async function passThrough(address: string): Promise<URL> {
  const cookies = new Cookies();
  let next = address;
  for (let step = 0; step < 8; step += 1) {
    const reply = cookies.keep(
      await fetch(next, { redirect: 'manual', headers: { cookie: cookies.header } }),
    );
    const location = reply.headers.get('location');
    if (!location) throw new Error(`the issuer answered ${reply.status}: ${await reply.text()}`);
    next = new URL(location, next).href;
    if (next.startsWith(callback)) return new URL(next);
  }
  throw new Error('the issuer never sent the person back');
}

/** An issuer that puts whatever it is told into its ID tokens. */
export async function openForger() {
  const { server, issuer, handle } = await listen();
  const own = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256', { extractable: true });
  const state = { claims: {} as Record<string, unknown>, strangeKey: false };
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
  const idToken = () =>
    new SignJWT(state.claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .sign((state.strangeKey ? other : own).privateKey);
  const replies: Record<string, () => Promise<unknown>> = {
    '/.well-known/openid-configuration': async () => metadata,
    '/jwks': async () => ({ keys: [{ ...(await exportJWK(own.publicKey)), alg: 'RS256', kid: 'test' }] }),
    '/token': async () => ({ access_token: 'x', token_type: 'bearer', id_token: await idToken() }),
  };
  handle(async (request, response) => {
    const reply = await replies[request.url ?? '']?.();
    response.writeHead(reply ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply ?? {}));
  });
  return { issuer, state, close: () => server.close() };
}
