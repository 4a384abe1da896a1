import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { audiencesOf } from '../../core/actor.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { AppError, invalidInput } from '../../core/errors.ts';
import { csvColumns, csvTemplate } from '../../knowledge/courses/csv-columns.ts';
import type { BankApp } from '../app.ts';
import { isMultipart, readMultipart } from '../body.ts';
import { type ApiEnv, contextOf, requireCsrf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { coursePath, courseStyles, hoursOf } from './courses-parts.tsx';
import { courseTexts as texts, withNumbers } from './courses-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, FormProblem, Select } from './parts.tsx';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

type Reply = Awaited<ReturnType<typeof can.importCourses.run>>;

interface ImportProps {
  readonly view: View;
  readonly csv: string;
  readonly visibility: string | undefined;
  readonly audiences: readonly string[];
  readonly reply: Reply | undefined;
  readonly problem: AppError | undefined;
}

const { importing } = texts;
const maxFormBytes = 2_000_000;

function Columns({ view }: { view: View }) {
  return (
    <details class="act">
      <summary>{view.t(importing.columns)}</summary>
      <section class="table-scroll" tabindex={0} aria-label={view.t(importing.columns)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{view.t(importing.column)}</th>
              <th scope="col">{view.t(importing.chinese)}</th>
              <th scope="col">{view.t(importing.needed)}</th>
              <th scope="col">{view.t(importing.about)}</th>
            </tr>
          </thead>
          <tbody>
            {csvColumns.map(({ name, zh, required, about }) => (
              <tr>
                <th scope="row">{name}</th>
                <td lang="zh-Hant-TW">{zh}</td>
                <td>{required ? view.t(importing.yes) : ''}</td>
                <td>{view.t(about)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function Errors({ view, errors }: { view: View; errors: Reply['errors'] }) {
  if (errors.length === 0) return <p>{view.t(importing.ok)}</p>;
  return (
    <>
      <p class="problem">{withNumbers(view.t(importing.errors), { n: errors.length })}</p>
      <section class="table-scroll" tabindex={0} aria-label={view.t(importing.row)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{view.t(importing.row)}</th>
              <th scope="col">{view.t(importing.column)}</th>
              <th scope="col">{view.t(importing.what)}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ row, column, message }) => (
              <tr>
                <th scope="row">{row}</th>
                <td>{column}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Rows({ view, rows, linked }: { view: View; rows: Reply['rows']; linked: boolean }) {
  return (
    <section class="table-scroll" tabindex={0} aria-label={view.t(importing.row)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{view.t(importing.row)}</th>
            <th scope="col">{view.t(importing.id)}</th>
            <th scope="col">{view.t(texts.title)}</th>
            <th scope="col">{view.t(texts.hours)}</th>
            <th scope="col">{view.t(importing.state)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, id, title, hours, state }) => (
            <tr>
              <th scope="row">{row}</th>
              <td>{linked ? <a href={coursePath(id)}>{id}</a> : id}</td>
              <td>{title}</td>
              <td class="num">{hoursOf(view, hours)}</td>
              <td>{view.t(importing.states[state])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Imports what the dry run has just read: the same text, sent again. */
function RunForm({ view, csv, visibility, reply }: ImportProps) {
  const count = reply?.rows.filter(({ state }) => state !== 'unchanged').length ?? 0;
  if (!reply?.dryRun || reply.errors.length > 0 || count === 0) return null;
  return (
    <form method="post" action="/courses/import" enctype="multipart/form-data">
      <Csrf view={view} />
      <input type="hidden" name="csv" value={csv} />
      <input type="hidden" name="visibility" value={visibility ?? ''} />
      <p>
        <button type="submit" class="button" name="act" value="run">
          {withNumbers(view.t(importing.run), { n: count })}
        </button>
      </p>
    </form>
  );
}

function Result(props: ImportProps) {
  const { view, reply } = props;
  if (!reply) return null;
  const done = reply.rows.filter(({ state }) => state !== 'unchanged').length;
  return (
    <section aria-labelledby="result">
      <h2 id="result" role="status">
        {reply.dryRun ? view.t(importing.result) : withNumbers(view.t(importing.done), { n: done })}
      </h2>
      {reply.dryRun ? <Errors view={view} errors={reply.errors} /> : null}
      <Rows view={view} rows={reply.rows} linked={!reply.dryRun} />
      <RunForm {...props} />
    </section>
  );
}

function ImportPage(props: ImportProps) {
  const { view, csv, visibility, audiences, problem } = props;
  const visible = audiences.map((value) => ({
    value,
    label: view.t(texts.visibilities[value.split(':')[0]!]!),
  }));
  return (
    <Layout view={view} title={view.t(importing.title)} section="/courses" styles={courseStyles} wide>
      <p class="crumb no-print">
        <a href="/courses">{view.t(texts.title)}</a>
      </p>
      <h1>{view.t(importing.title)}</h1>
      <p class="lead">{view.t(importing.lead)}</p>
      <FormProblem view={view} problem={problem} />
      <Result {...props} />
      <form class="sheet" method="post" action="/courses/import" enctype="multipart/form-data">
        <Csrf view={view} />
        <label class="field">
          <span>{view.t(importing.file)}</span>
          <input type="file" name="file" accept=".csv,text/csv" />
        </label>
        <label class="field">
          <span>{view.t(importing.paste)}</span>
          <textarea name="csv" rows={6} maxlength={600_000}>
            {csv}
          </textarea>
        </label>
        <Select
          view={view}
          name="visibility"
          label={texts.form.visibility}
          value={visibility ?? audiences.find((one) => one.startsWith('agency:')) ?? 'government'}
          options={visible}
        />
        <p class="actions">
          <button type="submit" class="button" name="act" value="dry-run">
            {view.t(importing.dryRun)}
          </button>
          <a class="button plain" href="/courses/template.csv">
            {view.t(importing.template)}
          </a>
        </p>
      </form>
      <Columns view={view} />
    </Layout>
  );
}

/** UTF-8 when it is valid, else Big5, which spreadsheets here still write. */
async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('big5').decode(bytes);
  }
}

async function readSent(c: HonoContext<ApiEnv>) {
  if (!isMultipart(c)) throw new AppError('UNSUPPORTED', importing.nothing);
  const form = await readMultipart(c, maxFormBytes);
  const field = (name: string) => (typeof form.get(name) === 'string' ? String(form.get(name)) : undefined);
  requireCsrf(c, field('csrf'));
  const file = form.get('file');
  const csv = file instanceof File && file.size > 0 ? await textOf(file) : (field('csv') ?? '');
  return { csv, dryRun: field('act') !== 'run', visibility: field('visibility') || undefined };
}

async function show(c: HonoContext<ApiEnv>, props: Partial<ImportProps> = {}): Promise<Response> {
  const view = viewOf(c);
  const audiences = audiencesOf(contextOf(c, 'web').actor);
  const { csv = '', visibility, reply, problem } = props;
  return sendPage(
    c,
    <ImportPage
      view={view}
      csv={csv}
      visibility={visibility}
      audiences={audiences}
      reply={reply}
      problem={problem}
    />,
    problem ? httpStatus[problem.code] : 200,
  );
}

async function receive(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.importCourses.allow);
  const sent = await readSent(c);
  try {
    if (sent.csv.trim() === '') throw invalidInput(importing.nothing);
    const reply = await callCapability(can.importCourses, ctx, sent);
    return await show(c, { ...sent, csv: reply.dryRun ? sent.csv : '', reply });
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT')
      return show(c, { ...sent, problem: error });
    throw error;
  }
}

/** Importing an agency's catalogue, with its template. Mounted before the page of one module. */
export function mountCourseImport(app: BankApp): void {
  app.get('/courses/template.csv', (c) => {
    c.header('Content-Disposition', 'attachment; filename="courses-template.csv"');
    return c.body(`\uFEFF${csvTemplate()}`, 200, { 'Content-Type': 'text/csv; charset=utf-8' });
  });
  app.get('/courses/import', (c) => {
    requirePermission(contextOf(c, 'web'), can.importCourses.allow);
    return show(c);
  });
  app.post('/courses/import', receive);
}
