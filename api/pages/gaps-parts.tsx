import type { GapItem } from '../../knowledge/gaps/schema.ts';
import { gapTexts as texts } from './gaps-texts.ts';
import { Csrf, type Option, Select } from './parts.tsx';
import type { View } from './view.ts';

export const gapStyles = ['badges.css', 'gaps.css'];

export const gapPath = (id: string) => `/gaps/${encodeURIComponent(id)}`;

export function audienceName(view: View, visibility: string): string {
  const { audiences } = texts;
  if (visibility.startsWith('agency:')) return visibility.slice('agency:'.length);
  return view.t(audiences[visibility as 'public' | 'government' | 'community'] ?? audiences.government);
}

/** A state by a sign and its word, so that colour is not needed to tell. */
export function GapStateTag({ view, state }: { view: View; state: GapItem['state'] }) {
  return <span class={`tag gap-state gap-${state}`}>{view.t(texts.tabs[state])}</span>;
}

export function countsOf(view: View, item: GapItem): string {
  const space = view.language === 'en' ? ' ' : ' ';
  return [
    `${item.votes}${space}${view.t(texts.votes)}`,
    `${item.replies}${space}${view.t(texts.replies)}`,
  ].join(' · ');
}

/** Whom the asker can ask: those the asker belongs to, and the leaders. */
function audienceOptions(view: View): Option[] {
  const agency = view.session?.actor.agency;
  return [
    { value: 'government', label: view.t(texts.audiences.government) },
    { value: 'community', label: view.t(texts.audiences.community) },
    ...(agency ? [{ value: `agency:${agency}`, label: view.t(texts.audiences.agency) }] : []),
  ];
}

/** One press asks; what may be said besides folds out. */
export function AskCommunity({
  view,
  answerId,
  badly,
}: {
  view: View;
  answerId: string;
  /** The answer is not without a source: asking on says that it did not help. */
  badly: boolean;
}) {
  const path = `/answers/${encodeURIComponent(answerId)}`;
  if (!view.session)
    return badly ? null : (
      <p class="ask-community no-print">
        <a href={`/login?next=${encodeURIComponent(path)}`}>{view.t(texts.askSignIn)}</a>
      </p>
    );
  const form = (
    <form method="post" action={`${path}/gap`}>
      <Csrf view={view} />
      {badly ? <input type="hidden" name="unhelpful" value="true" /> : null}
      <p class="quiet">{view.t(texts.askWhat)}</p>
      <div class="pair">
        <Select
          view={view}
          name="visibility"
          label={texts.visibility}
          options={audienceOptions(view)}
          value="government"
        />
        <label class="check">
          <input type="checkbox" name="named" value="true" /> <span>{view.t(texts.askNamed)}</span>
        </label>
      </div>
      <label class="field">
        <span>{view.t(texts.askDetail)}</span>
        <textarea name="detail" rows={2} maxlength={2000} />
      </label>
      <p>
        <button type="submit" class="button">
          {view.t(texts.ask)}
        </button>
      </p>
    </form>
  );
  if (!badly)
    return (
      <div class="ask-community no-print">
        <p>
          <strong>{view.t(texts.askNoSource)}</strong>
        </p>
        {form}
      </div>
    );
  return (
    <details class="ask-community no-print">
      <summary>{view.t(texts.askBad)}</summary>
      {form}
    </details>
  );
}
