import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { gates } from '../../knowledge/programme/milestones/gates.ts';
import { contextOf } from '../context.ts';
import { InputField, mayAs } from './badges-parts.tsx';
import type { PageContext } from './programme-acts.ts';
import { GatheringList } from './programme-gathering-list.tsx';
import { GateDecision } from './programme-milestones.tsx';
import {
  ActForm,
  type Call,
  callPath,
  cohortPath,
  type GatheringItem,
  type Nomination,
  NominationTag,
  nominationPath,
  ownText,
  PhaseTag,
} from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import type { View } from './view.ts';

const texts = programmeTexts.home;

type Gates = Awaited<ReturnType<typeof can.listWaitingGates.run>>['items'];
type Cohorts = Awaited<ReturnType<typeof can.listCohorts.run>>['items'];
type Reported = Awaited<ReturnType<typeof can.listReportedComments.run>>['items'];

/** What the programme holds for the reader; only the calls for somebody not signed in. */
export interface Home {
  readonly calls: readonly Call[];
  readonly nominations: readonly Nomination[];
  readonly cohorts: Cohorts;
  readonly gates: Gates;
  readonly gatherings: readonly GatheringItem[];
  readonly reported: Reported;
}

export async function readHome(c: PageContext, view: View): Promise<Home> {
  const ctx = contextOf(c, 'web');
  const calls = (await callCapability(can.listCalls, ctx, {})).items;
  if (!mayAs(view, 'staff'))
    return { calls, nominations: [], cohorts: [], gates: [], gatherings: [], reported: [] };
  return {
    calls,
    nominations: (await callCapability(can.listNominations, ctx, {})).items,
    cohorts: (await callCapability(can.listCohorts, ctx, {})).items,
    gates: (await callCapability(can.listWaitingGates, ctx, {})).items,
    gatherings: (await callCapability(can.listGatherings, ctx, { limit: 10 })).items,
    reported: mayAs(view, 'reviewer') ? (await callCapability(can.listReportedComments, ctx, {})).items : [],
  };
}

interface Props {
  readonly view: View;
  readonly home: Home;
}

function Calls({ view, home }: Props) {
  return (
    <section aria-labelledby="calls">
      <h2 id="calls">{view.t(texts.calls)}</h2>
      {home.calls.length === 0 ? <p>{view.t(texts.noCalls)}</p> : null}
      <ul class="plain-list">
        {home.calls.map((call) => (
          <li>
            <a href={callPath(call.id)}>{ownText(view, call.title)}</a>{' '}
            <PhaseTag view={view} phase={call.phase} />
            <br />
            <span class="quiet">
              {view.t(programmeTexts.call.period)} {call.opensOn}–{call.closesOn}
            </span>
          </li>
        ))}
      </ul>
      {mayAs(view, 'reviewer') ? (
        <p class="no-print">
          <a class="button plain" href="/programme/calls/new">
            {view.t(texts.newCall)}
          </a>
        </p>
      ) : null}
      {mayAs(view, 'staff') ? null : (
        <p class="quiet">
          <a href="/login?next=/programme">{view.t(texts.signIn)}</a>
        </p>
      )}
    </section>
  );
}

function Nominations({ view, home }: Props) {
  return (
    <section aria-labelledby="nominations">
      <h2 id="nominations">{view.t(texts.nominations)}</h2>
      {home.nominations.length === 0 ? <p>{view.t(texts.noNominations)}</p> : null}
      <ul class="plain-list">
        {home.nominations.map((one) => (
          <li>
            <a href={nominationPath(one.id)}>{one.nominee.name}</a>{' '}
            <NominationTag view={view} state={one.state} />
            <br />
            <span class="quiet">{one.project.title}</span>
          </li>
        ))}
      </ul>
      <ActForm
        view={view}
        action="/programme/nominations/accept"
        label={texts.code}
        submit={programmeTexts.nomination.accept}
      >
        <InputField view={view} name="code" label={texts.codeLabel} max={100} required />
      </ActForm>
    </section>
  );
}

function Cohorts({ view, home }: Props) {
  const reviewer = mayAs(view, 'reviewer');
  return (
    <section aria-labelledby="cohorts">
      <h2 id="cohorts">{view.t(reviewer ? texts.allCohorts : texts.cohorts)}</h2>
      {home.cohorts.length === 0 ? <p>{view.t(texts.noCohorts)}</p> : null}
      <ul class="plain-list">
        {home.cohorts.map((one) => (
          <li>
            <a href={cohortPath(one.id)}>{one.name}</a>
            <br />
            <span class="quiet">
              {one.startsOn}–{one.endsOn}
            </span>
          </li>
        ))}
      </ul>
      {reviewer ? (
        <p class="no-print">
          <a class="button plain" href="/programme/cohorts/new">
            {view.t(texts.newCohort)}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function Gates({ view, home }: Props) {
  if (home.gates.length === 0) return null;
  return (
    <section aria-labelledby="gates" class="no-print">
      <h2 id="gates">{view.t(texts.gates)}</h2>
      {home.gates.map((one) => (
        <section class="to-judge">
          <h3>
            {one.person.name} · {one.title} · {view.t(gates.find(({ id }) => id === one.gate)!.name)}
          </h3>
          <p class="lines">{one.evidence}</p>
          <GateDecision view={view} cohortId={one.cohortId} projectId={one.projectId} gate={one.gate} />
        </section>
      ))}
    </section>
  );
}

function ReportedComments({ view, home }: Props) {
  if (home.reported.length === 0) return null;
  return (
    <section aria-labelledby="reported" class="no-print">
      <h2 id="reported">{view.t(texts.reported)}</h2>
      <ul>
        {home.reported.map((one) => (
          <li>
            <a href={`/cases/${encodeURIComponent(one.caseId)}#comments`}>{one.text}</a>{' '}
            <span class="quiet">{one.reasons.join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The programme of AI pilot leaders, above the tracks it takes. */
export function HomeSections({ view, home }: Props) {
  const member = mayAs(view, 'staff');
  return (
    <>
      <p class="lead">{view.t(texts.lead)}</p>
      <div class="programme-home">
        <Calls view={view} home={home} />
        {member ? (
          <>
            <Nominations view={view} home={home} />
            <Cohorts view={view} home={home} />
            <GatheringList view={view} items={home.gatherings} />
          </>
        ) : null}
      </div>
      <Gates view={view} home={home} />
      <ReportedComments view={view} home={home} />
    </>
  );
}
