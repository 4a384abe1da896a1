import { gatheringLabels } from '../../knowledge/programme/gatherings/schema.ts';
import { mayAs } from './badges-parts.tsx';
import { type GatheringItem, gatheringPath, spanOf, Tag } from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import type { View } from './view.ts';

const texts = programmeTexts.home;

/** Gatherings with time and place; those who may plan one find the way to it. */
export function GatheringList({
  view,
  items,
  cohortId,
}: {
  view: View;
  items: readonly GatheringItem[];
  cohortId?: string;
}) {
  return (
    <section aria-labelledby="gatherings">
      <h2 id="gatherings">{view.t(cohortId ? programmeTexts.gathering.all : texts.gatherings)}</h2>
      {items.length === 0 ? <p>{view.t(texts.noGatherings)}</p> : null}
      <ul class="plain-list">
        {items.map((one) => (
          <li>
            <a href={gatheringPath(one.id)}>{one.title}</a>{' '}
            {one.state === 'cancelled' ? (
              <Tag view={view} label={gatheringLabels.cancelled} look="retired" />
            ) : null}
            <br />
            <span class="quiet">
              {spanOf(one.startsAt, one.endsAt)} · {one.place}
            </span>
          </li>
        ))}
      </ul>
      {mayAs(view, 'reviewer', 'pilot_leader') ? (
        <p class="no-print">
          <a
            class="button plain"
            href={`/programme/gatherings/new${cohortId ? `?cohort=${encodeURIComponent(cohortId)}` : ''}`}
          >
            {view.t(texts.newGathering)}
          </a>
        </p>
      ) : null}
    </section>
  );
}
