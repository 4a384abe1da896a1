import type { capabilities } from '../../capabilities.ts';
import type { LearningCounts } from './framework-learning.ts';
import { frameworkTexts as texts } from './framework-texts.ts';
import { langOf } from './parts.tsx';
import type { View } from './view.ts';

type List = Awaited<ReturnType<typeof capabilities.listCompetencies.run>>;
type Item = List['items'][number];

/** A competency is identified by name and level: its type and its note may differ between levels. */
function groupByName(items: readonly Item[]): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(item.id, [...(groups.get(item.id) ?? []), item]);
  return [...groups.values()];
}

function LevelNote({ view, item, showType }: { view: View; item: Item; showType: boolean }) {
  const note = item.note ?? view.t(item.status === 'to-be-written' ? texts.toBeWritten : texts.noNote);
  return (
    <p>
      <span class="kind">
        {item.level.name}
        {showType ? ` · ${item.type.name}` : ''}
      </span>{' '}
      <span class={item.note ? undefined : 'quiet'}>{note}</span>
    </p>
  );
}

function sameNote(items: readonly Item[]): boolean {
  return items.every((item) => item.note === items[0]?.note && item.status === items[0]?.status);
}

function AiTag({ view, item }: { view: View; item: Item }) {
  if (!item.ai) return null;
  return (
    <span class="ours" title={item.ai.set}>
      {view.t(item.ai.role === 'core' ? texts.ai : texts.aiRelated)}
    </span>
  );
}

/** Modules and badges of each level, with links to both. */
function Learning({
  view,
  items,
  learning,
}: {
  view: View;
  items: readonly Item[];
  learning: LearningCounts;
}) {
  return (
    <ul class="level-links words quiet no-print">
      {items.map(({ id, level }) => {
        const { courses, badges } = learning.get(`${level.id} ${id}`) ?? { courses: 0, badges: [] };
        const query = new URLSearchParams({ competency: id, level: level.id });
        return (
          <li>
            <span class="kind">{level.name}</span>{' '}
            <a href={`/courses?${query}`}>
              {view.t(texts.itsCourses)} {courses}
            </a>
            {badges.map((badge) => (
              <>
                {' · '}
                <a href={`/badges/${encodeURIComponent(badge.id)}`}>{badge.name}</a>
              </>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function Competency({
  view,
  items,
  learning,
}: {
  view: View;
  items: readonly Item[];
  learning: LearningCounts;
}) {
  const first = items[0]!;
  const types = new Set(items.map((item) => item.type.id));
  const joined = sameNote(items) && types.size === 1;
  const aliases = [...new Set(items.flatMap((item) => item.aliases))];
  return (
    <div class="term" id={`competency-${first.id}`}>
      <dt>
        {view.language === 'en' ? (
          <>
            {first.names.en}{' '}
            <span class="term-en" lang={langOf('zh-TW')}>
              {first.names['zh-TW']}
            </span>
          </>
        ) : (
          <>
            {first.names['zh-TW']}{' '}
            <span class="term-en" lang="en">
              {first.names.en}
            </span>
          </>
        )}
        <AiTag view={view} item={first} />
      </dt>
      <dd>
        {joined ? (
          <p>
            {items.map((item) => (
              <>
                <span class="kind">{item.level.name}</span>{' '}
              </>
            ))}
            <span class={first.note ? undefined : 'quiet'}>
              {first.note ?? view.t(first.status === 'to-be-written' ? texts.toBeWritten : texts.noNote)}
            </span>
          </p>
        ) : (
          items.map((item) => <LevelNote view={view} item={item} showType={types.size > 1} />)
        )}
        {aliases.length > 0 ? (
          <p class="words quiet">
            {view.t(texts.alsoCalled)} {aliases.join('、')}
          </p>
        ) : null}
        <p class="links no-print">
          <a href={`/cases?competency=${encodeURIComponent(first.id)}`}>{view.t(texts.itsCases)}</a>
          <a href={`/framework/behaviours?competency=${encodeURIComponent(first.id)}`}>
            {view.t(texts.itsBehaviours)}
          </a>
        </p>
        <Learning view={view} items={items} learning={learning} />
      </dd>
    </div>
  );
}

/** The framework's competencies by type; `only` shows one of them. */
export function Competencies({
  view,
  list,
  only,
  learning,
}: {
  view: View;
  list: List;
  only: string | undefined;
  learning: LearningCounts;
}) {
  const chosen = only ? list.items.filter((item) => item.id === only || item.name === only) : list.items;
  const groups = groupByName(chosen.length > 0 ? chosen : list.items);
  const types = [...new Map(list.items.map((item) => [item.type.id, item.type])).values()];
  return (
    <section id="competencies">
      <h2>{view.t(texts.competencies)}</h2>
      {chosen.length > 0 && only ? (
        <p>
          {view.t(texts.chosen)} <strong>{chosen[0]?.name}</strong> ·{' '}
          <a href="/framework#competencies">{view.t(texts.showAll)}</a>
        </p>
      ) : null}
      {types.map((type) => {
        const own = groups.filter((items) => items[0]?.type.id === type.id);
        if (own.length === 0) return null;
        return (
          <>
            <h3>{type.name}</h3>
            <dl class="terms">
              {own.map((items) => (
                <Competency view={view} items={items} learning={learning} />
              ))}
            </dl>
          </>
        );
      })}
    </section>
  );
}
