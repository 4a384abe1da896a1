import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { type GlossaryTerm, glossaryDomains } from '../../knowledge/glossary/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Layout } from './layout.tsx';
import { langOf, Select } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

type Filter = { q?: string; domain?: string };
type Found = Awaited<ReturnType<typeof capabilities.browseGlossary.run>>;

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

function Words({ label, words, lang }: { label: string; words: readonly string[]; lang?: string }) {
  if (words.length === 0) return null;
  return (
    <p class="words">
      <span class="quiet">{label}</span> <span lang={lang}>{words.join(lang === 'en' ? ', ' : '、')}</span>
    </p>
  );
}

function Term({ view, term }: { view: View; term: GlossaryTerm }) {
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
        <Words label={view.t(glossary.also)} words={term.synonymsZh} lang={zh} />
        <Words label={view.t(glossary.also)} words={term.synonymsEn} lang="en" />
        <Words label={view.t(glossary.everyday)} words={term.everyday} lang={zh} />
        <UsedIn view={view} sources={term.sources ?? []} />
      </dd>
    </div>
  );
}

const caseId = /^[a-z]{2}-/;

function UsedIn({ view, sources }: { view: View; sources: readonly string[] }) {
  const cases = sources.filter((id) => caseId.test(id));
  if (cases.length === 0) return null;
  return (
    <p class="words">
      <span class="quiet">{view.t(texts.glossary.usedIn)}</span>{' '}
      {cases.map((id, index) => (
        <>
          {index > 0 ? ', ' : ''}
          <a href={`/cases/${encodeURIComponent(id)}`}>{id}</a>
        </>
      ))}
    </p>
  );
}

function GlossaryPage({ view, filter, found }: { view: View; filter: Filter; found: Found }) {
  const { glossary } = texts;
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
          {found.items.map((term) => (
            <Term view={view} term={term} />
          ))}
        </dl>
      )}
    </Layout>
  );
}

async function showGlossary(c: HonoContext<ApiEnv>): Promise<Response> {
  const filter: Filter = queryFields(c, ['q', 'domain']);
  const found = await callCapability(capabilities.browseGlossary, contextOf(c, 'web'), filter);
  return sendPage(c, <GlossaryPage view={viewOf(c)} filter={filter} found={found} />);
}

export function mountGlossary(app: BankApp): void {
  app.get('/glossary', showGlossary);
}
