import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { courseStyles } from './courses-parts.tsx';
import { Clusters, Tasks } from './framework-clusters.tsx';
import { Competencies } from './framework-competencies.tsx';
import { type Choice, readImportance } from './framework-data.ts';
import { Importance } from './framework-importance.tsx';
import { readLearning } from './framework-learning.ts';
import { showTable } from './framework-table-page.tsx';
import { frameworkTexts as texts } from './framework-texts.ts';
import { Layout } from './layout.tsx';
import { queryFields, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

type TableList = Awaited<ReturnType<typeof capabilities.listFrameworkTables.run>>;

const sections = ['importance', 'competencies', 'clusters', 'tasks', 'tables'] as const;

function Tabs({ view }: { view: View }) {
  return (
    <nav aria-label={view.t(texts.sections)} class="no-print">
      <ul class="tabs">
        {sections.map((id) => (
          <li>
            <a href={`#${id}`}>{view.t(texts[id])}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Tables({ view, list }: { view: View; list: TableList }) {
  const group = (ours: boolean) => list.items.filter((table) => table.ours === ours);
  return (
    <section id="tables">
      <h2>{view.t(texts.tables)}</h2>
      {[false, true].map((ours) => (
        <>
          <h3>{view.t(ours ? texts.ours : texts.printed)}</h3>
          <ul>
            {group(ours).map((table) => (
              <li>
                <a href={`/framework/tables/${table.id}`}>{table.title}</a>{' '}
                <span class="quiet small-text">{table.base}</span>
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}

function choiceOf(c: HonoContext<ApiEnv>): Choice {
  const { level, government, cluster, beside } = queryFields(c, ['level', 'government', 'cluster', 'beside']);
  return {
    level: level ?? 'basic',
    government: cluster ? undefined : government,
    cluster,
    withLift: beside === 'lift',
  };
}

async function showFramework(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  const choice = choiceOf(c);
  const table = await readImportance(c, choice);
  const competencies = await callCapability(capabilities.listCompetencies, ctx, {});
  const clusters = await callCapability(capabilities.listClusters, ctx, {});
  const tasks = await callCapability(capabilities.listTasks, ctx, {});
  const tables = await callCapability(capabilities.listFrameworkTables, ctx, {});
  const clusterNames = Object.fromEntries(clusters.items.map(({ id, name }) => [id, name]));
  return sendPage(
    c,
    <Layout view={view} title={view.t(texts.title)} section="/framework" styles={courseStyles} wide>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <Tabs view={view} />
      <Importance view={view} choice={choice} table={table} clusterNames={clusterNames} />
      <Competencies
        view={view}
        list={competencies}
        only={c.req.query('competency')}
        learning={await readLearning(c, view)}
      />
      <Clusters view={view} list={clusters} />
      <Tasks view={view} list={tasks} />
      <Tables view={view} list={tables} />
    </Layout>,
  );
}

export function mountFramework(app: BankApp): void {
  app.get('/framework', showFramework);
  app.get('/framework/tables/:id', showTable);
}
