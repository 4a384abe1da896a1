import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { TableCell, TableColumn } from '../../knowledge/framework/framework-tables.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Doubts } from './framework-doubts.tsx';
import { frameworkTexts as texts } from './framework-texts.ts';
import { Layout } from './layout.tsx';
import { langOf } from './parts.tsx';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

type Table = Awaited<ReturnType<typeof capabilities.getFrameworkTable.run>>;

function groupsOf(columns: readonly TableColumn[]): { label: string; span: number }[] {
  const groups: { label: string; span: number }[] = [];
  for (const { group = '' } of columns) {
    const last = groups.at(-1);
    if (last?.label === group) last.span += 1;
    else groups.push({ label: group, span: 1 });
  }
  return groups;
}

function Head({ columns }: { columns: readonly TableColumn[] }) {
  const grouped = columns.some((column) => column.group);
  return (
    <thead>
      {grouped ? (
        <tr>
          {groupsOf(columns).map(({ label, span }) => (
            <th scope={label ? 'colgroup' : undefined} colspan={span}>
              {label}
            </th>
          ))}
        </tr>
      ) : null}
      <tr>
        {columns.map((column) => (
          <th scope="col" class={column.numeric ? 'num' : undefined}>
            {column.label}
            {column.n ? <span class="n">{column.n}</span> : null}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Cell({ view, cell, column }: { view: View; cell: TableCell; column: TableColumn | undefined }) {
  const thin = cell.mark === 'withheld' || cell.mark === 'few' || cell.mark === 'none';
  const words = [column?.numeric ? 'num' : 'plain-cell', thin ? 'thin' : ''].join(' ').trim();
  return (
    <td class={words}>
      {cell.mark === 'none' ? view.t(texts.nobody) : cell.text}
      {cell.mark === 'few' ? <span class="n">{view.t(texts.few)}</span> : null}
      {cell.correction ? (
        <span class="ours n">
          {view.t(texts.correction)}: {cell.correction}
        </span>
      ) : null}
    </td>
  );
}

/** The first column that names the row stays in sight; a column of types or row numbers goes behind it. */
function leadColumn(columns: readonly TableColumn[]): number {
  const at = columns.findIndex((column) => column.id === 'competency' || column.id === 'task');
  return at < 0 ? 0 : at;
}

function movedFirst<T>(all: readonly T[], lead: number): T[] {
  return [...all.slice(lead, lead + 1), ...all.slice(0, lead), ...all.slice(lead + 1)];
}

function TablePage({ view, table }: { view: View; table: Table }) {
  const lead = leadColumn(table.columns);
  const columns = movedFirst(table.columns, lead);
  return (
    <Layout view={view} title={table.title} section="/framework" wide>
      <p class="crumb no-print">
        <a href="/framework#tables">{view.t(texts.back)}</a>
      </p>
      <h1>{table.title}</h1>
      <p class="lead">{table.about}</p>
      <p>
        <span class="kind">{view.t(table.ours ? texts.ours : texts.printed)}</span>{' '}
        <span class="quiet">{view.t(texts.base)}</span> {table.base}
      </p>
      <div class="beside">
        <section class="table-scroll" tabindex={0} aria-label={table.title}>
          <table lang={langOf('zh-TW')}>
            <Head columns={columns} />
            <tbody>
              {table.rows.map((row) => (
                <tr>
                  {movedFirst(row, lead).map((cell, index) =>
                    index === 0 ? (
                      <th scope="row">
                        {cell.text}
                        {cell.correction ? (
                          <span class="ours n">
                            {view.t(texts.correction)}: {cell.correction}
                          </span>
                        ) : null}
                      </th>
                    ) : (
                      <Cell view={view} cell={cell} column={columns[index]} />
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <Doubts view={view} doubts={table.doubts} heading="h2" />
      </div>
    </Layout>
  );
}

export async function showTable(c: HonoContext<ApiEnv>): Promise<Response> {
  const table = await callCapability(capabilities.getFrameworkTable, contextOf(c, 'web'), {
    id: c.req.param('id'),
  });
  return sendPage(c, <TablePage view={viewOf(c)} table={table} />);
}
