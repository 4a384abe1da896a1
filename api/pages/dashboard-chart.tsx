import { raw } from 'hono/html';
import { type Bars, drawBars } from '../../knowledge/progress/draw-bars.ts';
import { dashboardTexts as texts } from './dashboard-texts.ts';
import type { View } from './view.ts';

/** A chart for the eye and the table behind it for everybody: open on paper, one key away on screen. */
export function ChartWithTable(props: {
  view: View;
  caption: string;
  bars: Bars;
  head: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}) {
  const { view, caption, bars, head, rows } = props;
  return (
    <figure class="chart">
      <div class="chart-drawing">{raw(drawBars(bars))}</div>
      <details class="chart-table">
        <summary>{view.t(texts.table)}</summary>
        <section class="table-scroll" tabindex={0} aria-label={caption}>
          <table>
            <caption class="visually-hidden">{caption}</caption>
            <thead>
              <tr>
                {head.map((one, index) => (
                  <th scope="col" class={index > 0 ? 'num' : undefined}>
                    {one}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([first, ...rest]) => (
                <tr>
                  <th scope="row">{first}</th>
                  {rest.map((value) => (
                    <td class="num">{value ?? '–'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}
