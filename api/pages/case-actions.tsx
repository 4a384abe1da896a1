import type { capabilities } from '../../capabilities.ts';
import { caseTexts } from './case-texts.ts';
import { CopyButtons } from './copy-button.tsx';
import { sharePath } from './share-saving.ts';
import { shareTexts } from './share-texts.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';

type Case = Awaited<ReturnType<typeof capabilities.getCase.run>>;

/** Why it was taken down; and for its author, that a new version is being written. */
export function CaseNotices({ view, one }: { view: View; one: Case }) {
  const revising = one.mine && one.item && (one.writing === 'draft' || one.writing === 'returned');
  return (
    <>
      {one.state === 'withdrawn' ? (
        <div class="notice">
          <p>{view.t(texts.answer.withdrawn)}</p>
          {one.withdrawnReason ? (
            <p>
              {view.t(caseTexts.withdrawnReason)}
              {one.withdrawnReason}
            </p>
          ) : null}
        </div>
      ) : null}
      {revising ? (
        <p class="notice no-print">
          {view.t(caseTexts.revising)} <a href={sharePath(one.id)}>{view.t(caseTexts.goOn)}</a>
        </p>
      ) : null}
    </>
  );
}

/** What can be done with the case as a whole. */
export function CaseActions({ view, one }: { view: View; one: Case }) {
  if (!one.item) return null;
  const id = encodeURIComponent(one.id);
  const mayWithdraw = one.state === 'published' && one.writing !== undefined;
  return (
    <div class="actions no-print">
      <CopyButtons view={view} label={view.t(caseTexts.copy)} />
      <a class="small" href={`/cases/compare?a=${id}`}>
        {view.t(caseTexts.compare)}
      </a>
      <a class="small" href={`/cases/${id}/versions`}>
        {view.t(caseTexts.versions.link)}
      </a>
      {mayWithdraw ? (
        <a class="small" href={`${sharePath(one.id)}/withdraw`}>
          {view.t(shareTexts.withdraw)}
        </a>
      ) : null}
    </div>
  );
}
