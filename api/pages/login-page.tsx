import { timingSafeEqual } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { AppError } from '../../core/errors.ts';
import { newSecret } from '../../core/ids.ts';
import { signInWithToken, signOut } from '../../knowledge/people/sign-in.ts';
import type { BankApp } from '../app.ts';
import { mountOidc } from '../auth/oidc.ts';
import { dropSession, keepSession } from '../auth/session-cookie.ts';
import { type ApiEnv, sessionCookie } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { isHttps, readForm, readOwnForm, sendPage } from './respond.ts';
import { texts } from './texts.ts';
import { safePath, type View, viewOf } from './view.ts';

const formCookie = 'bank_login_form';
const formSeconds = 3_600;

/** The sign-in form has no session yet: its field must equal a cookie only this site could set. */
function keepFormSecret(c: HonoContext<ApiEnv>): string {
  const secret = getCookie(c, formCookie) ?? newSecret();
  setCookie(c, formCookie, secret, {
    path: '/login',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isHttps(c),
    maxAge: formSeconds,
  });
  return secret;
}

function requireFormSecret(c: HonoContext<ApiEnv>, given: string | null): void {
  const kept = Buffer.from(getCookie(c, formCookie) ?? '');
  const sent = Buffer.from(given ?? '');
  if (kept.length > 0 && kept.length === sent.length && timingSafeEqual(kept, sent)) return;
  throw new AppError('FORBIDDEN', {
    'zh-TW': '登入表單已過期，請重新整理頁面再試一次。',
    en: 'The sign-in form is out of date; reload the page and try again.',
  });
}

interface SignInProps {
  readonly view: View;
  readonly secret: string;
  readonly next: string;
  readonly sso: boolean;
  readonly problem: string | undefined;
}

function SignInForm({ view, secret, next, sso, problem }: SignInProps) {
  const { login } = texts;
  return (
    <>
      <p class="lead">{view.t(login.lead)}</p>
      {sso ? (
        <>
          <p>
            <a class="button" href={`/login/oidc?next=${encodeURIComponent(next)}`}>
              {view.t(login.sso)}
            </a>
          </p>
          <p class="quiet">{view.t(login.or)}</p>
        </>
      ) : null}
      <form class="login" method="post" action="/login">
        <input type="hidden" name="form" value={secret} />
        <input type="hidden" name="next" value={next} />
        <label for="token">{view.t(login.token)}</label>
        <input
          id="token"
          name="token"
          type="password"
          required
          maxlength={500}
          autocomplete="current-password"
          aria-describedby={problem ? 'problem hint' : 'hint'}
          aria-invalid={problem ? 'true' : undefined}
        />
        {problem ? (
          <p id="problem" class="problem" role="alert">
            {problem}
          </p>
        ) : null}
        <p id="hint" class="quiet">
          {view.t(login.tokenHint)} {view.t(login.hours)}
        </p>
        <button type="submit" class="button">
          {view.t(login.submit)}
        </button>
      </form>
    </>
  );
}

function WhoAmI({ view }: { view: View }) {
  const { login } = texts;
  const { session } = view;
  if (!session) return null;
  return (
    <>
      <dl class="fact-list">
        <div>
          <dt>{view.t(login.signedInAs)}</dt>
          <dd>{session.name}</dd>
        </div>
        <div>
          <dt>{view.t(login.roles)}</dt>
          <dd>{session.actor.roles.map((role) => view.t(texts.roles[role])).join(', ')}</dd>
        </div>
        {session.actor.agency ? (
          <div>
            <dt>{view.t(login.agency)}</dt>
            <dd>{session.actor.agency}</dd>
          </div>
        ) : null}
      </dl>
      <p>
        <a href="/link">{view.t(login.chat)}</a>
      </p>
      <form method="post" action="/logout">
        <Csrf view={view} />
        <button type="submit" class="button">
          {view.t(login.signOut)}
        </button>
      </form>
    </>
  );
}

function LoginPage(props: SignInProps) {
  const { view } = props;
  return (
    <Layout view={view} title={view.t(texts.login.title)} section="/login">
      <h1>{view.t(view.session ? texts.login.signedInAs : texts.login.title)}</h1>
      {view.session ? <WhoAmI view={view} /> : <SignInForm {...props} />}
    </Layout>
  );
}

function showLogin(c: HonoContext<ApiEnv>, problem?: AppError, next = c.req.query('next')): Response {
  const view = viewOf(c);
  return sendPage(
    c,
    <LoginPage
      view={view}
      secret={keepFormSecret(c)}
      next={safePath(next)}
      sso={c.var.bank.config.oidc !== undefined}
      problem={problem?.messageIn(view.language)}
    />,
    problem ? httpStatus[problem.code] : 200,
  );
}

async function signIn(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = await readForm(c);
  requireFormSecret(c, form.get('form'));
  const next = form.get('next') ?? undefined;
  try {
    keepSession(c, await signInWithToken(c.var.bank, (form.get('token') ?? '').trim()));
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return showLogin(c, error, next);
    throw error;
  }
  return c.redirect(safePath(next), 303);
}

async function endSession(c: HonoContext<ApiEnv>): Promise<Response> {
  await readOwnForm(c);
  const secret = getCookie(c, sessionCookie);
  if (secret) await signOut(c.var.bank, secret);
  dropSession(c);
  return c.redirect('/login', 303);
}

export function mountLogin(app: BankApp): void {
  app.get('/login', (c) => showLogin(c));
  app.post('/login', signIn);
  app.post('/logout', endSession);
  mountOidc(app);
}
