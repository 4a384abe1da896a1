import type { Context as HonoContext } from 'hono';
import { stream } from 'hono/streaming';
import type { BatchRow } from '../../badges/credentials/issue-badge.ts';
import { CredentialRequest } from '../../badges/credentials/schema.ts';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, parseInput, requirePermission } from '../../core/capability.ts';
import { AppError, invalidInput } from '../../core/errors.ts';
import { newSecret } from '../../core/ids.ts';
import type { BankApp } from '../app.ts';
import { isMultipart, readMultipart } from '../body.ts';
import { type ApiEnv, contextOf, requireCsrf } from '../context.ts';
import { once } from '../idempotency.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { type RequestFields, readRequests, requestOf } from './badges-csv.ts';
import { badgeName, badgeStyles, colon } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { Layout } from './layout.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const maxCsvBytes = 2_000_000;
/** A confirmed CSV comes back percent-encoded, three bytes for one. */
const maxFormBytes = 6_500_000;
const maxPeople = 1_000;
const chunkSize = 10;

const { issue, confirm } = badgeTexts;

const pathOf = (id: string) => `/badges/${encodeURIComponent(id)}`;

function fieldsOf(form: URLSearchParams): RequestFields {
  const value = (name: string) => form.get(name) ?? '';
  return {
    email: value('email'),
    id: value('id'),
    name: value('name'),
    evidence_name: value('evidenceName'),
    evidence_narrative: value('evidenceNarrative'),
    evidence_url: value('evidenceUrl'),
    result_name: value('resultName'),
    result_value: value('resultValue'),
    language: value('language'),
    valid_until: value('validUntil'),
  };
}

/** Issues one badge: checked, asked, then signed once however often the form is sent. */
async function issueOne(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.issueBadge.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  const request = requestOf(fieldsOf(form));
  if (isConfirmed(form)) {
    const act = async () => ({
      status: 201,
      body: await callCapability(can.issueBadge, ctx, { ...request, id }),
    });
    const { body } = await once(c, request, act, form.get('key') ?? undefined);
    return c.redirect(`/credentials/${(body as { id: string }).id}`, 303);
  }
  parseInput(CredentialRequest, request, ctx.language);
  const view = viewOf(c);
  const badge = await callCapability(can.getBadge, ctx, { id });
  form.set('key', newSecret());
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      action={c.req.path}
      back={`${pathOf(id)}#issue`}
      heading={`${view.t(badgeTexts.one.issue)}${colon(view)}${badgeName(view, badge)}`}
      fields={form}
    >
      <p>{view.t(confirm.issue)}</p>
      <p>
        {view.t(issue.recipient)}
        {colon(view)}
        <strong>{form.get('email') || form.get('id')}</strong>
      </p>
    </ConfirmPage>,
  );
}

/** The CSV of either form: the file chosen, or the text pasted or sent again with its confirmation. */
async function readCsv(c: HonoContext<ApiEnv>): Promise<{ csv: string; form: URLSearchParams }> {
  if (!isMultipart(c)) {
    const form = await readOwnForm(c, maxFormBytes);
    return { csv: form.get('csv') ?? '', form };
  }
  const sent = await readMultipart(c, maxCsvBytes);
  const text = (name: string) => {
    const value = sent.get(name);
    return typeof value === 'string' ? value : '';
  };
  requireCsrf(c, text('csrf'));
  const file = sent.get('file');
  const csv = file instanceof File && file.size > 0 ? await file.text() : text('csv');
  return { csv, form: new URLSearchParams() };
}

function Row({
  view,
  number,
  fields,
  row,
}: {
  view: View;
  number: number;
  fields: RequestFields;
  row: BatchRow;
}) {
  return (
    <tr>
      <td class="num" data-label={view.t(issue.line)}>
        {number}
      </td>
      <td data-label={view.t(issue.recipient)}>{fields.email || fields.id || '—'}</td>
      <td data-label={view.t(issue.result)}>
        {row.ok ? (
          <a href={`/credentials/${row.id}`}>{view.t(issue.issued)}</a>
        ) : (
          <span class="problem">
            {view.t(issue.failed)}
            {colon(view)}
            {row.error?.message}
          </span>
        )}
      </td>
    </tr>
  );
}

const rowsGoHere = '<!--rows-->';

/** The page around the rows, cut where they go: it is sent while badges are being signed. */
function resultPage(view: View, id: string, total: number): [string, string] {
  const page = (
    <Layout view={view} title={view.t(issue.results)} section="/badges" styles={badgeStyles}>
      <h1>{view.t(issue.results)}</h1>
      <p class="lead">
        {total} {view.t(issue.people)}
      </p>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col" class="num">
              {view.t(issue.line)}
            </th>
            <th scope="col">{view.t(issue.recipient)}</th>
            <th scope="col">{view.t(issue.result)}</th>
          </tr>
        </thead>
        <tbody>rows-go-here</tbody>
      </table>
      <p id="done">
        {view.t(issue.done)} · <a href={pathOf(id)}>{view.t(issue.back)}</a>
      </p>
    </Layout>
  );
  const [head = '', tail = ''] = `<!doctype html>${page.toString()}`
    .replace('rows-go-here', rowsGoHere)
    .split(rowsGoHere);
  return [head, tail];
}

/** Issues in small steps and sends each step's rows as they are done: the page fills as the work goes on. */
function issueMany(
  c: HonoContext<ApiEnv>,
  id: string,
  people: readonly RequestFields[],
  key: string | undefined,
): Response {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  const [head, tail] = resultPage(view, id, people.length);
  c.header('Content-Type', 'text/html; charset=UTF-8');
  c.header('Cache-Control', 'private, no-store');
  return stream(c, async (out) => {
    let sent = 0;
    const show = async (rows: readonly BatchRow[]) => {
      const parts = rows.map((row, index) => (
        <Row view={view} number={sent + index + 1} fields={people[sent + index]!} row={row} />
      ));
      sent += rows.length;
      await out.write(parts.join(''));
    };
    const act = async () => {
      const results: BatchRow[] = [];
      for (let from = 0; from < people.length; from += chunkSize) {
        const credentials = people.slice(from, from + chunkSize).map(requestOf);
        const done = await callCapability(can.issueBadges, ctx, { id, credentials });
        results.push(...done.results);
        await show(done.results);
      }
      return { status: 200, body: { results } };
    };
    await out.write(head);
    try {
      const reply = await once(c, people, act, key);
      if (sent === 0) await show((reply.body as { results: BatchRow[] }).results);
    } catch (error) {
      const message = error instanceof AppError ? error.messageIn(view.language) : ctx.requestId;
      await out.write(
        (
          <tr>
            <td colspan={3} class="problem">
              {message}
            </td>
          </tr>
        ).toString(),
      );
    }
    await out.write(tail);
  });
}

async function issueCsv(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.issueBadges.allow);
  const { csv, form } = await readCsv(c);
  if (csv.trim() === '') throw invalidInput(issue.csvEmpty);
  const people = readRequests(csv);
  if (people.length > maxPeople) throw invalidInput(issue.csvLead);
  const id = c.req.param('id') ?? '';
  const badge = await callCapability(can.getBadge, ctx, { id });
  if (isConfirmed(form)) return issueMany(c, id, people, form.get('key') ?? undefined);
  const view = viewOf(c);
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      action={c.req.path}
      back={`${pathOf(id)}#issue-csv`}
      heading={`${view.t(badgeTexts.one.issue)}${colon(view)}${badgeName(view, badge)}`}
      fields={[
        ['csv', csv],
        ['key', newSecret()],
      ]}
    >
      <p>
        {view.t(confirm.issueMany)}
        <strong>{people.length}</strong>
      </p>
      <ul>
        {people.slice(0, 10).map((one) => (
          <li>{one.email || one.id || '—'}</li>
        ))}
        {people.length > 10 ? <li>…</li> : null}
      </ul>
    </ConfirmPage>,
  );
}

/** Issuing from the page of a badge, to one person or to everybody in a CSV file. */
export function mountBadgeIssuing(app: BankApp): void {
  app.post('/badges/:id/issue', issueOne);
  app.post('/badges/:id/issue-csv', issueCsv);
}
