import type { Choice, Column, ImportanceTable, Item } from './framework-data.ts';
import { Doubts } from './framework-doubts.tsx';
import { filled, governmentNames, levelNames, frameworkTexts as texts } from './framework-texts.ts';
import { langOf, Select } from './parts.tsx';
import type { View } from './view.ts';

type Names = Readonly<Record<string, string>>;

function optionsOf(view: View, names: Readonly<Record<string, { 'zh-TW': string; en: string }>>) {
  return Object.entries(names).map(([value, name]) => ({ value, label: view.t(name) }));
}

function Choices({ view, choice, clusterNames }: { view: View; choice: Choice; clusterNames: Names }) {
  return (
    <form class="filters row no-print" method="get" action="/framework#importance">
      <Select
        view={view}
        name="level"
        label={texts.level}
        value={choice.level}
        options={optionsOf(view, levelNames)}
      />
      <Select
        view={view}
        name="government"
        label={texts.government}
        all={texts.allGovernments}
        value={choice.government}
        options={optionsOf(view, governmentNames)}
      />
      <Select
        view={view}
        name="cluster"
        label={texts.cluster}
        all={texts.allClusters}
        value={choice.cluster}
        options={Object.entries(clusterNames).map(([value, label]) => ({ value, label }))}
      />
      <Select
        view={view}
        name="beside"
        label={texts.beside}
        all={texts.printedOnly}
        value={choice.withLift ? 'lift' : undefined}
        options={[{ value: 'lift', label: view.t(texts.liftToo) }]}
      />
      <div class="field buttons">
        <button type="submit" class="button">
          {view.t(texts.show)}
        </button>
      </div>
    </form>
  );
}

/** One value as it may be shown: hatched below 10 people, no number below 6. */
function Cell({ view, item, withLift }: { view: View; item: Item | undefined; withLift: boolean }) {
  if (!item) return <td class="num" />;
  if (item.support === 'none') return <td class="num thin">{view.t(texts.nobody)}</td>;
  if (item.support === 'tiny') return <td class="num thin">{filled(view.t(texts.onlyPeople), item.n)}</td>;
  if (item.support === 'few')
    return (
      <td class="num thin" title={item.text}>
        {item.value}
        <span class="n">N={item.n}</span>
      </td>
    );
  return (
    <td class="num" title={item.text}>
      <span class={item.aboveOverall ? 'above' : undefined}>{item.value}</span>
      {withLift && item.lift !== null ? <span class="ours n">×{item.lift.toFixed(2)}</span> : null}
    </td>
  );
}

function columnTitle(view: View, column: Column, choice: Choice, clusterNames: Names): string {
  if (column.cluster === 'ALL') return view.t(texts.overall);
  if (!choice.cluster) return clusterNames[column.cluster] ?? column.cluster;
  const name = governmentNames[column.government];
  return view.t(name ?? texts.allGovernments);
}

const nSigns: Readonly<Record<Item['nBasis'], string>> = {
  printed: 'N=',
  exact: 'N=',
  estimate: 'N≈',
  unknown: 'N?',
};

function HeadCell({ title, sample }: { title: string; sample: Item | undefined }) {
  return (
    <th scope="col" class="num">
      {title}
      {sample && sample.n !== null ? (
        <span class="n">
          {nSigns[sample.nBasis]}
          {sample.n}
        </span>
      ) : null}
    </th>
  );
}

function Grid(props: { view: View; choice: Choice; table: ImportanceTable; clusterNames: Names }) {
  const { view, choice, table, clusterNames } = props;
  const at = (column: Column, competency: string) =>
    table.items.find(
      (item) =>
        item.competency.id === competency &&
        item.cluster.id === column.cluster &&
        item.government.id === column.government,
    );
  const types = [...new Map(table.items.map((item) => [item.type.id, item])).values()];
  const competenciesOf = (type: string) => [
    ...new Map(
      table.items
        .filter((item) => item.type.id === type)
        .map((item) => [item.competency.id, item.competency]),
    ).values(),
  ];
  const first = table.items[0]?.competency.id ?? '';
  return (
    <section class="table-scroll" tabindex={0} aria-label={view.t(texts.importance)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{view.t(texts.competency)}</th>
            {table.columns.map((column) => (
              <HeadCell title={columnTitle(view, column, choice, clusterNames)} sample={at(column, first)} />
            ))}
          </tr>
        </thead>
        {types.map(({ type, block }) => (
          <tbody>
            <tr class="group">
              <th scope="rowgroup">{type.name}</th>
              <td colspan={table.columns.length}>
                <BlockNote view={view} block={block} />
              </td>
            </tr>
            {competenciesOf(type.id).map((competency) => (
              <tr>
                <th scope="row">
                  <a href={`/framework?competency=${encodeURIComponent(competency.id)}#competencies`}>
                    {competency.name}
                  </a>
                </th>
                {table.columns.map((column) => (
                  <Cell view={view} item={at(column, competency.id)} withLift={choice.withLift} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function BlockNote({ view, block }: { view: View; block: Item['block'] }) {
  const note = {
    'zh-TW': `${block.items} 項選前 ${block.ranksAsked} 名，隨機排序平均 ${block.meanIfRandom.toFixed(2)}（本庫推論）`,
    en: `top ${block.ranksAsked} of ${block.items} ranked; random mean ${block.meanIfRandom.toFixed(2)} (our inference)`,
  };
  return <span class="quiet">{view.t(note)}</span>;
}

/** The competency tables of the study, one level at a time, with what must be known to read them. */
export function Importance(props: {
  view: View;
  choice: Choice;
  table: ImportanceTable;
  clusterNames: Names;
}) {
  const { view, choice, table } = props;
  return (
    <section id="importance">
      <h2>{view.t(texts.importance)}</h2>
      <p class="notice">{view.t(texts.notTargets)}</p>
      <Choices {...props} />
      <div class="beside">
        <div>
          <Grid {...props} />
          <p class="quiet small-text" lang={langOf(view.language)}>
            {view.t(texts.above)} · {choice.withLift ? `${view.t(texts.lift)} · ` : ''}
            {view.t(texts.thin)}
          </p>
        </div>
        <Doubts view={view} doubts={table.doubts} />
      </div>
    </section>
  );
}
