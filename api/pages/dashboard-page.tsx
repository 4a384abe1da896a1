import type { Context as HonoContext } from 'hono';
import { deleteCookie } from 'hono/cookie';
import { renderPng } from '../../badges/image/render-png.ts';
import { capabilities as can } from '../../capabilities.ts';
import { mayCall } from '../../core/actor.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { drawBarsOnPaper } from '../../knowledge/progress/draw-bars.ts';
import { gapBars } from '../../knowledge/progress/gap-bars.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf, sessionCookie } from '../context.ts';
import { RecordSection, UnitSection, WaitingSection } from './dashboard-records.tsx';
import {
  BadgeSection,
  type Board,
  GapSection,
  PathSection,
  PeerSection,
  ProgressSection,
  RateSection,
} from './dashboard-sections.tsx';
import { dashboardTexts as texts } from './dashboard-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

export const learnerStyles = ['badges.css', 'paths.css', 'learners.css'];

function isEmpty({ progress, gaps, completions }: Board): boolean {
  return progress.changes.length + completions.done + completions.waiting === 0 && gaps.length === 0;
}

function Links({ view }: { view: View }) {
  const links = [
    ['/diagnosis', texts.toDiagnosis],
    ['/diagnosis/levels', texts.toLevels],
    ['/quizzes', texts.toQuizzes],
    ['/path', texts.toPath],
  ] as const;
  return (
    <nav class="next-steps no-print" aria-label={view.t(texts.title)}>
      <ul>
        {links.map(([href, text]) => (
          <li>
            <a href={href}>{view.t(text)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function OwnData({ view }: { view: View }) {
  return (
    <section aria-labelledby="own-data" class="no-print">
      <h2 id="own-data">{view.t(texts.ownData)}</h2>
      <p>
        <a href="/api/v1/me/export" download="my-data.json">
          {view.t(texts.download)}
        </a>
        {' · '}
        <a href="/dashboard/delete">{view.t(texts.remove)}</a>
      </p>
    </section>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  const board = await callCapability(can.getDashboard, ctx, {});
  const { comparePeers } = await callCapability(can.getProfile, ctx, {});
  const records = await callCapability(can.listCompletions, ctx, {});
  const waiting = mayCall(ctx.actor, can.listWaitingCompletions.allow)
    ? await callCapability(can.listWaitingCompletions, ctx, {})
    : { items: [] };
  const seesUnit = mayCall(ctx.actor, can.getUnit.allow) && ctx.actor.agency;
  const unit = seesUnit ? await callCapability(can.getUnit, ctx, {}) : null;
  await callCapability(can.seeDashboard, ctx, {});
  return sendPage(
    c,
    <Layout
      view={view}
      title={view.t(texts.title)}
      section="/dashboard"
      styles={learnerStyles}
      scripts={['learners.js']}
    >
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <Links view={view} />
      {isEmpty(board) ? <p class="empty">{view.t(texts.nothingYet)}</p> : null}
      <WaitingSection view={view} items={waiting.items} />
      <ProgressSection view={view} board={board} />
      <RateSection view={view} board={board} />
      <GapSection view={view} board={board} />
      <PathSection view={view} board={board} />
      <BadgeSection view={view} board={board} />
      <RecordSection view={view} items={records.items} />
      <PeerSection view={view} board={board} consents={comparePeers} />
      <UnitSection view={view} unit={unit} />
      <OwnData view={view} />
    </Layout>,
  );
}

async function sendDelete(c: HonoContext<ApiEnv>, wrong = false): Promise<Response> {
  const view = viewOf(c);
  requirePermission(contextOf(c, 'web'), can.deleteData.allow);
  return sendPage(
    c,
    <Layout view={view} title={view.t(texts.remove)} section="/dashboard" styles={learnerStyles}>
      <h1>{view.t(texts.remove)}</h1>
      <p class="notice">{view.t(texts.removeLead)}</p>
      {wrong ? (
        <p class="problem" role="alert">
          {view.t(texts.removeWrong)}
        </p>
      ) : null}
      <p>
        <a href="/api/v1/me/export" download="my-data.json">
          {view.t(texts.download)}
        </a>
      </p>
      <form class="sheet" method="post" action="/dashboard/delete">
        <Csrf view={view} />
        <label class="field">
          <span>{view.t(texts.removeType)}</span>
          <input name="word" autocomplete="off" required />
        </label>
        <p>
          <button type="submit" class="button">
            {view.t(texts.removeNow)}
          </button>
        </p>
      </form>
    </Layout>,
    wrong ? 400 : 200,
  );
}

async function remove(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const word = (await readOwnForm(c)).get('word')?.trim().toLowerCase() ?? '';
  if (!Object.values(texts.removeWord).includes(word)) return sendDelete(c, true);
  await callCapability(can.deleteData, contextOf(c, 'web'), {});
  deleteCookie(c, sessionCookie, { path: '/' });
  return sendPage(
    c,
    <Layout view={{ ...view, session: undefined }} title={view.t(texts.removed)} styles={learnerStyles}>
      <h1>{view.t(texts.removed)}</h1>
    </Layout>,
  );
}

/** The gaps as a picture to put into a chat or a document. */
async function sendPicture(c: HonoContext<ApiEnv>): Promise<Response> {
  const { gaps } = await callCapability(can.getDashboard, contextOf(c, 'web'), {});
  if (gaps.length === 0) throw notFound({ 'zh-TW': '圖', en: 'picture' });
  const png = await renderPng(drawBarsOnPaper(gapBars(gaps, c.var.language)), 960);
  c.header('Cache-Control', 'private, no-store');
  return c.body(new Uint8Array(png), 200, { 'Content-Type': 'image/png' });
}

/** One act of the dashboard's forms, then the dashboard again. */
function act(run: (c: HonoContext<ApiEnv>, form: URLSearchParams) => Promise<unknown>, at: string) {
  return async (c: HonoContext<ApiEnv>) => {
    await run(c, await readOwnForm(c));
    return c.redirect(`/dashboard#${at}`, 303);
  };
}

export function mountDashboard(app: BankApp): void {
  app.get('/dashboard', show);
  app.get('/dashboard/gaps.png', sendPicture);
  app.post(
    '/dashboard/consent',
    act(
      (c, form) =>
        callCapability(can.updateProfile, contextOf(c, 'web'), {
          comparePeers: form.get('compare') === 'yes',
        }),
      'peers',
    ),
  );
  app.post(
    '/dashboard/undo',
    act(
      (c, form) => callCapability(can.undoCompletion, contextOf(c, 'web'), { id: form.get('id') }),
      'records',
    ),
  );
  app.post(
    '/dashboard/sign-off',
    act((c, form) => {
      const comment = form.get('comment')?.trim();
      return callCapability(can.confirmCompletion, contextOf(c, 'web'), {
        id: form.get('id'),
        decision: form.get('decision'),
        ...(comment && { comment }),
      });
    }, 'waiting'),
  );
  app.get('/dashboard/delete', (c) => sendDelete(c));
  app.post('/dashboard/delete', remove);
}
