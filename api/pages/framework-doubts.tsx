import type { DoubtNote } from '../../knowledge/framework/replies.ts';
import { frameworkTexts as texts } from './framework-texts.ts';
import type { View } from './view.ts';

interface DoubtsProps {
  readonly view: View;
  readonly doubts: readonly DoubtNote[];
  /** One below what they stand under. */
  readonly heading?: 'h2' | 'h3';
}

/** The notes of doubt that stand beside a table. */
export function Doubts({ view, doubts, heading: Heading = 'h3' }: DoubtsProps) {
  return (
    <aside class="doubts">
      <Heading>{view.t(texts.doubts)}</Heading>
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
