import type { Context as HonoContext } from 'hono';
import { raw } from 'hono/html';
import { linkedInAddress } from '../../badges/credentials/linkedin.ts';
import { drawQrCode } from '../../badges/image/qr-code.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { issuesFor } from './badges-issue-forms.tsx';
import { AreaField, badgeStyles, colon, dayOf, SandboxMark } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { CredentialResults } from './credential-results.tsx';
import { levelNames } from './framework-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, FactList, langOf, OutLink } from './parts.tsx';
import { sendPage } from './respond.ts';
import { type Report, Steps, Verdict } from './verify-report.tsx';
import { type View, viewOf } from './view.ts';

export type Credential = Awaited<ReturnType<typeof can.getCredential.run>>;

interface CredentialProps {
  readonly view: View;
  readonly credential: Credential;
  readonly report: Report;
}

function Facts({ view, credential, report }: CredentialProps) {
  const { credential: words } = badgeTexts;
  const rows: [string, string | null][] = [
    [view.t(words.holder), report.recipient?.name ?? view.t(words.holderHidden)],
    [view.t(badgeTexts.issuer), report.issuer?.name ?? null],
    [view.t(words.issuedOn), dayOf(report.validFrom)],
    [view.t(words.validUntil), report.validUntil ? dayOf(report.validUntil) : view.t(words.noEnd)],
    [view.t(words.revokedOn), credential.revokedAt ? dayOf(credential.revokedAt) : null],
  ];
  return <FactList rows={rows} />;
}

/** `mid/AI素養/3` as the badge carries it: level, competency, proficiency. */
function alignmentText(view: View, code: string | null): string {
  const [level = '', , proficiency = ''] = (code ?? '').split('/');
  const words = [levelNames[level], badgeTexts.proficiencies[Number(proficiency)]];
  return words.flatMap((text) => (text ? [view.t(text)] : [])).join(' · ');
}

function Content({ view, credential, report }: CredentialProps) {
  const { badge } = report;
  const { credential: words, one } = badgeTexts;
  if (!badge) return null;
  const lang = langOf(credential.language);
  return (
    <>
      <p class="lines" lang={lang}>
        {badge.description}
      </p>
      <h2>{view.t(one.competencies)}</h2>
      <ul>
        {badge.alignments.map(({ name, code }) => (
          <li>
            <strong lang={langOf('zh-TW')}>{name}</strong> {alignmentText(view, code)}
          </li>
        ))}
      </ul>
      <h2>{view.t(words.criteria)}</h2>
      <p class="lines" lang={lang}>
        {badge.criteria}
      </p>
      <CredentialResults view={view} content={credential.content} />
      <h2>{view.t(words.evidence)}</h2>
      {badge.evidence.length === 0 ? <p class="quiet">{view.t(words.noEvidence)}</p> : null}
      <ul lang={lang}>
        {badge.evidence.map(({ name, narrative, url }) => (
          <li>
            {url ? <OutLink url={url} text={name || url} /> : <strong>{name}</strong>}
            {narrative ? <p class="lines">{narrative}</p> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function Keep({ view, credential, report }: CredentialProps) {
  const { credential: words } = badgeTexts;
  const path = `/credentials/${credential.id}`;
  const forms = [
    ['.png', words.png],
    ['.svg', words.svg],
    ['.jwt', words.jwt],
    ['.json', words.json],
  ] as const;
  const linkedIn = linkedInAddress({
    name: report.badge?.name ?? '',
    organization: report.issuer?.name ?? '',
    url: credential.url,
    id: credential.id,
    issuedAt: new Date(credential.issuedAt),
    validUntil: report.validUntil ? new Date(report.validUntil) : null,
  });
  return (
    <section class="no-print" aria-labelledby="keep">
      <h2 id="keep">{view.t(words.download)}</h2>
      <ul>
        {forms.map(([suffix, text]) => (
          <li>
            <a href={path + suffix} download={credential.id + suffix}>
              {view.t(text)}
            </a>
          </li>
        ))}
      </ul>
      <p class="actions">
        {report.valid ? (
          <a class="button plain" href={linkedIn} rel="noopener noreferrer">
            {view.t(words.linkedin)}
          </a>
        ) : null}
        <a class="button plain" href={`/verify?text=${encodeURIComponent(credential.url)}`}>
          {view.t(words.verify)}
        </a>
        <a class="button plain" href={`/badges/${credential.badgeId}`}>
          {view.t(words.definition)}
        </a>
      </p>
    </section>
  );
}

function RevokeForm({ view, id }: { view: View; id: string }) {
  const { credential: words, one } = badgeTexts;
  return (
    <details class="act no-print">
      <summary>{view.t(words.revoke)}</summary>
      <form class="sheet" method="post" action={`/credentials/${id}/revoke`}>
        <Csrf view={view} />
        <AreaField view={view} name="reason" label={one.reason} max={1_000} rows={2} required />
        <p>
          <button type="submit" class="button plain">
            {view.t(words.revoke)}
          </button>
        </p>
      </form>
    </details>
  );
}

function QrCode({ view, url }: { view: View; url: string }) {
  return (
    <figure class="qr">
      <div role="img" aria-label={url}>
        {raw(drawQrCode(url))}
      </div>
      <figcaption>{view.t(badgeTexts.credential.qr)}</figcaption>
      <p class="print-only small-text">{url}</p>
    </figure>
  );
}

function minuteInTaiwan(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

function CredentialPage(props: CredentialProps & { revocable: boolean; now: Date }) {
  const { view, credential, report, revocable, now } = props;
  const { credential: words } = badgeTexts;
  const name = report.badge?.name ?? view.t(words.title);
  return (
    <Layout view={view} title={name} section="/badges" styles={badgeStyles} wide>
      {credential.sandbox ? <p class="notice">{view.t(badgeTexts.sandboxNote)}</p> : null}
      <article class="certificate">
        <aside>
          <img
            class="badge-picture"
            src={`/credentials/${credential.id}.png`}
            alt={name}
            width={272}
            height={272}
          />
          <QrCode view={view} url={credential.url} />
        </aside>
        <div>
          <p class="quiet">{view.t(words.earned)}</p>
          <h1 lang={langOf(credential.language)}>{name}</h1>
          <p>
            <SandboxMark view={view} sandbox={credential.sandbox} />
          </p>
          <Facts view={view} credential={credential} report={report} />
          <Verdict view={view} report={report} />
          <p class="quiet small-text">
            {view.t(words.checkedAt)}
            {colon(view)}
            {minuteInTaiwan(now)} {view.t(words.taiwanTime)}
          </p>
          <Content view={view} credential={credential} report={report} />
          <details class="act no-print">
            <summary>{view.t(words.steps)}</summary>
            <Steps view={view} report={report} />
          </details>
          <Keep view={view} credential={credential} report={report} />
          {revocable ? <RevokeForm view={view} id={credential.id} /> : null}
        </div>
      </article>
    </Layout>
  );
}

/** Which issuer of the hub an issued badge is from, told by its definition. */
async function isRevocable(c: HonoContext<ApiEnv>, credential: Credential): Promise<boolean> {
  if (credential.revokedAt || !c.var.session) return false;
  const badge = await callCapability(can.getBadge, contextOf(c, 'web'), { id: credential.badgeId });
  return issuesFor(c, badge.issuer);
}

async function showCredential(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  const credential = await callCapability(can.getCredential, ctx, { id: c.req.param('id') });
  const report = await callCapability(can.verifyCredential, ctx, { credential: credential.credential });
  const props = { view: viewOf(c), credential, report, now: c.var.bank.now() };
  return sendPage(c, <CredentialPage {...props} revocable={await isRevocable(c, credential)} />);
}

/** The page an issued badge is shown to others by. */
export function mountCredential(app: BankApp): void {
  app.get('/credentials/:id', showCredential);
}
