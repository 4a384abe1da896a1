import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { AreaField, colon } from './badges-parts.tsx';
import { withNumbers } from './courses-texts.ts';
import type { PageContext } from './programme-acts.ts';
import { RuleText } from './programme-call-page.tsx';
import { NominationFacts } from './programme-nomination-page.tsx';
import {
  ActForm,
  callPath,
  type FullCall,
  NominationTag,
  nominationPath,
  ownText,
  ProgrammeFrame,
} from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const texts = programmeTexts.judge;

type ToJudge = Awaited<ReturnType<typeof can.listJudging.run>>['items'][number];
interface Props {
  readonly view: View;
  readonly call: FullCall;
  readonly one: ToJudge;
}

function ScoreFields({ view, call }: Omit<Props, 'one'>) {
  return (
    <>
      <input type="hidden" name="call" value={call.id} />
      {call.criteria.map(({ id, text }) => (
        <fieldset>
          <legend>{ownText(view, text)}</legend>
          <div class="score" role="radiogroup" aria-label={view.t(texts.score)}>
            {[1, 2, 3, 4, 5].map((score) => (
              <label class="check">
                <input type="radio" name={`score-${id}`} value={String(score)} required />
                {score}
              </label>
            ))}
          </div>
          <AreaField view={view} name={`comment-${id}`} label={texts.comment} max={1_000} rows={2} required />
        </fieldset>
      ))}
    </>
  );
}

function OwnBallot({ view, call, own }: { view: View; call: FullCall; own: NonNullable<ToJudge['own']> }) {
  if (own.recused)
    return (
      <p class="notice">
        {view.t(texts.recused)}
        {colon(view)}
        {own.reason}
      </p>
    );
  return (
    <section class="notice">
      <h3>{view.t(texts.own)}</h3>
      <ul>
        {own.scores.map(({ criterion, score, comment }) => {
          const known = call.criteria.find(({ id }) => id === criterion);
          return (
            <li>
              {known ? ownText(view, known.text) : criterion} <strong>{score}</strong> · {comment}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Ballot({ view, call, one }: Props) {
  if (one.own) return <OwnBallot view={view} call={call} own={one.own} />;
  if (one.state !== 'submitted' || !call.mine.onPanel) return null;
  if (one.conflict) return <p class="notice">{one.conflict}</p>;
  if (call.phase !== 'judging') return null;
  const path = nominationPath(one.id);
  return (
    <>
      <ActForm view={view} action={`${path}/scores`} label={texts.hand}>
        <ScoreFields view={view} call={call} />
      </ActForm>
      <ActForm view={view} action={`${path}/recuse`} label={texts.recuse}>
        <input type="hidden" name="call" value={call.id} />
        <AreaField view={view} name="reason" label={texts.reason} max={1_000} rows={2} required />
      </ActForm>
    </>
  );
}

function PanelPage({ view, call, items }: { view: View; call: FullCall; items: readonly ToJudge[] }) {
  return (
    <ProgrammeFrame view={view} title={`${view.t(texts.title)}${colon(view)}${ownText(view, call.title)}`}>
      <p class="lead">{view.t(texts.lead)}</p>
      <RuleText view={view} rule={call.rule} />
      {call.phase === 'open' || call.phase === 'upcoming' ? (
        <p class="notice">{view.t(texts.notYet)}</p>
      ) : null}
      {call.mine.onPanel ? null : <p class="notice">{view.t(texts.notOnPanel)}</p>}
      {items.length === 0 ? <p>{view.t(texts.none)}</p> : null}
      {items.map((one) => (
        <section class="to-judge" aria-labelledby={`name-${one.id}`}>
          <h2 id={`name-${one.id}`}>{one.nominee.name}</h2>
          <p class="facts">
            <NominationTag view={view} state={one.state} />{' '}
            {withNumbers(view.t(texts.ballots), { n: one.ballots })}
          </p>
          <NominationFacts view={view} one={one} heading="h3" />
          <Ballot view={view} call={call} one={one} />
        </section>
      ))}
      <p class="no-print">
        <a href={callPath(call.id)}>{view.t(programmeTexts.back)}</a>
      </p>
    </ProgrammeFrame>
  );
}

async function showPanel(c: PageContext): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.listJudging.allow);
  const id = c.req.param('id');
  const call = await callCapability(can.getCall, ctx, { id });
  const { items } = await callCapability(can.listJudging, ctx, { id });
  return sendPage(c, <PanelPage view={viewOf(c)} call={call} items={items} />);
}

export function mountPanel(app: BankApp): void {
  app.get('/programme/calls/:id/panel', showPanel);
}
