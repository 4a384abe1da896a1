import type { capabilities } from '../../capabilities.ts';
import { coursePath } from './courses-parts.tsx';
import { Csrf } from './parts.tsx';
import { pathTexts as texts } from './path-texts.ts';
import type { View } from './view.ts';

export type Path = Awaited<ReturnType<typeof capabilities.recommendPath.run>>;
type Step = Path['steps'][number];
type State = Awaited<ReturnType<typeof capabilities.getOwnPath.run>>['states'][number]['state'];

/** Where each step stands; undefined for a path that is not kept. */
export type States = ReadonlyMap<string, State> | undefined;

function Why({ view, reason }: { view: View; reason: Step['why'][number] }) {
  const url = typeof reason.data.url === 'string' ? reason.data.url : undefined;
  return (
    <li>
      {reason.text}
      {url?.startsWith('/') ? (
        <>
          {' '}
          <a href={url}>{view.t(texts.source)}</a>
        </>
      ) : null}
    </li>
  );
}

/** Recording a step as done, or saying why it is not for oneself. */
function Acts({ view, step }: { view: View; step: Step }) {
  return (
    <div class="no-print">
      <details>
        <summary>{view.t(texts.record)}</summary>
        <form method="post" action="/path/done" class="inline">
          <Csrf view={view} />
          <input type="hidden" name="courseId" value={step.courseId} />
          <label class="field">
            <span>{view.t(texts.note)}</span>
            <input type="text" name="note" maxlength={2_000} />
          </label>
          <button type="submit" class="button">
            {view.t(texts.record)}
          </button>
        </form>
      </details>
      <details>
        <summary>{view.t(texts.refuse)}</summary>
        <form method="post" action="/path/refuse" class="inline">
          <Csrf view={view} />
          <input type="hidden" name="courseId" value={step.courseId} />
          <label class="field">
            <span>{view.t(texts.reason)}</span>
            <input type="text" name="reason" maxlength={500} required />
          </label>
          <button type="submit" class="button plain">
            {view.t(texts.send)}
          </button>
        </form>
      </details>
    </div>
  );
}

function StepItem({ view, step, states }: { view: View; step: Step; states: States }) {
  const state = states?.get(step.courseId);
  const main = step.why.filter(({ rule }) => rule === 'gap');
  const rest = step.why.filter(({ rule }) => rule !== 'gap');
  return (
    <li class="path-step" id={`step-${step.courseId}`}>
      <h3>
        <a href={coursePath(step.courseId)}>{step.title}</a>
      </h3>
      <p class="facts">
        {step.hours} {view.t(texts.hours)}
        {state && state !== 'open' ? ` · ${view.t(texts.states[state])}` : ''}
      </p>
      <ul>
        {main.map((reason) => (
          <Why view={view} reason={reason} />
        ))}
      </ul>
      <details>
        <summary>{view.t(texts.why)}</summary>
        <ul>
          {rest.map((reason) => (
            <Why view={view} reason={reason} />
          ))}
        </ul>
      </details>
      {state === 'open' ? <Acts view={view} step={step} /> : null}
    </li>
  );
}

function Group(props: { view: View; id: string; title: string; steps: readonly Step[]; states: States }) {
  const { view, id, title, steps, states } = props;
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ol class="path-steps">
        {steps.map((step) => (
          <StepItem view={view} step={step} states={states} />
        ))}
      </ol>
    </section>
  );
}

/** Three steps for this week, then the rest, what is done last. */
export function PathSteps({ view, path, states }: { view: View; path: Path; states: States }) {
  const stateOf = (step: Step) => states?.get(step.courseId) ?? 'open';
  const open = path.steps.filter((step) => stateOf(step) === 'open');
  const finished = path.steps.filter((step) => stateOf(step) === 'done' || stateOf(step) === 'waiting');
  const { week, later, finished: finishedTitle } = texts;
  return (
    <>
      {open.length === 0 && path.steps.length > 0 ? <p class="notice">{view.t(texts.done)}</p> : null}
      <Group view={view} id="week" title={view.t(week)} steps={open.slice(0, 3)} states={states} />
      <Group view={view} id="later" title={view.t(later)} steps={open.slice(3)} states={states} />
      <Group view={view} id="finished" title={view.t(finishedTitle)} steps={finished} states={states} />
    </>
  );
}
