import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { caseTexts } from './case-texts.ts';
import { Layout } from './layout.tsx';
import { queryFields, sendPage } from './respond.ts';
import { caseStyles } from './share-form.tsx';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

const { changes: words } = caseTexts;
export type Changes = Awaited<ReturnType<typeof can.listCaseChanges.run>>;

export function readChanges(c: HonoContext<ApiEnv>): Promise<Changes> {
  return callCapability(can.listCaseChanges, contextOf(c, 'web'), queryFields(c, ['month']));
}

function countsText(view: View, { counts }: Changes): string {
  const said = (['added', 'updated', 'withdrawn'] as const)
    .filter((what) => counts[what] > 0)
    .map((what) =>
      view.language === 'en'
        ? `${counts[what]} ${words[what].en}`
        : `${words[what]['zh-TW']} ${counts[what]} 則`,
    );
  return said.length > 0 ? said.join(view.language === 'en' ? ', ' : '、') : view.t(words.none);
}

function List({ view, items }: { view: View; items: Changes['items'] }) {
  return (
    <ul class="change-list">
      {items.map(({ id, title, titleEn, what, on, reason }) => (
        <li>
          <time datetime={on}>{on}</time> <span class={`tag change-${what}`}>{view.t(words[what])}</span>{' '}
          <a href={`/cases/${encodeURIComponent(id)}`}>
            {view.language === 'en' ? (titleEn ?? title) : title}
          </a>
          {reason ? (
            <span class="quiet small-text">
              {' '}
              {view.t(words.reason)}
              {reason}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const latest = 5;

/** On the list of cases: this month in one line, the latest few on demand. */
export function ThisMonth({ view, changes }: { view: View; changes: Changes }) {
  return (
    <details class="act this-month no-print">
      <summary>
        {view.t(words.thisMonth)} <span class="quiet">{countsText(view, changes)}</span>
      </summary>
      <List view={view} items={changes.items.slice(0, latest)} />
      <p>
        <a href="/cases/changes">{view.t(words.all)}</a>
      </p>
    </details>
  );
}

function ChangesPage({ view, changes }: { view: View; changes: Changes }) {
  return (
    <Layout
      view={view}
      title={`${view.t(words.title)} ${changes.month}`}
      section="/cases"
      styles={caseStyles}
    >
      <p class="crumb no-print">
        <a href="/cases">{view.t(texts.cases.title)}</a>
      </p>
      <h1>
        {view.t(words.title)} {changes.month}
      </h1>
      <form class="filters row no-print" method="get">
        <label class="field">
          <span>{view.t(words.month)}</span>
          <input type="month" name="month" value={changes.month} />
        </label>
        <div class="field buttons">
          <button type="submit" class="button">
            {view.t(words.show)}
          </button>
        </div>
      </form>
      <p class="count" role="status">
        {countsText(view, changes)}
      </p>
      <List view={view} items={changes.items} />
    </Layout>
  );
}

/** What was added, updated and withdrawn in a month. Mounted before the page of one case. */
export function mountCaseChanges(app: BankApp): void {
  app.get('/cases/changes', async (c) =>
    sendPage(c, <ChangesPage view={viewOf(c)} changes={await readChanges(c)} />),
  );
}
