import type { capabilities } from '../../capabilities.ts';
import { badgeTexts } from './badges-texts.ts';
import type { View } from './view.ts';

export type Report = Awaited<ReturnType<typeof capabilities.verifyCredential.run>>;

/** The result: one word, and one sentence that needs no knowledge of badges. */
export function Verdict({ view, report }: { view: View; report: Report }) {
  return (
    <section class={`verdict verdict-${report.status}`} role="status" aria-labelledby="verdict">
      <h2 id="verdict">{view.t(badgeTexts.statuses[report.status]!)}</h2>
      <p>{report.summary}</p>
    </section>
  );
}

function outcomeOf(view: View, check: Report['checks'][number]): string {
  const { verify } = badgeTexts;
  if (!check.ok) return view.t(verify.notOk);
  return view.t(check.code ? verify.note : verify.ok);
}

/** Every step with what it means. */
export function Steps({ view, report }: { view: View; report: Report }) {
  return (
    <ol class="steps">
      {report.checks.map((check) => (
        <li class={check.ok ? undefined : 'failed'}>
          <strong>{outcomeOf(view, check)}</strong>
          <span>
            {check.detail} {check.code ? <code class="quiet">{check.code}</code> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
