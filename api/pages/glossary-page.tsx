import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { type GlossaryTerm, glossaryDomains } from '../../knowledge/glossary/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { listCaseTitles } from './case-titles.ts';
import { Layout } from './layout.tsx';
import { langOf, Select } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { texts } from './texts.ts';
import { type View, viewOf, withQuery } from './view.ts';

type Filter = { q?: string; domain?: string };
type Titles = ReadonlyMap<string, string>;
type Found = Awaited<ReturnType<typeof capabilities.browseGlossary.run>>;

const termsPerPage = 60;

function SearchForm({ view, filter }: { view: View; filter: Filter }) {
  const { glossary } = texts;
  const options = Object.entries(glossaryDomains).map(([value, label]) => ({ value, label: view.t(label) }));
  return (
    <search>
      <form class="filters row no-print" method="get" action="/glossary">
        <label class="field text">
          <span>{view.t(glossary.search)}</span>
          <input type="search" name="q" value={filter.q ?? ''} maxlength={200} />
        </label>
        <Select
          view={view}
          name="domain"
          label={glossary.domain}
          all={glossary.all}
          value={filter.domain}
          options={options}
        />
        <div class="field buttons">
          <button type="submit" class="button">
            {view.t(texts.cases.apply)}
          </button>
          {filter.q || filter.domain ? <a href="/glossary">{view.t(texts.cases.clear)}</a> : null}
        </div>
      </form>
    </search>
  );
}

function Words({ label, words }: { label: string; words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <p class="words">
      <span class="quiet">{label}</span> {words.join('、')}
    </p>
  );
}

function Term({ view, term, titles }: { view: View; term: GlossaryTerm; titles: Titles }) {
  const { glossary } = texts;
  const zh = langOf('zh-TW');
  return (
    <div class="term" id={term.id}>
      <dt>
        <span lang={zh}>{term.zh}</span>{' '}
        <span lang="en" class="term-en">
          {term.en}
        </span>
        <a class="kind" href={`/glossary?domain=${term.domain}`}>
          {view.t(glossaryDomains[term.domain])}
        </a>
      </dt>
      <dd>
        <p lang={zh}>{term.definition['zh-TW']}</p>
        <p lang="en" class="quiet">
          {term.definition.en}
        </p>
        {term.note ? (
          <p lang={zh} class="quiet">
            {view.t(glossary.note)}: {term.note}
          </p>
        ) : null}
        <Words label={view.t(glossary.also)} words={[...term.synonymsZh, ...term.synonymsEn]} />
        <Words label={view.t(glossary.everyday)} words={term.everyday} />
        <UsedIn view={view} sources={term.sources ?? []} titles={titles} />
      </dd>
    </div>
  );
}

function UsedIn(props: { view: View; sources: readonly string[]; titles: Titles }) {
  const { view, sources, titles } = props;
  const cases = sources.filter((id) => titles.has(id));
  if (cases.length === 0) return null;
  return (
    <details class="words">
      <summary class="quiet">
        {view.t(texts.glossary.usedIn)} {cases.length}{' '}
        {view.t(cases.length === 1 ? texts.cases.countOne : texts.cases.count)}
      </summary>
      <ul>
        {cases.map((id) => (
          <li>
            <a href={`/cases/${encodeURIComponent(id)}`}>{titles.get(id)}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Pages({ view, page, count }: { view: View; page: number; count: number }) {
  const last = Math.ceil(count / termsPerPage);
  if (last <= 1) return null;
  const to = (number: number) => withQuery(view.here, { page: String(number) });
  return (
    <nav class="pages" aria-label={view.t(texts.glossary.title)}>
      {page > 1 ? (
        <a href={to(page - 1)} rel="prev">
          {view.t(texts.glossary.previous)}
        </a>
      ) : null}
      <span class="quiet">
        {page} / {last}
      </span>
      {page < last ? (
        <a href={to(page + 1)} rel="next">
          {view.t(texts.glossary.next)}
        </a>
      ) : null}
    </nav>
  );
}

interface GlossaryPageProps {
  readonly view: View;
  readonly filter: Filter;
  readonly found: Found;
  readonly page: number;
  readonly titles: Titles;
}

function GlossaryPage({ view, filter, found, page, titles }: GlossaryPageProps) {
  const { glossary } = texts;
  const shown = found.items.slice((page - 1) * termsPerPage, page * termsPerPage);
  const count = found.items.length;
  return (
    <Layout view={view} title={view.t(glossary.title)} section="/glossary">
      <h1>{view.t(glossary.title)}</h1>
      <p class="lead">{view.t(glossary.lead)}</p>
      <SearchForm view={view} filter={filter} />
      <p class="count" role="status">
        <strong>{count}</strong>
        {count < found.total ? ` / ${found.total}` : ''} {view.t(glossary.count)}
      </p>
      {count === 0 ? (
        <div class="empty">
          <p>{view.t(glossary.none)}</p>
          <p class="quiet">{view.t(texts.cases.noneHint)}</p>
        </div>
      ) : (
        <dl class="terms">
          {shown.map((term) => (
            <Term view={view} term={term} titles={titles} />
          ))}
        </dl>
      )}
      <Pages view={view} page={page} count={count} />
    </Layout>
  );
}

/** A page number that exists, whatever was typed. */
function pageOf(typed: string | undefined, count: number): number {
  const wanted = /^\d{1,4}$/.test(typed ?? '') ? Number(typed) : 1;
  return Math.min(Math.max(wanted, 1), Math.max(1, Math.ceil(count / termsPerPage)));
}

async function showGlossary(c: HonoContext<ApiEnv>): Promise<Response> {
  const filter: Filter = queryFields(c, ['q', 'domain']);
  const found = await callCapability(capabilities.browseGlossary, contextOf(c, 'web'), filter);
  const titles = await listCaseTitles(c);
  const page = pageOf(c.req.query('page'), found.items.length);
  return sendPage(
    c,
    <GlossaryPage view={viewOf(c)} filter={filter} found={found} page={page} titles={titles} />,
  );
}

export function mountGlossary(app: BankApp): void {
  app.get('/glossary', showGlossary);
}
