import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Diff } from './case-diff.tsx';
import { caseTexts } from './case-texts.ts';
import { Layout } from './layout.tsx';
import { Select } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { caseStyles } from './share-form.tsx';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

const { versions: words } = caseTexts;
type Versions = Awaited<ReturnType<typeof can.listCaseVersions.run>>;

function Choice({ view, listed }: { view: View; listed: Versions }) {
  const options = listed.versions.map(({ version, on }) => ({
    value: String(version),
    label: `${view.t(words.version)} ${version}（${on}）`,
  }));
  return (
    <form class="filters row no-print" method="get">
      <Select view={view} name="from" label={words.from} value={String(listed.from)} options={options} />
      <Select view={view} name="to" label={words.to} value={String(listed.to)} options={options} />
      <div class="field buttons">
        <button type="submit" class="button">
          {view.t(words.show)}
        </button>
      </div>
    </form>
  );
}

function VersionsPage({ view, listed }: { view: View; listed: Versions }) {
  const headingOf = (heading: string) => {
    if (heading === '') return view.t(words.titleChange);
    const known = texts.oneCase.parts[heading];
    return known ? view.t(known) : heading;
  };
  return (
    <Layout
      view={view}
      title={`${listed.title} · ${view.t(words.title)}`}
      section="/cases"
      styles={caseStyles}
    >
      <p class="crumb no-print">
        <a href={`/cases/${encodeURIComponent(listed.id)}`}>{listed.title}</a>
      </p>
      <h1>{view.t(words.title)}</h1>
      {listed.from === null ? (
        <p class="empty">{view.t(words.none)}</p>
      ) : (
        <>
          <Choice view={view} listed={listed} />
          <p class="quiet small-text">{view.t(words.legend)}</p>
          {listed.changes.length === 0 ? <p>{view.t(words.same)}</p> : null}
          {listed.changes.map(({ heading, before, after }) => (
            <section class="changes">
              <h2>{headingOf(heading)}</h2>
              <p class="lines" lang="zh-Hant-TW">
                <Diff before={before ?? ''} after={after ?? ''} />
              </p>
            </section>
          ))}
        </>
      )}
    </Layout>
  );
}

/** The versions of a case, two of them laid over each other. */
export function mountCaseVersions(app: BankApp): void {
  app.get('/cases/:id/versions', async (c: HonoContext<ApiEnv>) => {
    const asked = queryFields(c, ['from', 'to']);
    const listed = await callCapability(can.listCaseVersions, contextOf(c, 'web'), {
      ...asked,
      id: c.req.param('id'),
    });
    return sendPage(c, <VersionsPage view={viewOf(c)} listed={listed} />);
  });
}
