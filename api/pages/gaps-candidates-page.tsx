import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import { exportCandidates } from '../../knowledge/answers/feedback-candidates.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { gapStyles } from './gaps-parts.tsx';
import { gapTexts } from './gaps-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, Select } from './parts.tsx';
import { queryFields, readOwnForm, sendPage } from './respond.ts';
import { texts as siteTexts } from './texts.ts';
import { type View, viewOf, withQuery } from './view.ts';

const { candidates: texts } = gapTexts;
const states = ['waiting', 'accepted', 'rejected'] as const;
const outcomes = ['answered', 'no_source', 'clarify', 'out_of_scope'] as const;

type Listed = Awaited<ReturnType<typeof can.listFeedbackCandidates.run>>;
type Item = Listed['items'][number];

function outcomeName(view: View, outcome: Item['outcome']): string {
  const { outcomes: names, answered } = {
    ...siteTexts.answer,
    answered: { 'zh-TW': '有回答', en: 'answered' },
  };
  return view.t(outcome === 'answered' ? answered : names[outcome]);
}

function Judge({ view, item }: { view: View; item: Item }) {
  return (
    <form class="sheet" method="post" action={`/gaps/candidates/${encodeURIComponent(item.answerId)}`}>
      <Csrf view={view} />
      <label class="field">
        <span>{view.t(texts.question)}</span>
        <textarea name="question" rows={2} maxlength={2000} required>
          {item.question}
        </textarea>
      </label>
      <div class="pair">
        <Select
          view={view}
          name="expectedOutcome"
          label={texts.expected}
          all={texts.unknown}
          value={item.expectedOutcome ?? undefined}
          options={outcomes.map((value) => ({ value, label: outcomeName(view, value) }))}
        />
        <label class="field">
          <span>{view.t(texts.note)}</span>
          <input name="note" maxlength={2000} value={item.note} />
        </label>
      </div>
      <p class="actions">
        <button type="submit" class="button" name="decision" value="accept">
          {view.t(texts.accept)}
        </button>
        <button type="submit" class="button plain" name="decision" value="reject">
          {view.t(texts.reject)}
        </button>
      </p>
    </form>
  );
}

function CandidateItem({ view, item }: { view: View; item: Item }) {
  return (
    <li>
      <p class="facts">
        {view.t(texts.was)} {outcomeName(view, item.outcome)} · {taiwanDay(new Date(item.at))}
      </p>
      {item.comments.map((comment) => (
        <blockquote>{comment}</blockquote>
      ))}
      <Judge view={view} item={item} />
    </li>
  );
}

function CandidatesPage({ view, state, listed }: { view: View; state: string; listed: Listed }) {
  return (
    <Layout view={view} title={view.t(texts.title)} section="/gaps" styles={gapStyles}>
      <p class="crumb">
        <a href="/gaps">{view.t(gapTexts.title)}</a>
      </p>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <p>
        <a href="/gaps/candidates.jsonl" download>
          {view.t(texts.export)}
        </a>
      </p>
      <nav aria-label={view.t(gapTexts.tabs.label)}>
        <ul class="tabs">
          {states.map((one) => (
            <li>
              <a href={`/gaps/candidates?state=${one}`} aria-current={one === state ? 'page' : undefined}>
                {view.t(texts.states[one])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {listed.items.length === 0 ? (
        <div class="empty">
          <p>{view.t(texts.none)}</p>
        </div>
      ) : (
        <ul class="gap-list">
          {listed.items.map((item) => (
            <CandidateItem view={view} item={item} />
          ))}
        </ul>
      )}
      {listed.nextCursor ? (
        <p>
          <a href={withQuery(view.here, { cursor: listed.nextCursor })}>{view.t(gapTexts.more)}</a>
        </p>
      ) : null}
    </Layout>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const filter = queryFields(c, ['state', 'cursor']);
  const listed = await callCapability(can.listFeedbackCandidates, contextOf(c, 'web'), filter);
  return sendPage(c, <CandidatesPage view={viewOf(c)} state={filter.state ?? 'waiting'} listed={listed} />);
}

async function judge(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.judgeFeedbackCandidate.allow);
  const form = await readOwnForm(c);
  const given = (name: string) => {
    const value = form.get(name)?.trim();
    return value ? { [name]: value } : {};
  };
  await callCapability(can.judgeFeedbackCandidate, ctx, {
    id: c.req.param('id') ?? '',
    decision: form.get('decision'),
    ...given('question'),
    ...given('expectedOutcome'),
    ...given('note'),
  });
  return c.redirect('/gaps/candidates', 303);
}

async function download(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.listFeedbackCandidates.allow);
  c.header('Cache-Control', 'private, no-store');
  return c.body(await exportCandidates(ctx), 200, { 'Content-Type': 'application/jsonl; charset=utf-8' });
}

export function mountFeedbackCandidates(app: BankApp): void {
  app.get('/gaps/candidates', show);
  app.get('/gaps/candidates.jsonl', download);
  app.post('/gaps/candidates/:id', judge);
}
