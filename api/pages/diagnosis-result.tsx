import type { capabilities } from '../../capabilities.ts';
import { colon } from './badges-parts.tsx';
import { diagnosisTexts as texts } from './diagnosis-texts.ts';
import { levelOptions } from './framework-data.ts';
import { Doubts } from './framework-doubts.tsx';
import { Csrf, Select } from './parts.tsx';
import type { View } from './view.ts';

type Result = Awaited<ReturnType<typeof capabilities.suggestCluster.run>>;

/** Where one is on the way from tasks to a path. */
export function Steps({ view, at }: { view: View; at: number }) {
  const steps = [texts.step1, texts.step2, texts.step3, texts.step4];
  return (
    <ol class="stages" aria-label={view.t(texts.steps)}>
      {steps.map((step, index) => (
        <li aria-current={index + 1 === at ? 'step' : undefined}>{view.t(step)}</li>
      ))}
    </ol>
  );
}

/** A length beside its number, drawn without a style of its own. */
function Bar({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width="100" height="10" />
      <rect width={String(Math.round(share * 1_000) / 10)} height="10" />
    </svg>
  );
}

function ClosenessTable({ view, result }: { view: View; result: Result }) {
  return (
    <table class="closeness">
      <caption>{view.t(texts.caption)}</caption>
      <thead>
        <tr>
          <th scope="col">{view.t(texts.cluster)}</th>
          <th scope="col" class="bar-cell">
            <span class="visually-hidden">{view.t(texts.result)}</span>
          </th>
          <th scope="col" class="num">
            {view.t(texts.closeness)}
          </th>
        </tr>
      </thead>
      <tbody>
        {result.clusters.map((one) => (
          <tr class={one.id === result.suggested ? 'closest' : undefined}>
            <th scope="row">{one.name}</th>
            <td class="bar-cell">
              <Bar share={one.closeness} />
            </td>
            <td class="num">{one.closeness.toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChooseForm({ view, result, saves }: { view: View; result: Result; saves: boolean }) {
  return (
    <form
      class="sheet"
      method={saves ? 'post' : 'get'}
      action={saves ? '/diagnosis/choose' : '/path'}
      aria-labelledby="choose"
    >
      <h2 id="choose">{view.t(texts.choose)}</h2>
      <p>{view.t(texts.chooseLead)}</p>
      {saves ? <Csrf view={view} /> : null}
      <div class="pair">
        <Select
          view={view}
          name="cluster"
          label={texts.cluster}
          value={result.suggested}
          options={result.clusters.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select view={view} name="level" label={texts.level} value="basic" options={levelOptions(view)} />
        <label class="field">
          <span>{view.t(texts.hours)}</span>
          <input type="number" name="hours" min="0.5" max="2000" step="0.5" />
        </label>
      </div>
      <p>
        <button type="submit" class="button">
          {view.t(saves ? texts.goOn : texts.toPath)}
        </button>
      </p>
    </form>
  );
}

export function DiagnosisResult({ view, result, saves }: { view: View; result: Result; saves: boolean }) {
  const [closest] = result.clusters;
  const other = result.clusters.find(({ id }) => id === result.suggestedWithoutDoubtful);
  return (
    <section aria-labelledby="result">
      <h2 id="result">{`${view.t(texts.closest)}${colon(view)}${closest!.name}`}</h2>
      <ClosenessTable view={view} result={result} />
      {other ? <p class="notice">{`${view.t(texts.without)}${colon(view)}${other.name}`}</p> : null}
      <p class="quiet small-text">{result.basis}</p>
      <ChooseForm view={view} result={result} saves={saves} />
      <Doubts view={view} doubts={result.doubts} />
    </section>
  );
}
