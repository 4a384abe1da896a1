import { mayAs } from './badges-parts.tsx';
import { courseTexts as texts } from './courses-texts.ts';
import { Csrf } from './parts.tsx';
import type { View } from './view.ts';

/** On the page of a case, for those who may write modules. */
export function CaseStudyButton({ view, caseId }: { view: View; caseId: string }) {
  if (!mayAs(view, 'pilot_leader', 'reviewer', 'manager', 'issuer')) return null;
  return (
    <form method="post" action="/courses/from-case" class="no-print">
      <Csrf view={view} />
      <input type="hidden" name="caseId" value={caseId} />
      <p>
        <button type="submit" class="button plain">
          {view.t(texts.fromCase)}
        </button>
      </p>
      <p class="quiet small-text">{view.t(texts.fromCaseHint)}</p>
    </form>
  );
}
