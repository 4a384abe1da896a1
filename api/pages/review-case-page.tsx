import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { invalidInput, notFound } from '../../core/errors.ts';
import { sectionHeadings } from '../../knowledge/cases/case-source.ts';
import { UnfinishedCase } from '../../knowledge/cases/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { AreaField, colon } from './badges-parts.tsx';
import { Diff } from './case-diff.tsx';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { reviewTexts } from './review-texts.ts';
import { caseStyles } from './share-form.tsx';
import { DraftText, SimilarCases, similarTo } from './share-preview-page.tsx';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

const { oneCase: words } = reviewTexts;
type Case = Awaited<ReturnType<typeof can.getCase.run>>;
type Similar = Awaited<ReturnType<typeof similarTo>>;

/** A record as lines that can be laid side by side. */
function linesOf(view: View, record: UnfinishedCase): [name: string, text: string][] {
  const facts = [
    record.title,
    record.agency,
    record.sector,
    record.governmentLevel,
    record.aiType,
    record.stage,
    record.outcome,
    record.started,
    record.ended,
    record.visibility,
    record.credit,
  ].filter(Boolean);
  const heading = (name: string) => view.t(texts.oneCase.parts[name] ?? { 'zh-TW': name, en: name });
  const figures = record.metrics.map(({ name, value, unit, basis }) =>
    `${name} ${value} ${unit} ${basis ?? ''}`.trim(),
  );
  return [
    [view.t({ 'zh-TW': '基本事實', en: 'Facts' }), facts.join('\n')],
    ...Object.entries(sectionHeadings).map(([part, name]): [string, string] => [
      heading(name),
      record.sections[part as keyof typeof sectionHeadings],
    ]),
    [view.t(texts.oneCase.metrics), figures.join('\n')],
    [view.t(texts.oneCase.sources), record.sources.map(({ title, url }) => `${title} ${url}`).join('\n')],
  ];
}

function Sides({ view, before, after }: { view: View; before: UnfinishedCase; after: UnfinishedCase }) {
  const old = new Map(linesOf(view, before));
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{view.t(words.changed)}</h2>
      {linesOf(view, after).map(([name, text]) => {
        const was = old.get(name) ?? '';
        if (was === '' && text === '') return null;
        if (was === text)
          return (
            <p>
              <strong>{name}</strong> <span class="quiet">{view.t(words.unchanged)}</span>
            </p>
          );
        return (
          <section class="changes">
            <h3>{name}</h3>
            <div class="two-sides">
              <section>
                <h4>{view.t(words.before)}</h4>
                <p class="lines">
                  <Diff before={was} after={text} side="before" />
                </p>
              </section>
              <section>
                <h4>{view.t(words.after)}</h4>
                <p class="lines">
                  <Diff before={was} after={text} side="after" />
                </p>
              </section>
            </div>
          </section>
        );
      })}
    </section>
  );
}

function Earlier({ view, one }: { view: View; one: Case }) {
  if (!one.reviews?.length) return null;
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier">{view.t(words.earlier)}</h2>
      <ul class="review-list">
        {one.reviews.map(({ decision, comment, at }) => (
          <li>
            <strong>{view.t(words.decisions[decision === 'approve' ? 'approve' : 'return'])}</strong>{' '}
            <span class="quiet">{at.slice(0, 10)}</span>
            {comment ? <p class="lines">{comment}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decision({ view, one }: { view: View; one: Case }) {
  if (one.writing !== 'submitted' || one.mine) return <p class="notice">{view.t(words.notWaiting)}</p>;
  return (
    <section class="no-print" aria-labelledby="decide">
      <h2 id="decide">{view.t(words.decide)}</h2>
      <form class="sheet" method="post" action={`/review/cases/${encodeURIComponent(one.id)}`}>
        <Csrf view={view} />
        <AreaField view={view} name="comment" label={words.comment} max={4_000} rows={3} />
        <p class="quiet small-text">{view.t(words.returnHint)}</p>
        <p class="actions">
          <button type="submit" class="button" name="decision" value="approve">
            {view.t(words.approve)}
          </button>
          <button type="submit" class="button plain" name="decision" value="return">
            {view.t(words.return)}
          </button>
        </p>
      </form>
    </section>
  );
}

interface Props {
  readonly view: View;
  readonly one: Case;
  readonly draft: UnfinishedCase;
  readonly before: UnfinishedCase | undefined;
  readonly similar: Similar;
}

function ReviewCase({ view, one, draft, before, similar }: Props) {
  return (
    <Layout view={view} title={draft.title} section="/cases" styles={caseStyles} wide={before !== undefined}>
      <p class="crumb no-print">
        <a href="/review">{view.t(reviewTexts.title)}</a>
      </p>
      <h1>{draft.title}</h1>
      {before ? (
        <Sides view={view} before={before} after={draft} />
      ) : (
        <p class="quiet">{view.t(words.first)}</p>
      )}
      {draft.sources.length === 0 ? <p class="notice">{view.t(words.noSources)}</p> : null}
      <SimilarCases view={view} similar={similar} />
      <DraftText view={view} draft={draft} />
      <Earlier view={view} one={one} />
      <Decision view={view} one={one} />
    </Layout>
  );
}

async function readHandedIn(c: HonoContext<ApiEnv>) {
  const one = await callCapability(can.getCase, contextOf(c, 'web'), { id: c.req.param('id') });
  if (!one.draft) throw notFound({ 'zh-TW': '送審的案例', en: 'case handed in' });
  const before = one.published && UnfinishedCase.parse(one.published);
  return { one, draft: UnfinishedCase.parse(one.draft), before };
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  requirePermission(contextOf(c, 'web'), can.reviewCase.allow);
  const { one, draft, before } = await readHandedIn(c);
  const similar = await similarTo(c, one.id, draft);
  return sendPage(
    c,
    <ReviewCase view={viewOf(c)} one={one} draft={draft} before={before} similar={similar} />,
  );
}

/** Asks first; the same form sent again with its confirmation decides. */
async function decide(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.reviewCase.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  const comment = (form.get('comment') ?? '').trim();
  const decision = form.get('decision');
  if (decision === 'return' && comment === '') throw invalidInput(words.returnHint);
  if (isConfirmed(form)) {
    await callCapability(can.reviewCase, ctx, { id, decision, comment });
    return c.redirect('/review', 303);
  }
  const view = viewOf(c);
  const { draft } = await readHandedIn(c);
  const approves = decision === 'approve';
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      section="/cases"
      action={c.req.path}
      back={c.req.path}
      heading={`${view.t(approves ? words.approve : words.return)}${colon(view)}${draft.title}`}
      fields={form}
    >
      <p>{view.t(approves ? words.approveLead : words.returnLead)}</p>
      {comment ? <p class="lines">{comment}</p> : null}
    </ConfirmPage>,
  );
}

/** A case handed in, beside what is published, and the decision on it. */
export function mountReviewCase(app: BankApp): void {
  app.get('/review/cases/:id', show);
  app.post('/review/cases/:id', decide);
}
