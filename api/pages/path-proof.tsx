import type { Path } from './path-steps.tsx';
import { pathTexts as texts } from './path-texts.ts';
import type { View } from './view.ts';

function Covered({ view, path }: { view: View; path: Path }) {
  if (path.covered.length === 0) return null;
  return (
    <section aria-labelledby="covered">
      <h2 id="covered">{view.t(texts.covered)}</h2>
      <section class="table-scroll" tabindex={0} aria-label={view.t(texts.competency)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{view.t(texts.competency)}</th>
              {[texts.from, texts.to, texts.goal, texts.weight].map((title) => (
                <th scope="col" class="num">
                  {view.t(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {path.covered.map((one) => (
              <tr>
                <th scope="row">{one.name}</th>
                <td class="num">{one.attained}</td>
                <td class="num">{one.reached}</td>
                <td class="num">{one.goal}</td>
                <td class="num">{one.weight.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Uncovered({ view, path }: { view: View; path: Path }) {
  if (path.uncovered.length === 0) return null;
  return (
    <details>
      <summary>{`${view.t(texts.uncovered)} (${path.uncovered.length})`}</summary>
      <ul>
        {path.uncovered.map((one) => (
          <li>{`${one.name}${view.language === 'en' ? ': ' : '：'}${one.text}`}</li>
        ))}
      </ul>
    </details>
  );
}

function Weights({ view, path }: { view: View; path: Path }) {
  return (
    <section class="table-scroll" tabindex={0} aria-label={view.t(texts.weights)}>
      <table>
        <caption>{view.t(texts.weights)}</caption>
        <thead>
          <tr>
            <th scope="col">{view.t(texts.competency)}</th>
            <th scope="col" class="num">
              {view.t(texts.lift)}
            </th>
            <th scope="col">{view.t(texts.rule)}</th>
            <th scope="col">{view.t(texts.focusMark)}</th>
            <th scope="col" class="num">
              {view.t(texts.weight)}
            </th>
          </tr>
        </thead>
        <tbody>
          {path.weights.map((one) => (
            <tr>
              <th scope="row">{one.name}</th>
              <td class="num">{one.lift.toFixed(2)}</td>
              <td>{one.rule ?? ''}</td>
              <td>{one.focus ? '✓' : ''}</td>
              <td class="num">{one.weight.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What the path closes, what it leaves, what would change it, and how all that was computed. */
export function PathProof({ view, path }: { view: View; path: Path }) {
  return (
    <>
      {path.wouldChange.length > 0 ? (
        <section aria-labelledby="change">
          <h2 id="change">{view.t(texts.change)}</h2>
          {path.wouldChange.map((one) => (
            <p>{one.text}</p>
          ))}
        </section>
      ) : null}
      <Covered view={view} path={path} />
      <Uncovered view={view} path={path} />
      {path.badges.length > 0 ? (
        <section aria-labelledby="badges">
          <h2 id="badges">{view.t(texts.badges)}</h2>
          <ul>
            {path.badges.map((badge) => (
              <li>
                <a href={`/badges/${encodeURIComponent(badge.id)}`}>{badge.name}</a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <details>
        <summary>{view.t(texts.proof)}</summary>
        <p>
          {`${view.t(texts.objective)} ${path.objective.toFixed(3)} · ${view.t(texts.bound)} ${path.bound.toFixed(3)} · ${path.version}`}
        </p>
        <p>{view.t(texts.conditions)}</p>
        <ul>
          {path.constraints.map((one) => (
            <li>{one.text}</li>
          ))}
        </ul>
        <Weights view={view} path={path} />
      </details>
    </>
  );
}
