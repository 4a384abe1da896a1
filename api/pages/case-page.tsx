import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Language } from '../../core/language.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { CaseActions, CaseNotices } from './case-actions.tsx';
import { type Care, CareSection, readCare } from './case-care.tsx';
import { copiedCase } from './case-copy.ts';
import { Facts, Metrics } from './case-facts.tsx';
import { CaseTalk, readTalk, type Talk } from './case-talk.tsx';
import { OutcomeTag } from './cases-page.tsx';
import { CopySource } from './copy-button.tsx';
import { CaseStudyButton } from './courses-from-case.tsx';
import { listCompetencyNames } from './framework-data.ts';
import { Layout } from './layout.tsx';
import { langOf, type Option, Prose, SourceLine } from './parts.tsx';
import { programmeStyles } from './programme-parts.tsx';
import { originOf, sendPage } from './respond.ts';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

type Case = Awaited<ReturnType<typeof capabilities.getCase.run>>;
type CasePart = { heading: string; text: string; language: Language };

/** Passages made from the structured fields, which this page shows as tables and lists of its own. */
const structured = new Set(['案例概要', 'Overview', '指標', '未能查證']);
const englishHeading = 'English summary';

/** A long part is kept as several passages; here they read as one again. */
function joinParts(sections: Case['sections']): CasePart[] {
  const parts: CasePart[] = [];
  for (const { heading, text, language } of sections) {
    const last = parts.at(-1);
    if (last?.heading === heading) last.text += `\n\n${text}`;
    else if (text.trim() !== '' && !structured.has(heading)) parts.push({ heading, text, language });
  }
  return parts;
}

function headingOf(view: View, part: CasePart): string {
  const known = texts.oneCase.parts[part.heading];
  return known ? view.t(known) : part.heading;
}

const partId = (index: number) => `part-${index + 1}`;

function Parts({
  view,
  parts,
  sourceCount,
}: {
  view: View;
  parts: readonly CasePart[];
  sourceCount: number;
}) {
  const mark = (n: number) =>
    n >= 1 && n <= sourceCount
      ? `<a class="cite" href="#source-${n}" aria-label="${view.t(texts.oneCase.sourceMark)} ${n}">${n}</a>`
      : undefined;
  return (
    <>
      {parts.map((part, index) => (
        <section id={partId(index)}>
          <h2>{headingOf(view, part)}</h2>
          <Prose text={part.text} language={part.language} options={{ mark, headingLevel: 3 }} />
        </section>
      ))}
    </>
  );
}

function Rest({ view, one, names }: { view: View; one: Case; names: readonly Option[] }) {
  const { oneCase } = texts;
  const competencies = one.item?.competencies ?? [];
  return (
    <>
      {one.unverified.length > 0 ? (
        <section id="unverified" class="notice">
          <h2>{view.t(oneCase.unverified)}</h2>
          <ul lang={langOf('zh-TW')}>
            {one.unverified.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {one.sources.length > 0 ? (
        <section id="sources">
          <h2>{view.t(oneCase.sources)}</h2>
          <ol class="source-list">
            {one.sources.map((source, index) => (
              <li id={`source-${index + 1}`} tabindex={-1}>
                <SourceLine view={view} source={source} />
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {competencies.length > 0 ? (
        <section id="competencies">
          <h2>{view.t(oneCase.competencies)}</h2>
          <ul class="chips">
            {competencies.map((name) => (
              <li>
                <a class="chip" href={`/framework?competency=${encodeURIComponent(name)}#competencies`}>
                  {names.find((option) => option.value === name)?.label ?? name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {one.similar.length > 0 ? (
        <section id="similar">
          <h2>{view.t(oneCase.similar)}</h2>
          <ul>
            {one.similar.map(({ id, title, titleEn }) => (
              <li>
                <a href={`/cases/${encodeURIComponent(id)}`}>
                  {view.language === 'en' ? (titleEn ?? title) : title}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Contents({ view, parts }: { view: View; parts: readonly CasePart[] }) {
  return (
    <nav class="contents no-print" aria-label={view.t(texts.oneCase.contents)}>
      <p>{view.t(texts.oneCase.contents)}</p>
      <ol>
        {parts.map((part, index) => (
          <li>
            <a href={`#${partId(index)}`}>{headingOf(view, part)}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface CasePageProps {
  readonly view: View;
  readonly one: Case;
  readonly names: readonly Option[];
  readonly talk: Talk | undefined;
  readonly care: Care | undefined;
  /** What the reader has just done about its care. */
  readonly done: string | undefined;
  readonly permalink: string;
}

function CasePage({ view, one, names, talk, care, done, permalink }: CasePageProps) {
  const { item } = one;
  const parts = joinParts(one.sections);
  const english = view.language === 'en';
  // The English summary comes first for English readers, last for everybody else.
  const ordered = english
    ? [...parts].sort((a, b) => Number(b.heading === englishHeading) - Number(a.heading === englishHeading))
    : parts;
  const zhTitle = item?.title ?? one.draft?.title ?? one.id;
  const title = english ? (item?.titleEn ?? zhTitle) : zhTitle;
  const copied = copiedCase(view, one, {
    title,
    parts: ordered.map((part) => ({ heading: headingOf(view, part), text: part.text })),
    permalink,
  });
  return (
    <Layout
      view={view}
      title={title}
      section="/cases"
      styles={[...programmeStyles, 'cases.css']}
      scripts={['answers.js']}
      wide
    >
      <p class="crumb no-print">
        <a href="/cases">{view.t(texts.cases.title)}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        <OutcomeTag view={view} outcome={item?.outcome ?? one.draft?.outcome ?? null} />{' '}
        {item?.summary && !english ? <span>{item.summary}</span> : null}
        {english ? view.t(texts.oneCase.inChinese) : null}
      </p>
      <CaseNotices view={view} one={one} />
      <div class="copyable no-print">
        <CaseActions view={view} one={one} />
        <CopySource view={view} document={copied} />
      </div>
      <div class="with-side reading">
        <aside>
          {item ? <Facts view={view} item={item} /> : null}
          {one.riskBasis ? (
            <p class="quiet small-text" lang={langOf('zh-TW')}>
              {one.riskBasis}
            </p>
          ) : null}
          <Contents view={view} parts={ordered} />
          <p class="no-print">
            <a class="button plain" href={`/?q=${encodeURIComponent(`${title} `)}#composer`}>
              {view.t(texts.oneCase.askAbout)}
            </a>
          </p>
          {one.state === 'published' ? <CaseStudyButton view={view} caseId={one.id} /> : null}
        </aside>
        <div class="case-text">
          <Metrics view={view} metrics={one.metrics} />
          <Parts view={view} parts={ordered} sourceCount={one.sources.length} />
          <Rest view={view} one={one} names={names} />
          {item ? <CareSection view={view} care={care} done={done} /> : null}
          <CaseTalk view={view} talk={talk} />
          <p class="quiet print-only">{permalink}</p>
        </div>
      </div>
    </Layout>
  );
}

async function showCase(c: HonoContext<ApiEnv>): Promise<Response> {
  const one = await callCapability(capabilities.getCase, contextOf(c, 'web'), { id: c.req.param('id') });
  const names = await listCompetencyNames(c);
  const talk = await readTalk(c, one);
  const care = one.item && (await readCare(c, one.id));
  return sendPage(
    c,
    <CasePage
      view={viewOf(c)}
      one={one}
      names={names}
      talk={talk}
      care={care}
      done={c.req.query('done')}
      permalink={`${originOf(c)}/cases/${encodeURIComponent(one.id)}`}
    />,
  );
}

export function mountCase(app: BankApp): void {
  app.get('/cases/:id', showCase);
}
