import type { capabilities } from '../../capabilities.ts';
import { Doubts } from './framework-doubts.tsx';
import { filled, frameworkTexts as texts } from './framework-texts.ts';
import { langOf } from './parts.tsx';
import type { View } from './view.ts';

type ClusterList = Awaited<ReturnType<typeof capabilities.listClusters.run>>;
type Cluster = ClusterList['items'][number];
type TaskList = Awaited<ReturnType<typeof capabilities.listTasks.run>>;
type Task = TaskList['items'][number];

function People({ view, cluster }: { view: View; cluster: Cluster }) {
  return (
    <table>
      <thead>
        <tr>
          {cluster.people.map((one) => (
            <th scope="col" class="num">
              {one.level.name}
            </th>
          ))}
          <th scope="col" class="num">
            {view.t(texts.total)}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          {cluster.people.map((one) => (
            <td class="num">{one.observed}</td>
          ))}
          <td class="num">{cluster.total}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Statements({ view, cluster }: { view: View; cluster: Cluster }) {
  if (cluster.statements.length === 0) return null;
  return (
    <>
      <h4>{view.t(texts.said)}</h4>
      <ul>
        {cluster.statements.map((one) => (
          <li>
            {one.text}
            {view.language !== 'en' && one.text !== one.printed ? (
              <span class="quiet">
                {' '}
                ({view.t(texts.printedAs)}: {one.printed})
              </span>
            ) : null}
            {one.doubts.map((id) => (
              <span class="kind">{id}</span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function ClusterCard({ view, cluster }: { view: View; cluster: Cluster }) {
  return (
    <article class="cluster-card" id={`cluster-${cluster.id}`}>
      <h3>
        {cluster.name}{' '}
        <span class="term-en" lang={view.language === 'en' ? langOf('zh-TW') : 'en'}>
          {view.language === 'en' ? cluster.names['zh-TW'] : cluster.names.en}
        </span>
      </h3>
      <People view={view} cluster={cluster} />
      <p>
        <span class="quiet">{view.t(texts.mainTasks)}</span> {cluster.mainTasks.join('、')}
      </p>
      {cluster.mode ? (
        <p>
          <span class="quiet">{view.t(texts.mode)}</span> <span lang={langOf('zh-TW')}>{cluster.mode}</span>
        </p>
      ) : null}
      <Statements view={view} cluster={cluster} />
    </article>
  );
}

export function Clusters({ view, list }: { view: View; list: ClusterList }) {
  return (
    <section id="clusters">
      <h2>{view.t(texts.clusters)}</h2>
      <div class="beside">
        <div class="cluster-grid">
          {list.items.map((cluster) => (
            <ClusterCard view={view} cluster={cluster} />
          ))}
        </div>
        <Doubts view={view} doubts={list.doubts} />
      </div>
    </section>
  );
}

function TaskRow({ view, task }: { view: View; task: Task }) {
  return (
    <tr>
      <th scope="row">
        {task.name}
        {task.probableLabel ? (
          <span class="ours n">
            {view.t(texts.probable)} {task.probableLabel}
          </span>
        ) : null}
      </th>
      {task.values.map((one) => (
        <td class="num">{one.value}</td>
      ))}
    </tr>
  );
}

export function Tasks({ view, list }: { view: View; list: TaskList }) {
  const tables = [...new Map(list.items.map((task) => [task.table.id, task.table])).values()];
  const columns = list.items[0]?.values ?? [];
  return (
    <section id="tasks">
      <h2>{view.t(texts.tasks)}</h2>
      <p class="notice">{list.scale}</p>
      <div class="beside">
        <section class="table-scroll" tabindex={0} aria-label={view.t(texts.tasks)}>
          <table>
            <thead>
              <tr>
                <th scope="col">{view.t(texts.task)}</th>
                {columns.map((one) => (
                  <th scope="col" class="num">
                    {one.cluster.name}
                    <span class="n">N={one.nPrinted}</span>
                    {one.nCorrected !== one.nPrinted ? (
                      <span class="ours n">{filled(view.t(texts.correctedN), one.nCorrected)}</span>
                    ) : null}
                  </th>
                ))}
              </tr>
            </thead>
            {tables.map((table) => (
              <tbody>
                <tr class="group">
                  <th scope="rowgroup">{table.name}</th>
                  <td colspan={columns.length} />
                </tr>
                {list.items
                  .filter((task) => task.table.id === table.id)
                  .map((task) => (
                    <TaskRow view={view} task={task} />
                  ))}
              </tbody>
            ))}
          </table>
        </section>
        <Doubts view={view} doubts={list.doubts} />
      </div>
    </section>
  );
}
