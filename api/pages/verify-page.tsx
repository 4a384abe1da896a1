import type { Context as HonoContext } from 'hono';
import { maxImageBytes } from '../../badges/verify/read-input.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { AppError, invalidInput } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { readMultipart } from '../body.ts';
import { type ApiEnv, contextOf, requireCsrf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { AreaField, badgeStyles, dayOf, InputField } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, FactList } from './parts.tsx';
import { sendPage } from './respond.ts';
import { type Report, Steps, Verdict } from './verify-report.tsx';
import { type View, viewOf } from './view.ts';

const maxFormBytes = maxImageBytes + 1_000_000;

interface Typed {
  readonly text: string;
  readonly email: string;
}

function VerifyForm({ view, typed, problem }: { view: View; typed: Typed; problem: AppError | undefined }) {
  const { verify } = badgeTexts;
  return (
    <form class="sheet no-print" method="post" action="/verify" enctype="multipart/form-data">
      <Csrf view={view} />
      {problem ? (
        <p class="problem" role="alert">
          {problem.messageIn(view.language)}
        </p>
      ) : null}
      <div class="drop" id="drop">
        <p class="hint">{view.t(verify.drop)}</p>
        <InputField view={view} name="file" label={verify.file} type="file" />
      </div>
      <AreaField view={view} name="text" label={verify.text} value={typed.text} rows={5} />
      <InputField view={view} name="email" label={verify.email} value={typed.email} type="email" max={200} />
      <p>
        <button type="submit" class="button">
          {view.t(verify.submit)}
        </button>
      </p>
    </form>
  );
}

/** What the badge says of itself; told apart from what was established. */
function Claims({ view, report }: { view: View; report: Report }) {
  const { verify, credential } = badgeTexts;
  const { badge, issuer, recipient, validFrom, validUntil } = report;
  if (!badge) return null;
  const matches = recipient?.matches ?? null;
  const rows: [string, string | null][] = [
    [view.t(badgeTexts.title), badge.name],
    [view.t(badgeTexts.issuer), issuer?.name || issuer?.id || null],
    [view.t(credential.holder), recipient?.name ?? null],
    [
      view.t(badgeTexts.verify.email).split(/[（(]/)[0]!,
      matches === null ? null : view.t(matches ? verify.matches : verify.matchesNot),
    ],
    [view.t(credential.issuedOn), dayOf(validFrom)],
    [view.t(credential.validUntil), validUntil ? dayOf(validUntil) : null],
  ];
  return (
    <section>
      <h2>{view.t(report.valid ? verify.says : verify.saysUnproven)}</h2>
      <FactList rows={rows} />
      {badge.description ? <p class="lines">{badge.description}</p> : null}
    </section>
  );
}

interface VerifyProps {
  readonly view: View;
  readonly typed: Typed;
  readonly report?: Report | undefined;
  readonly problem?: AppError | undefined;
}

function VerifyPage({ view, typed, report, problem }: VerifyProps) {
  const { verify, credential } = badgeTexts;
  const title = view.t(verify.title);
  return (
    <Layout view={view} title={title} section="/verify" styles={badgeStyles} scripts={['verify.js']}>
      <h1>{title}</h1>
      {report ? (
        <>
          <Verdict view={view} report={report} />
          <Claims view={view} report={report} />
          <h2>{view.t(credential.steps)}</h2>
          <Steps view={view} report={report} />
          <h2 class="no-print">{view.t(verify.title)}</h2>
        </>
      ) : (
        <p class="lead">{view.t(verify.lead)}</p>
      )}
      <VerifyForm view={view} typed={typed} problem={problem} />
    </Layout>
  );
}

interface Held extends Typed {
  readonly credential: Uint8Array;
}

/** The file chosen, or the text in its place. */
async function readHeld(form: FormData): Promise<Held> {
  const value = (name: string) => {
    const given = form.get(name);
    return typeof given === 'string' ? given.trim() : '';
  };
  const file = form.get('file');
  const chosen = file instanceof File && (file.size > 0 || file.name !== '');
  const text = value('text');
  if (!chosen && text === '') throw invalidInput(badgeTexts.verify.empty);
  const credential = chosen ? new Uint8Array(await file.arrayBuffer()) : Buffer.from(text, 'utf8');
  return { credential, text: chosen ? '' : text, email: value('email') };
}

async function verify(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  let typed: Typed = { text: '', email: '' };
  try {
    const form = await readMultipart(c, maxFormBytes);
    requireCsrf(c, String(form.get('csrf') ?? ''));
    const { credential, ...rest } = await readHeld(form);
    typed = rest;
    const recipient = typed.email === '' ? {} : { recipient: { email: typed.email } };
    const report = await callCapability(can.verifyCredential, contextOf(c, 'web'), {
      credential,
      ...recipient,
    });
    return sendPage(c, <VerifyPage view={view} typed={typed} report={report} />);
  } catch (error) {
    if (!(error instanceof AppError) || !['INVALID_INPUT', 'TOO_LARGE'].includes(error.code)) throw error;
    return sendPage(c, <VerifyPage view={view} typed={typed} problem={error} />, httpStatus[error.code]);
  }
}

/** Anybody verifies anything a person may hold. `?text=` fills the form in, for links that lead here. */
export function mountVerifyPage(app: BankApp): void {
  app.get('/verify', (c) => {
    const typed = { text: (c.req.query('text') ?? '').slice(0, 2_000), email: '' };
    return sendPage(c, <VerifyPage view={viewOf(c)} typed={typed} />);
  });
  app.post('/verify', verify);
}
