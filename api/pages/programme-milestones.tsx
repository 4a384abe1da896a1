import { gates } from '../../knowledge/programme/milestones/gates.ts';
import { AreaField, InputField } from './badges-parts.tsx';
import { withNumbers } from './courses-texts.ts';
import { Csrf, type Option, OutLink, Select } from './parts.tsx';
import { ActForm, type Cohort, cohortPath, Tag } from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import type { View } from './view.ts';

const texts = programmeTexts.cohort;

type Milestones = Cohort['milestones'][number];
type Gate = Milestones['gates'][number];
interface Props {
  readonly view: View;
  readonly cohort: Cohort;
  readonly one: Milestones;
  readonly mine: boolean;
}

const looks = { open: 'draft', handed_in: 'in_review', signed: 'approved', returned: 'returned' } as const;

/** Signing a gate or giving it back. */
export function GateDecision({
  view,
  cohortId,
  projectId,
  gate,
}: {
  view: View;
  cohortId: string;
  projectId: string;
  gate: string;
}) {
  return (
    <form class="sheet no-print" method="post" action={`${cohortPath(cohortId)}/gates/decide`}>
      <Csrf view={view} />
      <input type="hidden" name="projectId" value={projectId} />
      <input type="hidden" name="gate" value={gate} />
      <InputField view={view} name="comment" label={texts.comment} max={2_000} />
      <p class="actions">
        <button type="submit" class="button" name="decision" value="sign">
          {view.t(texts.sign)}
        </button>
        <button type="submit" class="button plain" name="decision" value="return">
          {view.t(texts.giveBack)}
        </button>
      </p>
    </form>
  );
}

function GateRow({ view, cohort, one, mine, gate }: Props & { gate: Gate }) {
  const { name, shows } = gates.find(({ id }) => id === gate.id)!;
  const next = one.gates.find(({ state }) => state !== 'signed')?.id === gate.id;
  const active = cohort.state === 'active';
  return (
    <li>
      <h4>
        {view.t(name)} <Tag view={view} label={texts.gateStates[gate.state]} look={looks[gate.state]} />
      </h4>
      <p class="quiet small-text">{view.t(shows)}</p>
      {gate.evidence ? <p class="lines">{gate.evidence}</p> : null}
      {gate.url ? (
        <p>
          <OutLink url={gate.url} text={gate.url} />
        </p>
      ) : null}
      {gate.signedBy || gate.comment ? (
        <p class="quiet small-text">
          {[gate.signedBy && withNumbers(view.t(texts.by), { name: gate.signedBy }), gate.comment]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : null}
      {active && mine && next && one.project && gate.state !== 'handed_in' ? (
        <ActForm view={view} action={`${cohortPath(cohort.id)}/gates`} label={texts.handIn}>
          <input type="hidden" name="gate" value={gate.id} />
          <AreaField
            view={view}
            name="evidence"
            label={texts.evidence}
            value={gate.evidence ?? ''}
            max={4_000}
            required
          />
          <InputField
            view={view}
            name="url"
            label={texts.url}
            value={gate.url ?? ''}
            type="url"
            max={2_000}
          />
        </ActForm>
      ) : null}
      {active && !mine && gate.state === 'handed_in' && one.project ? (
        <GateDecision view={view} cohortId={cohort.id} projectId={one.project.id} gate={gate.id} />
      ) : null}
    </li>
  );
}

function Project(props: Props) {
  const { view, cohort, one, mine } = props;
  return (
    <>
      <h3>{view.t(texts.project)}</h3>
      {one.project ? (
        <p>
          <strong>{one.project.title}</strong> <span class="lines">{one.project.summary}</span>
        </p>
      ) : (
        <p>{view.t(texts.noProject)}</p>
      )}
      {mine && cohort.state === 'active' ? (
        <ActForm
          view={view}
          action={`${cohortPath(cohort.id)}/project`}
          label={one.project ? texts.editProject : texts.saveProject}
        >
          <InputField
            view={view}
            name="title"
            label={texts.projectTitle}
            value={one.project?.title}
            max={200}
            required
          />
          <AreaField
            view={view}
            name="summary"
            label={texts.projectSummary}
            value={one.project?.summary}
            max={4_000}
            required
          />
        </ActForm>
      ) : null}
      {one.project ? (
        <ol class="gates">
          {one.gates.map((gate) => (
            <GateRow {...props} gate={gate} />
          ))}
        </ol>
      ) : null}
    </>
  );
}

const caseLooks = {
  draft: 'draft',
  submitted: 'in_review',
  returned: 'returned',
  published: 'approved',
  withdrawn: 'retired',
};
const caseStates = {
  draft: { 'zh-TW': '草稿', en: 'draft' },
  submitted: { 'zh-TW': '審核中', en: 'under review' },
  returned: { 'zh-TW': '已退回', en: 'returned' },
  published: { 'zh-TW': '已發布', en: 'published' },
  withdrawn: { 'zh-TW': '已下架', en: 'withdrawn' },
} as const;

function LinkedCase({ view, cohort, one, mine, ownCases }: Props & { ownCases: readonly Option[] }) {
  const reviews = cohort.milestones.flatMap(({ person, peerReviews }) =>
    peerReviews
      .filter(({ caseId }) => caseId === one.case?.id)
      .map((review) => ({ ...review, by: person.name })),
  );
  return (
    <>
      <h3>{view.t(texts.publishedCase)}</h3>
      {one.case ? (
        <p>
          <a href={`/cases/${encodeURIComponent(one.case.id)}`}>{one.case.title ?? one.case.id}</a>{' '}
          {one.case.state ? (
            <Tag view={view} label={caseStates[one.case.state]} look={caseLooks[one.case.state]} />
          ) : null}
        </p>
      ) : (
        <p>{view.t(texts.noCase)}</p>
      )}
      {reviews.length > 0 ? (
        <ul class="review-list">
          {reviews.map((review) => (
            <li>
              <strong>{review.by}</strong>
              <p class="lines">{review.strengths}</p>
              <p class="lines">{review.questions}</p>
            </li>
          ))}
        </ul>
      ) : null}
      {mine && cohort.state === 'active' ? (
        <LinkForm view={view} cohort={cohort} ownCases={ownCases} />
      ) : null}
      {!mine && cohort.mine.member && one.case && cohort.state === 'active' ? (
        <ActForm view={view} action={`${cohortPath(cohort.id)}/peer-reviews`} label={texts.writeReview}>
          <input type="hidden" name="caseId" value={one.case.id} />
          <AreaField view={view} name="strengths" label={texts.strengths} max={4_000} required />
          <AreaField view={view} name="questions" label={texts.questions} max={4_000} required />
        </ActForm>
      ) : null}
    </>
  );
}

function LinkForm({ view, cohort, ownCases }: { view: View; cohort: Cohort; ownCases: readonly Option[] }) {
  if (ownCases.length === 0) return <p class="quiet small-text">{view.t(texts.noOwnCase)}</p>;
  return (
    <ActForm view={view} action={`${cohortPath(cohort.id)}/case`} label={texts.linkCase}>
      <Select view={view} name="caseId" label={texts.caseChoice} options={ownCases} value={undefined} />
    </ActForm>
  );
}

/** Every member with the way they have come; the reader's own first and open. */
export function MilestoneSection({
  view,
  cohort,
  ownCases,
}: {
  view: View;
  cohort: Cohort;
  ownCases: readonly Option[];
}) {
  const me = view.session?.actor.personId;
  const inOrder = [...cohort.milestones].sort(
    (a, b) => Number(b.person.id === me) - Number(a.person.id === me),
  );
  return (
    <section aria-labelledby="milestones">
      <h2 id="milestones">{view.t(texts.milestones)}</h2>
      {inOrder.length === 0 ? <p>{view.t(texts.empty)}</p> : null}
      {inOrder.map((one) => {
        const mine = one.person.id === me;
        const props = { view, cohort, one, mine };
        return (
          <details class="member" open={mine}>
            <summary>
              <strong>{one.person.name}</strong>{' '}
              <span class="quiet">
                {withNumbers(view.t(texts.reached), { n: one.reached, of: one.steps })}
              </span>{' '}
              <meter min={0} max={one.steps} value={one.reached} aria-label={one.person.name} />
            </summary>
            <Project {...props} />
            <LinkedCase {...props} ownCases={ownCases} />
            <h3>{view.t(texts.peerReview)}</h3>
            {one.peerReviews.length === 0 ? <p>{view.t(texts.noReview)}</p> : null}
            <ul>
              {one.peerReviews.map(({ caseId }) => (
                <li>
                  {view.t(texts.reviewOf)}{' '}
                  <a href={`/cases/${encodeURIComponent(caseId)}`}>{titleOf(cohort, caseId)}</a>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

function titleOf(cohort: Cohort, caseId: string): string {
  return cohort.milestones.find((one) => one.case?.id === caseId)?.case?.title ?? caseId;
}
