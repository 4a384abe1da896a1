import type { z } from 'zod';
import {
  aiTypeLabels,
  governmentLevelLabels,
  riskLabels,
  stageLabels,
} from '../../knowledge/cases/labels.ts';
import type { CaseItem } from '../../knowledge/cases/published.ts';
import type { Metric } from '../../knowledge/cases/schema.ts';
import { labelOf } from './cases-page.tsx';
import { FactList, langOf } from './parts.tsx';
import { texts } from './texts.ts';
import type { View } from './view.ts';

export function Facts({ view, item }: { view: View; item: CaseItem }) {
  const { oneCase, cases } = texts;
  const period = [item.started, item.ended].filter(Boolean).join(' – ');
  const rows: [string, string | null | undefined][] = [
    [view.t(oneCase.agency), item.agency],
    [view.t(oneCase.country), item.country.name],
    [
      view.t(oneCase.level),
      item.governmentLevel && labelOf(governmentLevelLabels, item.governmentLevel, view),
    ],
    [view.t(oneCase.sector), item.sector],
    [view.t(cases.aiType), item.aiType && labelOf(aiTypeLabels, item.aiType, view)],
    [view.t(cases.stage), item.stage && labelOf(stageLabels, item.stage, view)],
    [view.t(oneCase.period), period],
    [view.t(oneCase.risk), item.riskLevel && labelOf(riskLabels, item.riskLevel, view)],
    [view.t(oneCase.reviewed), item.reviewedOn],
  ];
  return <FactList rows={rows} />;
}

function valueText(value: number | string): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : value;
}

export function Metrics({ view, metrics }: { view: View; metrics: readonly z.input<typeof Metric>[] }) {
  const { oneCase, basis } = texts;
  if (metrics.length === 0) return null;
  return (
    <section id="metrics">
      <h2>{view.t(oneCase.metrics)}</h2>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{view.t(oneCase.metric)}</th>
            <th scope="col" class="num">
              {view.t(oneCase.value)}
            </th>
            <th scope="col">{view.t(oneCase.basis)}</th>
          </tr>
        </thead>
        <tbody lang={langOf('zh-TW')}>
          {metrics.map((metric) => (
            <tr>
              <th scope="row">{metric.name}</th>
              <td class="num" data-label={view.t(oneCase.value)}>
                {valueText(metric.value)} <span class="unit">{metric.unit}</span>
              </td>
              <td data-label={view.t(oneCase.basis)} lang={langOf(view.language)}>
                {metric.basis ? (
                  <span class={`basis basis-${metric.basis}`}>{view.t(basis[metric.basis])}</span>
                ) : (
                  <span class="quiet">{view.t(oneCase.noBasis)}</span>
                )}
                {metric.source_index ? (
                  <a
                    class="cite"
                    href={`#source-${metric.source_index}`}
                    aria-label={`${view.t(oneCase.sourceMark)} ${metric.source_index}`}
                  >
                    {metric.source_index}
                  </a>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
