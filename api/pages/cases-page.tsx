import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Text } from '../../core/language.ts';
import { aiTypeLabels, countryLabel, outcomeLabels, stageLabels } from '../../knowledge/cases/labels.ts';
import type { CaseItem } from '../../knowledge/cases/published.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { mayAs } from './badges-parts.tsx';
import { type Changes, readChanges, ThisMonth } from './case-changes.tsx';
import { caseTexts } from './case-texts.ts';
import { listCompetencyNames } from './framework-data.ts';
import { Layout } from './layout.tsx';
import { type Option, Select } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { texts } from './texts.ts';
import { type View, viewOf, withQuery } from './view.ts';

const facetNames = ['outcome', 'country', 'aiType', 'stage'] as const;
type FacetName = (typeof facetNames)[number];

const filterNames = [...facetNames, 'competency', 'q'] as const;
type Filter = Partial<Record<(typeof filterNames)[number], string>>;
type Counts = Partial<Record<FacetName, Record<string, number>>>;

type Listed = Awaited<ReturnType<typeof capabilities.listCases.run>>;

/** How the labels of closed lists read; a value without one is shown as it is. */
export function labelOf(labels: Readonly<Record<string, Text>>, value: string, view: View): string {
  const label = labels[value];
  const text = label ? view.t(label) : value;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const facetLabels: Record<Exclude<FacetName, 'country'>, Readonly<Record<string, Text>>> = {
  outcome: outcomeLabels,
  aiType: aiTypeLabels,
  stage: stageLabels,
};

function facetOptions(view: View, name: FacetName, counts: Record<string, number> = {}): Option[] {
  const order = name === 'country' ? [] : Object.keys(facetLabels[name]);
  return Object.entries(counts)
    .map(([value, count]) => ({
      value,
      count,
      label:
        name === 'country' ? countryLabel(value, view.language) : labelOf(facetLabels[name], value, view),
    }))
    .sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value) || b.count - a.count);
}

/** What each filter would leave: counted with the other filters on and itself off. */
async function countFacets(c: HonoContext<ApiEnv>, filter: Filter, listed: Listed): Promise<Counts> {
  const entries = await Promise.all(
    facetNames.map(async (name) => {
      if (filter[name] === undefined) return [name, listed.facets[name]] as const;
      const { [name]: _own, ...others } = filter;
      const without = await callCapability(capabilities.listCases, contextOf(c, 'web'), {
        ...others,
        limit: 1,
      });
      return [name, without.facets[name]] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function FilterForm(props: { view: View; filter: Filter; counts: Counts; competencies: readonly Option[] }) {
  const { view, filter, counts, competencies } = props;
  const { cases } = texts;
  return (
    <search>
      <form class="filters no-print" method="get" action="/cases">
        <label class="field text">
          <span>{view.t(cases.text)}</span>
          <input type="search" name="q" value={filter.q ?? ''} maxlength={500} />
        </label>
        {facetNames.map((name) => (
          <Select
            view={view}
            name={name}
            label={cases[name]}
            all={cases.all}
            value={filter[name]}
            options={facetOptions(view, name, counts[name])}
          />
        ))}
        <Select
          view={view}
          name="competency"
          label={cases.competency}
          all={cases.all}
          value={filter.competency}
          options={competencies}
        />
        <div class="field buttons">
          <button type="submit" class="button">
            {view.t(cases.apply)}
          </button>
          {Object.keys(filter).length > 0 ? <a href="/cases">{view.t(cases.clear)}</a> : null}
        </div>
      </form>
    </search>
  );
}

export function OutcomeTag({ view, outcome }: { view: View; outcome: string | null }) {
  if (!outcome) return null;
  return <span class={`tag outcome-${outcome}`}>{labelOf(outcomeLabels, outcome, view)}</span>;
}

function CaseCard({ view, item }: { view: View; item: CaseItem }) {
  const title = view.language === 'en' ? (item.titleEn ?? item.title) : item.title;
  const facts = [
    item.country.name,
    item.agency,
    item.aiType && labelOf(aiTypeLabels, item.aiType, view),
    item.stage && labelOf(stageLabels, item.stage, view),
    item.started?.slice(0, 4),
  ].filter(Boolean);
  return (
    <li class="case-card">
      <h2>
        <a href={`/cases/${encodeURIComponent(item.id)}`}>{title}</a>
      </h2>
      <p class="facts">
        <OutcomeTag view={view} outcome={item.outcome} /> {facts.join(' · ')}
      </p>
      {item.summary && view.language !== 'en' ? <p>{item.summary}</p> : null}
    </li>
  );
}

function Results({ view, listed }: { view: View; listed: Listed }) {
  const { cases } = texts;
  if (listed.items.length === 0)
    return (
      <div class="empty">
        <p>{view.t(cases.none)}</p>
        <p class="quiet">{view.t(cases.noneHint)}</p>
      </div>
    );
  return (
    <>
      <ul class="case-list">
        {listed.items.map((item) => (
          <CaseCard view={view} item={item} />
        ))}
      </ul>
      {listed.nextCursor ? (
        <p>
          <a class="button plain" href={withQuery(view.here, { cursor: listed.nextCursor })} rel="next">
            {view.t(cases.more)}
          </a>
        </p>
      ) : null}
    </>
  );
}

interface CasesPageProps {
  readonly view: View;
  readonly filter: Filter;
  readonly listed: Listed;
  readonly counts: Counts;
  readonly competencies: readonly Option[];
  readonly changes: Changes;
}

function CasesPage({ view, filter, listed, counts, competencies, changes }: CasesPageProps) {
  const { cases } = texts;
  return (
    <Layout
      view={view}
      title={view.t(cases.title)}
      section="/cases"
      styles={['badges.css', 'cases.css']}
      wide
    >
      <h1>{view.t(cases.title)}</h1>
      <p class="lead">{view.t(cases.lead)}</p>
      <p class="actions no-print">
        <a class="small" href="/share">
          {view.t(caseTexts.share)}
        </a>
        <a class="small" href="/cases/compare">
          {view.t(caseTexts.comparing.title)}
        </a>
        {mayAs(view, 'pilot_leader', 'reviewer', 'manager') ? (
          <a class="small" href="/review">
            {view.t(caseTexts.review)}
          </a>
        ) : null}
      </p>
      <ThisMonth view={view} changes={changes} />
      <div class="with-side">
        <FilterForm view={view} filter={filter} counts={counts} competencies={competencies} />
        <section aria-labelledby="count">
          <p id="count" class="count" role="status">
            <strong>{listed.total}</strong> {view.t(listed.total === 1 ? cases.countOne : cases.count)}
          </p>
          <Results view={view} listed={listed} />
        </section>
      </div>
    </Layout>
  );
}

async function showCases(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const filter: Filter = queryFields(c, filterNames);
  const listed = await callCapability(capabilities.listCases, contextOf(c, 'web'), {
    ...filter,
    ...queryFields(c, ['cursor']),
    limit: 30,
  });
  const counts = await countFacets(c, filter, listed);
  const competencies = await listCompetencyNames(c);
  return sendPage(
    c,
    <CasesPage
      view={view}
      filter={filter}
      listed={listed}
      counts={counts}
      competencies={competencies}
      changes={await readChanges(c)}
    />,
  );
}

export function mountCases(app: BankApp): void {
  app.get('/cases', showCases);
}
