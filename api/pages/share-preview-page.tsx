import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { AppError, forbidden } from '../../core/errors.ts';
import { sectionHeadings } from '../../knowledge/cases/case-source.ts';
import {
  aiTypeLabels,
  governmentLevelLabels,
  outcomeLabels,
  stageLabels,
} from '../../knowledge/cases/labels.ts';
import { maskCase } from '../../knowledge/cases/mask-case.ts';
import type { UnfinishedCase } from '../../knowledge/cases/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { Metrics } from './case-facts.tsx';
import { labelOf } from './cases-page.tsx';
import { Layout } from './layout.tsx';
import { Csrf, FactList, FormProblem, Prose, SourceLine } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { caseStyles } from './share-form.tsx';
import { readDraft, sharePath } from './share-saving.ts';
import { shareTexts } from './share-texts.ts';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

const { preview, form: formTexts } = shareTexts;
type Similar = Awaited<ReturnType<typeof can.listSimilarCases.run>>['items'];

interface PreviewProps {
  readonly view: View;
  readonly id: string;
  readonly draft: UnfinishedCase;
  readonly editable: boolean;
  readonly similar: Similar;
  readonly problem: AppError | undefined;
}

/** How a case written here will read; also what a reviewer reads. */
export function DraftText({ view, draft }: { view: View; draft: UnfinishedCase }) {
  const label = (labels: Parameters<typeof labelOf>[0], value: string | undefined) =>
    value === undefined ? undefined : labelOf(labels, value, view);
  const rows: [string, string | undefined][] = [
    [view.t(formTexts.agency), draft.agency],
    [view.t(formTexts.sector), draft.sector],
    [view.t(formTexts.level), label(governmentLevelLabels, draft.governmentLevel)],
    [view.t(formTexts.aiType), label(aiTypeLabels, draft.aiType)],
    [view.t(formTexts.stage), label(stageLabels, draft.stage)],
    [view.t(formTexts.outcome), label(outcomeLabels, draft.outcome)],
    [view.t(texts.oneCase.period), [draft.started, draft.ended].filter(Boolean).join(' – ')],
    [view.t(formTexts.competencies), draft.competencies.join('、')],
    [view.t(preview.readers), view.t(formTexts.visibilities[draft.visibility.split(':')[0]!]!)],
    [view.t(formTexts.credit), view.t(formTexts.credits[draft.credit])],
  ];
  return (
    <>
      <FactList rows={rows} />
      <Metrics view={view} metrics={draft.metrics} />
      {Object.entries(sectionHeadings).map(([part, heading]) => {
        const text = draft.sections[part as keyof typeof sectionHeadings];
        return text ? (
          <section>
            <h2>{view.t(texts.oneCase.parts[heading] ?? { 'zh-TW': heading, en: heading })}</h2>
            <Prose text={text} language="zh-TW" options={{ headingLevel: 3 }} />
          </section>
        ) : null;
      })}
      {draft.sources.length > 0 ? (
        <section>
          <h2>{view.t(texts.oneCase.sources)}</h2>
          <ol class="source-list">
            {draft.sources.map((source) => (
              <li>
                <SourceLine view={view} source={source} />
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </>
  );
}

function missingOf(view: View, draft: UnfinishedCase): string[] {
  const facts = [
    ['title', formTexts.caseTitle],
    ['agency', formTexts.agency],
    ['sector', formTexts.sector],
    ['governmentLevel', formTexts.level],
    ['aiType', formTexts.aiType],
    ['stage', formTexts.stage],
    ['outcome', formTexts.outcome],
  ] as const;
  const missing = facts.filter(([name]) => !draft[name]).map(([, label]) => view.t(label));
  const told = Object.values(draft.sections).some((text) => text !== '');
  return told ? missing : [...missing, view.t(preview.noText)];
}

function Names({ view, id, draft }: PreviewProps) {
  const names = [...new Set(maskCase(draft).found.marked.map(({ text }) => text))];
  if (names.length === 0) return null;
  return (
    <section class="notice">
      <h2>{view.t(preview.names)}</h2>
      <p>{view.t(preview.namesLead)}</p>
      <form method="post" action={`${sharePath(id)}/names`} class="sheet">
        <Csrf view={view} />
        <fieldset>
          <legend>{view.t(preview.names)}</legend>
          {names.map((name) => (
            <label class="check">
              <input type="checkbox" name="name" value={name} />
              {name}
            </label>
          ))}
        </fieldset>
        <p>
          <button type="submit" class="button plain">
            {view.t(preview.namesButton)}
          </button>
        </p>
      </form>
    </section>
  );
}

export function SimilarCases({ view, similar }: { view: View; similar: Similar }) {
  if (similar.length === 0) return null;
  return (
    <section aria-labelledby="similar">
      <h2 id="similar">{view.t(preview.similar)}</h2>
      <p>{view.t(preview.similarLead)}</p>
      <ul>
        {similar.map(({ id, title, titleEn, nearDuplicate }) => (
          <li>
            <a href={`/cases/${encodeURIComponent(id)}`}>
              {view.language === 'en' ? (titleEn ?? title) : title}
            </a>
            {nearDuplicate ? <strong> — {view.t(preview.near)}</strong> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Submit({ view, id, draft, editable }: PreviewProps) {
  if (!editable) return null;
  const missing = missingOf(view, draft);
  return (
    <section class="no-print">
      {missing.length > 0 ? (
        <div class="notice">
          <p>{view.t(preview.missing)}</p>
          <ul>
            {missing.map((label) => (
              <li>{label}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {draft.sources.length === 0 ? <p class="notice">{view.t(preview.noSources)}</p> : null}
      <form method="post" action={`${sharePath(id)}/submit`}>
        <Csrf view={view} />
        <p class="actions">
          <button type="submit" class="button" disabled={missing.length > 0}>
            {view.t(preview.submit)}
          </button>
          <a class="button plain" href={sharePath(id)}>
            {view.t(preview.back)}
          </a>
        </p>
        <p class="quiet small-text">{view.t(preview.submitHint)}</p>
      </form>
    </section>
  );
}

function PreviewPage(props: PreviewProps) {
  const { view, draft, problem, editable, similar } = props;
  const title = draft.title || view.t(shareTexts.untitled);
  return (
    <Layout view={view} title={title} section="/cases" styles={caseStyles}>
      <p class="crumb no-print">
        <a href="/share">{view.t(shareTexts.title)}</a>
      </p>
      <h1>{title}</h1>
      <FormProblem view={view} problem={problem} />
      {editable ? <Names {...props} /> : <p class="notice">{view.t(shareTexts.states.submitted)}</p>}
      <DraftText view={view} draft={draft} />
      {editable ? <SimilarCases view={view} similar={similar} /> : null}
      <Submit {...props} />
    </Layout>
  );
}

/** Cases like a draft, for its author and its reviewer. */
export async function similarTo(c: HonoContext<ApiEnv>, id: string, draft: UnfinishedCase): Promise<Similar> {
  const text = Object.values(draft.sections).join('\n');
  const { items } = await callCapability(can.listSimilarCases, contextOf(c, 'web'), {
    title: draft.title,
    text: text.slice(0, 60_000),
    except: id,
  });
  return items;
}

async function show(c: HonoContext<ApiEnv>, problem?: AppError): Promise<Response> {
  requirePermission(contextOf(c, 'web'), can.saveCase.allow);
  const { one, draft } = await readDraft(c, c.req.param('id') ?? '');
  if (!one.mine || !draft) throw forbidden('author');
  const editable = one.writing === 'draft' || one.writing === 'returned';
  const similar = editable ? await similarTo(c, one.id, draft) : [];
  return sendPage(
    c,
    <PreviewPage
      view={viewOf(c)}
      id={one.id}
      draft={draft}
      editable={editable}
      similar={similar}
      problem={problem}
    />,
    problem ? httpStatus[problem.code] : 200,
  );
}

async function submit(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.submitCase.allow);
  await readOwnForm(c);
  try {
    await callCapability(can.submitCase, ctx, { id: c.req.param('id') });
    return c.redirect('/share', 303);
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_INPUT') return show(c, error);
    throw error;
  }
}

async function hideNames(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.hideNames.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  const names = form.getAll('name');
  if (names.length > 0) await callCapability(can.hideNames, ctx, { id, names });
  return c.redirect(`${sharePath(id)}/preview`, 303);
}

/** A draft as it will read, what is to be decided before, and handing it in. */
export function mountSharePreview(app: BankApp): void {
  app.get('/share/:id/preview', (c) => show(c));
  app.post('/share/:id/submit', submit);
  app.post('/share/:id/names', hideNames);
}
