import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Text } from '../../core/language.ts';
import {
  aiTypeLabels,
  governmentLevelLabels,
  outcomeLabels,
  riskLabels,
  stageLabels,
} from '../../knowledge/cases/labels.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Metrics } from './case-facts.tsx';
import { caseTexts } from './case-texts.ts';
import { listCaseTitles } from './case-titles.ts';
import { labelOf } from './cases-page.tsx';
import { Layout } from './layout.tsx';
import { type Option, Prose, Select } from './parts.tsx';
import { queryFields, sendPage } from './respond.ts';
import { caseStyles } from './share-form.tsx';
import { shareTexts } from './share-texts.ts';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

const { comparing: words } = caseTexts;
type Compared = Awaited<ReturnType<typeof can.compareTwoCases.run>>;
type Fact = Compared['facts'][number];

const factNames: Record<Fact['name'], Text> = {
  agency: texts.oneCase.agency,
  country: texts.oneCase.country,
  governmentLevel: texts.oneCase.level,
  sector: texts.oneCase.sector,
  aiType: texts.cases.aiType,
  stage: texts.cases.stage,
  outcome: texts.cases.outcome,
  started: words.started,
  ended: words.ended,
  riskLevel: texts.oneCase.risk,
};

const valueLabels: Partial<Record<Fact['name'], Readonly<Record<string, Text>>>> = {
  governmentLevel: governmentLevelLabels,
  aiType: aiTypeLabels,
  stage: stageLabels,
  outcome: outcomeLabels,
  riskLevel: riskLabels,
};

function valueText(view: View, name: Fact['name'], value: string | null): string {
  const labels = valueLabels[name];
  if (value === null) return '—';
  return labels ? labelOf(labels, value, view) : value;
}

function titleOf(view: View, { item }: Compared['a']): string {
  return view.language === 'en' ? (item.titleEn ?? item.title) : item.title;
}

function Facts({ view, compared }: { view: View; compared: Compared }) {
  const { a, b, facts } = compared;
  return (
    <section>
      <h2>{view.t(words.facts)}</h2>
      <section class="table-scroll" tabindex={0} aria-label={view.t(words.facts)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{view.t(words.fact)}</th>
              {[a, b].map((side) => (
                <th scope="col">
                  <a href={`/cases/${encodeURIComponent(side.id)}`}>{titleOf(view, side)}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts
              .filter((fact) => fact.a !== null || fact.b !== null)
              .map((fact) => (
                <tr>
                  <th scope="row">
                    {view.t(factNames[fact.name])}
                    {fact.same ? null : <span class="quiet small-text"> · {view.t(words.different)}</span>}
                  </th>
                  <td>{valueText(view, fact.name, fact.a)}</td>
                  <td>{valueText(view, fact.name, fact.b)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** A mark leads to the source on the page of its own case. */
function sourceMark(id: string) {
  return (n: number) => `<a class="cite" href="/cases/${encodeURIComponent(id)}#source-${n}">${n}</a>`;
}

function Sides({ view, compared }: { view: View; compared: Compared }) {
  const { a, b } = compared;
  return (
    <>
      {a.parts.map(({ heading, text }, index) => {
        const other = b.parts[index]?.text ?? null;
        if (text === null && other === null) return null;
        const name = texts.oneCase.parts[heading];
        return (
          <section>
            <h2>{name ? view.t(name) : heading}</h2>
            <div class="two-sides">
              {(
                [
                  [a, text],
                  [b, other],
                ] as const
              ).map(([side, own]) => (
                <section>
                  <h3>{titleOf(view, side)}</h3>
                  {own === null ? (
                    <p class="quiet">{view.t(words.noPart)}</p>
                  ) : (
                    <Prose
                      text={own}
                      language="zh-TW"
                      options={{ headingLevel: 4, mark: sourceMark(side.id) }}
                    />
                  )}
                </section>
              ))}
            </div>
          </section>
        );
      })}
    </>
  );
}

interface Props {
  readonly view: View;
  readonly titles: readonly Option[];
  readonly asked: { a?: string; b?: string };
  readonly compared: Compared | undefined;
}

function ComparePage({ view, titles, asked, compared }: Props) {
  return (
    <Layout view={view} title={view.t(words.title)} section="/cases" styles={caseStyles} wide>
      <p class="crumb no-print">
        <a href="/cases">{view.t(texts.cases.title)}</a>
      </p>
      <h1>{view.t(words.title)}</h1>
      <p class="lead no-print">{view.t(words.lead)}</p>
      <form class="filters no-print compare-choice" method="get" action="/cases/compare">
        <Select
          view={view}
          name="a"
          label={words.first}
          value={asked.a}
          all={shareTexts.form.choose}
          options={titles}
        />
        <Select
          view={view}
          name="b"
          label={words.second}
          value={asked.b}
          all={shareTexts.form.choose}
          options={titles}
        />
        <div class="field buttons">
          <button type="submit" class="button">
            {view.t(words.show)}
          </button>
        </div>
      </form>
      {compared ? (
        <>
          <Facts view={view} compared={compared} />
          <div class="two-sides">
            {[compared.a, compared.b].map((side) => (
              <section>
                <Metrics view={view} metrics={side.metrics} />
              </section>
            ))}
          </div>
          <Sides view={view} compared={compared} />
        </>
      ) : null}
    </Layout>
  );
}

/** Two cases beside each other. Mounted before the page of one case. */
export function mountCaseCompare(app: BankApp): void {
  app.get('/cases/compare', async (c: HonoContext<ApiEnv>) => {
    const asked: Props['asked'] = queryFields(c, ['a', 'b']);
    const titles = [...(await listCaseTitles(c))].map(([value, label]) => ({ value, label }));
    const compared =
      asked.a && asked.b ? await callCapability(can.compareTwoCases, contextOf(c, 'web'), asked) : undefined;
    return sendPage(c, <ComparePage view={viewOf(c)} titles={titles} asked={asked} compared={compared} />);
  });
}
