import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { badgeStyles, dayOf } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { Layout } from './layout.tsx';
import { FactList } from './parts.tsx';
import { sendPage } from './respond.ts';
import { HeldForm, readHeld, type Typed } from './verify-form.tsx';
import { type Report, Steps, Verdict } from './verify-report.tsx';
import { type View, viewOf } from './view.ts';

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
      <HeldForm
        view={view}
        typed={typed}
        problem={problem}
        action="/verify"
        email={badgeTexts.verify.email}
        submit={badgeTexts.verify.submit}
      />
    </Layout>
  );
}

async function verify(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  let typed: Typed = { text: '', email: '' };
  try {
    const { credential, ...rest } = await readHeld(c);
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
