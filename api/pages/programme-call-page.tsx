import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { mayAs } from './badges-parts.tsx';
import { withNumbers } from './courses-texts.ts';
import { FactList } from './parts.tsx';
import type { PageContext } from './programme-acts.ts';
import {
  ActButton,
  type Call,
  callPath,
  type FullCall,
  ownText,
  PhaseTag,
  ProgrammeFrame,
} from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const texts = programmeTexts.call;

/** The published rule in words. */
export function RuleText({ view, rule }: { view: View; rule: Call['rule'] }) {
  const { quorum = 2, passMean = 3.5, minCriterion = 2.5, places } = rule ?? {};
  return (
    <>
      <p>{withNumbers(view.t(texts.rules), { quorum, passMean, minCriterion })}</p>
      {places ? <p>{withNumbers(view.t(texts.places), { places })}</p> : null}
      <p>{view.t(texts.conflict)}</p>
    </>
  );
}

function Acts({ view, call }: { view: View; call: FullCall }) {
  const path = callPath(call.id);
  const judges = call.phase === 'open' || call.phase === 'judging' || call.phase === 'upcoming';
  const reviewer = mayAs(view, 'reviewer');
  return (
    <div class="actions no-print">
      {call.phase === 'open' && mayAs(view, 'staff') && !call.mine.onPanel ? (
        <a class="button" href={`${path}/nominate`}>
          {view.t(texts.nominate)}
        </a>
      ) : null}
      {reviewer && call.phase !== 'draft' ? (
        <a class="button plain" href={`${path}/panel`}>
          {view.t(texts.judge)}
        </a>
      ) : null}
      {reviewer && judges && !call.mine.inCall && !call.mine.onPanel ? (
        <ActButton view={view} action={`${path}/panel`} label={texts.join} plain />
      ) : null}
      {reviewer && judges && call.mine.onPanel ? (
        <ActButton view={view} action={`${path}/panel/leave`} label={texts.leave} plain />
      ) : null}
      {reviewer && call.phase === 'draft' ? (
        <>
          <a class="button plain" href={`${path}/edit`}>
            {view.t(texts.edit)}
          </a>
          <ActButton view={view} action={`${path}/publish`} label={texts.publish} />
        </>
      ) : null}
      {reviewer && call.phase === 'judging' && !call.mine.inCall ? (
        <ActButton view={view} action={`${path}/decide`} label={texts.decide} />
      ) : null}
    </div>
  );
}

function CallPage({ view, call }: { view: View; call: FullCall }) {
  return (
    <ProgrammeFrame view={view} title={ownText(view, call.title)}>
      <p class="lead">
        <PhaseTag view={view} phase={call.phase} /> {view.t(texts.period)} {call.opensOn}–{call.closesOn}
      </p>
      <p class="lines">{ownText(view, call.about)}</p>
      <section aria-labelledby="criteria">
        <h2 id="criteria">{view.t(texts.criteria)}</h2>
        <ol>
          {call.criteria.map(({ text }) => (
            <li>{ownText(view, text)}</li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="rule">
        <h2 id="rule">{view.t(texts.rule)}</h2>
        <RuleText view={view} rule={call.rule} />
        <FactList
          rows={[
            [
              view.t(texts.panel),
              withNumbers(view.t(texts.panelSize), { n: call.panelSize }) +
                (call.panel && call.panel.length > 0
                  ? ` (${call.panel.map(({ name }) => name).join(', ')})`
                  : ''),
            ],
          ]}
        />
        {mayAs(view, 'reviewer') && call.mine.inCall ? <p class="notice">{view.t(texts.inCall)}</p> : null}
      </section>
      <Acts view={view} call={call} />
    </ProgrammeFrame>
  );
}

async function showCall(c: PageContext): Promise<Response> {
  const call = await callCapability(can.getCall, contextOf(c, 'web'), { id: c.req.param('id') });
  return sendPage(c, <CallPage view={viewOf(c)} call={call} />);
}

export function mountCall(app: BankApp): void {
  app.get('/programme/calls/:id', showCall);
}
