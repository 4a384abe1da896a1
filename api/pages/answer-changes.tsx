import type { KeptAnswer } from '../../knowledge/answers/get-answer.ts';
import { Diff } from './case-diff.tsx';
import { caseTexts } from './case-texts.ts';
import type { View } from './view.ts';

const { answerChanges: words } = caseTexts;

function What({ view, change }: { view: View; change: KeptAnswer['sourceChanges'][number] }) {
  if (change.what === 'withdrawn')
    return change.reason ? (
      <p>
        {view.t(caseTexts.withdrawnReason)}
        {change.reason}
      </p>
    ) : null;
  if (!change.passageChanged) return <p class="quiet">{view.t(words.sameText)}</p>;
  if (change.after === null) return <p>{view.t(words.gone)}</p>;
  return (
    <details>
      <summary>{view.t(words.what)}</summary>
      <p class="lines source-change">
        <Diff before={change.before} after={change.after} />
      </p>
    </details>
  );
}

/** Above the sources of a kept answer: which of them are no longer what they were when it was given. */
export function SourceChanges({ view, answer }: { view: View; answer: KeptAnswer }) {
  const changes = answer.sourceChanges;
  if (changes.length === 0) return null;
  return (
    <section class="notice" aria-labelledby={`changed-${answer.answerId}`}>
      <h2 id={`changed-${answer.answerId}`}>{view.t(words.title)}</h2>
      <ul class="change-list">
        {changes.map((change) => {
          const cited = answer.citations.find(({ n }) => n === change.n);
          return (
            <li>
              [{change.n}] {cited?.title} — <strong>{view.t(words[change.what])}</strong>{' '}
              <time datetime={change.on}>{change.on}</time>
              <What view={view} change={change} />
            </li>
          );
        })}
      </ul>
      <p class="no-print">
        <a href={`/?q=${encodeURIComponent(answer.question)}#composer`}>{view.t(words.askAgain)}</a>
      </p>
    </section>
  );
}
