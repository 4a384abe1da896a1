import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { AppError, invalidInput, notFound } from '../../core/errors.ts';
import { maxFileBytes, tooLarge } from '../../ingest/fetch-address.ts';
import type { BankApp } from '../app.ts';
import { isMultipart, readMultipart } from '../body.ts';
import { type ApiEnv, contextOf, requireCsrf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { FeedList, type Feeds, type HeldFiles, HeldList, JobList, type Jobs } from './documents-parts.tsx';
import { documentTexts as texts } from './documents-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, FormProblem, Select } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const here = '/admin/documents';
/** Several files of the largest size at once, and the form around them. */
const maxFormBytes = 2 * maxFileBytes + 200_000;
const accepted = '.pdf,.docx,.pptx,.xlsx,.odt,.ods,.odp,.html,.htm,.csv,.tsv,.txt,.md,.jsonl';

interface PageProps {
  readonly view: View;
  readonly policy: keyof typeof texts.personalData;
  readonly jobs: Jobs;
  readonly held: HeldFiles;
  readonly feeds: Feeds;
  readonly problem: AppError | undefined;
}

function VisibilitySelect({ view }: { view: View }) {
  const options = Object.entries(texts.visibilities).map(([value, label]) => ({
    value,
    label: view.t(label),
  }));
  return (
    <Select view={view} name="visibility" label={texts.visibility} value="government" options={options} />
  );
}

function UploadForm({ view, policy }: { view: View; policy: PageProps['policy'] }) {
  return (
    <form class="sheet" method="post" action={here} enctype="multipart/form-data">
      <Csrf view={view} />
      <label class="field">
        <span>{view.t(texts.file)}</span>
        <input type="file" name="file" accept={accepted} multiple />
      </label>
      <label class="field">
        <span>{view.t(texts.address)}</span>
        <input type="url" name="url" maxlength={2_000} aria-describedby="address-hint" />
      </label>
      <p id="address-hint" class="quiet small-text">
        {view.t(texts.addressHint)}
      </p>
      <VisibilitySelect view={view} />
      <p class="quiet">{view.t(texts.personalData[policy])}</p>
      <p class="actions">
        <button type="submit" class="button">
          {view.t(texts.send)}
        </button>
      </p>
    </form>
  );
}

function FeedForm({ view }: { view: View }) {
  return (
    <form class="sheet" method="post" action={`${here}/feeds`}>
      <Csrf view={view} />
      <label class="field">
        <span>{view.t(texts.place)}</span>
        <input type="text" name="place" required maxlength={2_000} aria-describedby="place-hint" />
      </label>
      <p id="place-hint" class="quiet small-text">
        {view.t(texts.placeHint)}
      </p>
      <label class="field">
        <span>{view.t(texts.every)}</span>
        <input type="number" name="everyHours" value="24" min={1} max={8_760} />
      </label>
      <VisibilitySelect view={view} />
      <p class="actions">
        <button type="submit" class="button">
          {view.t(texts.add)}
        </button>
      </p>
    </form>
  );
}

function DocumentsPage({ view, policy, jobs, held, feeds, problem }: PageProps) {
  return (
    <Layout view={view} title={view.t(texts.title)} wide>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <FormProblem view={view} problem={problem} />
      <h2>{view.t(texts.upload)}</h2>
      <UploadForm view={view} policy={policy} />
      {policy === 'hold' || held.length > 0 ? (
        <>
          <h2>{view.t(texts.held)}</h2>
          <HeldList view={view} held={held} />
        </>
      ) : null}
      <h2>{view.t(texts.jobs)}</h2>
      <p>
        <a href={here}>{view.t(texts.refresh)}</a>
      </p>
      <JobList view={view} jobs={jobs} />
      <h2>{view.t(texts.feeds)}</h2>
      <p>{view.t(texts.feedsLead)}</p>
      <FeedList view={view} feeds={feeds} />
      <FeedForm view={view} />
    </Layout>
  );
}

async function show(c: HonoContext<ApiEnv>, problem?: AppError): Promise<Response> {
  const ctx = contextOf(c, 'web');
  const [jobs, held, feeds] = await Promise.all([
    callCapability(can.listIngestJobs, ctx, {}),
    callCapability(can.listHeldFiles, ctx, {}),
    callCapability(can.listFeeds, ctx, {}),
  ]);
  return sendPage(
    c,
    <DocumentsPage
      view={viewOf(c)}
      policy={ctx.bank.config.ingestPersonalData}
      jobs={jobs.items}
      held={held.items}
      feeds={feeds.items}
      problem={problem}
    />,
    problem ? httpStatus[problem.code] : 200,
  );
}

/** Does what a form asks and comes back to the page; what was wrong is shown above it. */
async function act(c: HonoContext<ApiEnv>, run: () => Promise<unknown>): Promise<Response> {
  try {
    await run();
  } catch (error) {
    if (error instanceof AppError && error.code !== 'UNAUTHENTICATED') return show(c, error);
    throw error;
  }
  return c.redirect(here, 303);
}

async function takeIn(c: HonoContext<ApiEnv>): Promise<void> {
  if (!isMultipart(c)) throw new AppError('UNSUPPORTED', texts.nothing);
  const form = await readMultipart(c, maxFormBytes);
  const field = (name: string) => (typeof form.get(name) === 'string' ? String(form.get(name)).trim() : '');
  requireCsrf(c, field('csrf'));
  const ctx = contextOf(c, 'web');
  const visibility = field('visibility') || undefined;
  const files = form
    .getAll('file')
    .flatMap((one) => (typeof one === 'string' || one.size === 0 ? [] : [one]));
  if (files.length === 0 && field('url') === '') throw invalidInput(texts.nothing);
  for (const file of files) {
    if (file.size > maxFileBytes) throw tooLarge;
    const bytes = new Uint8Array(await file.arrayBuffer());
    await callCapability(can.ingestFile, ctx, { file: { name: file.name, bytes }, visibility });
  }
  if (field('url') !== '') await callCapability(can.ingestAddress, ctx, { url: field('url'), visibility });
}

async function decideHeld(c: HonoContext<ApiEnv>, id: string): Promise<void> {
  const how = (await readOwnForm(c)).get('act');
  const ctx = contextOf(c, 'web');
  if (how === 'drop') await callCapability(can.dropHeldFile, ctx, { id });
  else await callCapability(can.releaseHeldFile, ctx, { id, how });
}

async function addFeed(c: HonoContext<ApiEnv>): Promise<void> {
  const form = await readOwnForm(c);
  const place = form.get('place')?.trim() ?? '';
  const where = /^https?:/i.test(place) ? { url: place } : { folder: place };
  await callCapability(can.addFeed, contextOf(c, 'web'), {
    ...where,
    visibility: form.get('visibility') || undefined,
    everyHours: form.get('everyHours') || undefined,
  });
}

async function changeFeed(c: HonoContext<ApiEnv>, id: string): Promise<void> {
  const what = (await readOwnForm(c)).get('act');
  const ctx = contextOf(c, 'web');
  if (what === 'sync') await callCapability(can.syncFeedSoon, ctx, { id });
  else if (what === 'remove' || what === 'withdraw')
    await callCapability(can.removeFeed, ctx, { id, withdraw: what === 'withdraw' });
  else throw notFound(texts.act);
}

/** Where administrators bring documents in, decide on held ones and say what is read again. */
export function mountDocuments(app: BankApp): void {
  const adminOnly = (c: HonoContext<ApiEnv>) => requirePermission(contextOf(c, 'web'), can.ingestFile.allow);
  app.get(here, (c) => {
    adminOnly(c);
    return show(c);
  });
  app.post(here, (c) => {
    adminOnly(c);
    return act(c, () => takeIn(c));
  });
  app.post(`${here}/held/:id`, (c) => {
    adminOnly(c);
    return act(c, () => decideHeld(c, c.req.param('id')));
  });
  app.post(`${here}/feeds`, (c) => {
    adminOnly(c);
    return act(c, () => addFeed(c));
  });
  app.post(`${here}/feeds/:id`, (c) => {
    adminOnly(c);
    return act(c, () => changeFeed(c, c.req.param('id')));
  });
}
