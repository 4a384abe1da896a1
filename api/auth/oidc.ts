import { createHash } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import * as openid from 'openid-client';
import { z } from 'zod';
import type { Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import { signInVouched } from '../../knowledge/people/sign-in.ts';
import type { BankApp } from '../app.ts';
import type { ApiEnv } from '../context.ts';
import { isHttps, originOf } from '../pages/respond.ts';
import { safePath } from '../pages/view.ts';
import { keepSession } from './session-cookie.ts';
import { claimAt, vouchedPerson } from './vouched-person.ts';

type OidcSettings = NonNullable<Config['oidc']>;

const flowCookie = 'bank_login_flow';
const flowPath = '/login';
const flowSeconds = 600;

/** What must come back unchanged from the provider, and where the person was going. */
const Flow = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });
type Flow = z.infer<typeof Flow>;

function clientAuth({ clientSecret }: OidcSettings): openid.ClientAuth {
  if (!clientSecret) return openid.None();
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const basic = methods.includes('client_secret_basic');
    return (basic ? openid.ClientSecretBasic : openid.ClientSecretPost)(clientSecret)(server, ...rest);
  };
}

const unreachable = (cause: unknown) =>
  new AppError(
    'UNAVAILABLE',
    {
      'zh-TW': '目前連不上單一登入服務，請稍後再試。',
      en: 'The sign-in service cannot be reached; please try again later.',
    },
    { cause },
  );

/** Reads the provider's metadata once; a failure is tried again by the next person. */
function createDiscovery(settings: OidcSettings): () => Promise<openid.Configuration> {
  let found: Promise<openid.Configuration> | undefined;
  return () => {
    // By default an ID token that came straight from the token endpoint is trusted without its signature.
    const checks = [openid.enableNonRepudiationChecks];
    if (settings.issuer.startsWith('http:')) checks.push(openid.allowInsecureRequests);
    found ??= openid
      .discovery(new URL(settings.issuer), settings.clientId, undefined, clientAuth(settings), {
        execute: checks,
      })
      .catch((error) => {
        found = undefined;
        throw unreachable(error);
      });
    return found;
  };
}

function flowKey(c: HonoContext<ApiEnv>): string {
  return createHash('sha256').update(`login flow\n${c.var.bank.adminToken}`).digest('hex');
}

const redirectUri = (c: HonoContext<ApiEnv>) => `${originOf(c)}/login/callback`;

async function startFlow(c: HonoContext<ApiEnv>, provider: openid.Configuration): Promise<Response> {
  const flow: Flow = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
    next: safePath(c.req.query('next')),
  };
  await setSignedCookie(c, flowCookie, JSON.stringify(flow), flowKey(c), {
    path: flowPath,
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(c),
    maxAge: flowSeconds,
  });
  const address = openid.buildAuthorizationUrl(provider, {
    redirect_uri: redirectUri(c),
    scope: 'openid profile',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
  });
  return c.redirect(address.href, 302);
}

const notCompleted = (cause?: unknown) =>
  new AppError(
    'UNAUTHENTICATED',
    {
      'zh-TW': '單一登入沒有完成或已逾時，請重新登入。',
      en: 'The sign-in was not completed or took too long; please sign in again.',
    },
    { cause },
  );

async function takeFlow(c: HonoContext<ApiEnv>): Promise<Flow> {
  const kept = await getSignedCookie(c, flowKey(c), flowCookie);
  deleteCookie(c, flowCookie, { path: flowPath });
  if (!kept) throw notCompleted();
  return Flow.parse(JSON.parse(kept));
}

/** Claims of the ID token, with those of the userinfo endpoint where the roles are only there. */
async function readClaims(
  provider: openid.Configuration,
  tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
  rolesClaim: string,
) {
  const claims = tokens.claims();
  if (!claims) throw notCompleted();
  if (claimAt(claims, rolesClaim) !== undefined || !provider.serverMetadata().userinfo_endpoint)
    return claims;
  const more = await openid.fetchUserInfo(provider, tokens.access_token, claims.sub);
  return { ...more, ...claims };
}

async function finishFlow(
  c: HonoContext<ApiEnv>,
  provider: openid.Configuration,
  settings: OidcSettings,
): Promise<Response> {
  const flow = await takeFlow(c);
  const here = new URL(redirectUri(c));
  here.search = new URL(c.req.url).search;
  const claims = await openid
    .authorizationCodeGrant(provider, here, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    })
    .then((tokens) => readClaims(provider, tokens, settings.rolesClaim))
    .catch((error) => {
      const { requestId, bank } = c.var;
      bank.log.warn('single sign-on refused', { requestId, error });
      throw error instanceof AppError ? error : notCompleted(error);
    });
  keepSession(c, await signInVouched(c.var.bank, vouchedPerson(claims, settings)));
  return c.redirect(flow.next, 303);
}

/** Sign-in at an OpenID Connect provider: code flow with PKCE, state and nonce. */
export function mountOidc(app: BankApp): void {
  const discoveries = new WeakMap<OidcSettings, () => Promise<openid.Configuration>>();
  const providerOf = (settings: OidcSettings) => {
    const discover = discoveries.get(settings) ?? createDiscovery(settings);
    discoveries.set(settings, discover);
    return discover();
  };
  app.get('/login/oidc', async (c, next) => {
    const { oidc } = c.var.bank.config;
    return oidc ? startFlow(c, await providerOf(oidc)) : next();
  });
  app.get('/login/callback', async (c, next) => {
    const { oidc } = c.var.bank.config;
    return oidc ? finishFlow(c, await providerOf(oidc), oidc) : next();
  });
}
