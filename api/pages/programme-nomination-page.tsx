import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { groundLabels } from '../../knowledge/programme/nominations/schema.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { dayOf } from './badges-parts.tsx';
import { withNumbers } from './courses-texts.ts';
import { FactList } from './parts.tsx';
import { field, type PageContext } from './programme-acts.ts';
import {
  ActButton,
  type Call,
  callPath,
  type Nomination,
  NominationTag,
  nominationPath,
  ownText,
  ProgrammeFrame,
} from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const texts = programmeTexts.nomination;

/** What was handed in; its headings stand one below what it stands under. */
export function NominationFacts(props: { view: View; one: Nomination; heading: 'h2' | 'h3' }) {
  const { view, one, heading: Heading } = props;
  const { consent, consentRecorded } = one;
  const recorded = withNumbers(view.t(texts.recorded), {
    name: consentRecorded.by ?? view.t(texts.somebody),
    day: dayOf(consentRecorded.at),
  });
  const supervisor = [consent.supervisor, consent.position].filter(Boolean).join(' ');
  return (
    <>
      <FactList
        rows={[
          [view.t(texts.agency), one.agency],
          [
            view.t(texts.nominator),
            one.self ? view.t(texts.self) : (one.nominator?.name ?? view.t(texts.somebody)),
          ],
          [view.t(texts.consent), `${supervisor} · ${consent.givenOn} · ${recorded}`],
        ]}
      />
      <Heading>{view.t(texts.reason)}</Heading>
      <p class="lines">{one.reason}</p>
      <Heading>{one.project.title}</Heading>
      <p class="lines">{one.project.summary}</p>
    </>
  );
}

function ResultSection({ view, one, call }: { view: View; one: Nomination; call: Call }) {
  if (!one.result) return null;
  const { ground, mean, judges, criteria } = one.result;
  return (
    <section aria-labelledby="result">
      <h2 id="result">{view.t(texts.result)}</h2>
      <FactList
        rows={[
          [view.t(texts.ground), view.t(groundLabels[ground])],
          [view.t(texts.mean), mean.toFixed(2)],
          [view.t(texts.judges), String(judges)],
        ]}
      />
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{view.t(texts.criterion)}</th>
              <th scope="col">{view.t(texts.criterionMean)}</th>
              <th scope="col">{view.t(texts.comments)}</th>
            </tr>
          </thead>
          <tbody>
            {criteria.map((row) => {
              const known = call.criteria.find(({ id }) => id === row.id);
              return (
                <tr>
                  <th scope="row">{known ? ownText(view, known.text) : row.id}</th>
                  <td>{row.mean.toFixed(2)}</td>
                  <td>
                    <ul>
                      {row.comments.map((comment) => (
                        <li>{comment}</li>
                      ))}
                    </ul>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Acts({ view, one, call }: { view: View; one: Nomination; call: Call }) {
  const standing = one.state === 'invited' || one.state === 'submitted';
  if (!standing || one.mine === null) return null;
  const path = nominationPath(one.id);
  const declines = one.mine === 'nominee' && one.state === 'invited';
  return (
    <div class="actions no-print">
      {declines && call.phase === 'open' ? (
        <ActButton view={view} action={`${path}/accept`} label={texts.accept} />
      ) : null}
      {call.phase === 'open' ? (
        <a class="button plain" href={`${path}/edit`}>
          {view.t(texts.edit)}
        </a>
      ) : null}
      <ActButton
        view={view}
        action={`${path}/withdraw`}
        label={declines ? texts.decline : texts.withdraw}
        plain
      />
    </div>
  );
}

function NominationPage({ view, one, call }: { view: View; one: Nomination; call: Call }) {
  return (
    <ProgrammeFrame view={view} title={withNumbers(view.t(texts.of), { name: one.nominee.name })}>
      <p class="lead">
        <NominationTag view={view} state={one.state} />{' '}
        <a href={callPath(call.id)}>{ownText(view, call.title)}</a>
      </p>
      <ResultSection view={view} one={one} call={call} />
      <NominationFacts view={view} one={one} heading="h2" />
      <Acts view={view} one={one} call={call} />
    </ProgrammeFrame>
  );
}

async function showNomination(c: PageContext): Promise<Response> {
  const ctx = contextOf(c, 'web');
  const one = await callCapability(can.getNomination, ctx, { id: c.req.param('id') });
  const call = await callCapability(can.getCall, ctx, { id: one.callId });
  return sendPage(c, <NominationPage view={viewOf(c)} one={one} call={call} />);
}

async function acceptByCode(c: PageContext): Promise<Response> {
  const form = await readOwnForm(c);
  const { id } = await callCapability(can.acceptInvitation, contextOf(c, 'web'), {
    code: field(form, 'code'),
  });
  return c.redirect(nominationPath(id), 303);
}

export function mountNomination(app: BankApp): void {
  app.post('/programme/nominations/accept', acceptByCode);
  app.get('/programme/nominations/:id', showNomination);
}
