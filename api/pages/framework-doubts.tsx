import type { DoubtNote } from '../../knowledge/framework/replies.ts';
import { frameworkTexts as texts } from './framework-texts.ts';
import type { View } from './view.ts';

/** The notes of doubt that stand beside a table. */
export function Doubts({ view, doubts }: { view: View; doubts: readonly DoubtNote[] }) {
  return (
    <aside class="doubts">
      <h3>{view.t(texts.doubts)}</h3>
      <p class="quiet">{view.t(doubts.length > 0 ? texts.unconfirmed : texts.noDoubts)}</p>
      {doubts.map((doubt) => (
        <details>
          <summary>
            <span class="kind">{doubt.id}</span> {doubt.title}
          </summary>
          <p>{doubt.text}</p>
        </details>
      ))}
    </aside>
  );
}
