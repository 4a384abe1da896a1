import type { Context as HonoContext } from 'hono';
import type { z } from 'zod';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { PassageReply } from '../../knowledge/sources/get-passage.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Layout } from './layout.tsx';
import { Prose, SourceLine } from './parts.tsx';
import { sendPage, sendPart } from './respond.ts';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

type Passage = z.input<typeof PassageReply>;

function Notices({ view, passage }: { view: View; passage: Passage }) {
  return (
    <>
      {passage.state === 'withdrawn' ? <p class="notice">{view.t(texts.answer.withdrawn)}</p> : null}
      {passage.version < passage.currentVersion ? <p class="notice">{view.t(texts.answer.older)}</p> : null}
    </>
  );
}

interface PassageProps {
  readonly view: View;
  readonly passage: Passage;
  /** Of the list of original sources: one below what the passage stands under. */
  readonly heading: 'h2' | 'h3';
}

function Originals({ view, passage, heading: Heading }: PassageProps) {
  if (passage.sourceUrls.length === 0) return null;
  return (
    <section class="originals">
      <Heading>{view.t(texts.answer.original)}</Heading>
      <ol>
        {passage.sourceUrls.map((source, index) => (
          <li id={`original-${index + 1}`} tabindex={-1}>
            <SourceLine view={view} source={source} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** `[n]` in a source's text points at the n-th of its original sources. */
function originalMark(passage: Passage) {
  return (n: number) =>
    n >= 1 && n <= passage.sourceUrls.length ? `<a class="cite" href="#original-${n}">${n}</a>` : undefined;
}

/** A cited passage with what a reader needs to judge it: where it stands, its version, the original sources. */
function PassageBody({ view, passage, heading }: PassageProps) {
  const { answer, kinds } = texts;
  return (
    <>
      <p class="source-title">
        <span class="kind">{view.t(kinds[passage.kind])}</span> <strong>{passage.title}</strong>
      </p>
      <p class="quiet">
        {passage.section.join(' › ')} · {view.t(answer.version)} {passage.version}
      </p>
      <Notices view={view} passage={passage} />
      <Prose text={passage.text} language={passage.language} options={{ mark: originalMark(passage) }} />
      {passage.kind === 'case' && passage.state === 'current' ? (
        <p class="links">
          <a href={`/cases/${encodeURIComponent(passage.externalId)}`}>{view.t(answer.toCase)}</a>
        </p>
      ) : null}
      <Originals view={view} passage={passage} heading={heading} />
    </>
  );
}

function Neighbour(props: {
  view: View;
  label: { 'zh-TW': string; en: string };
  passage: Passage['next'];
  language: Passage['language'];
}) {
  const { view, label, passage, language } = props;
  if (!passage) return null;
  return (
    <details class="neighbour">
      <summary>
        {view.t(label)}: {passage.section.join(' › ')}
      </summary>
      <Prose text={passage.text} language={language} />
      <p class="links">
        <a href={`/passages/${encodeURIComponent(passage.id)}`}>{view.t(texts.answer.passage)}</a>
      </p>
    </details>
  );
}

function PassagePage({ view, passage }: { view: View; passage: Passage }) {
  const { answer } = texts;
  return (
    <Layout view={view} title={passage.title}>
      <h1>{view.t(answer.passage)}</h1>
      <Neighbour view={view} label={answer.before} passage={passage.previous} language={passage.language} />
      <article class="passage">
        <PassageBody view={view} passage={passage} heading="h2" />
      </article>
      <Neighbour view={view} label={answer.after} passage={passage.next} language={passage.language} />
    </Layout>
  );
}

async function showPassage(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const passage = await callCapability(capabilities.getPassage, contextOf(c, 'web'), {
    id: c.req.param('id'),
  });
  if (c.req.query('part') === 'body')
    return sendPart(c, <PassageBody view={view} passage={passage} heading="h3" />);
  return sendPage(c, <PassagePage view={view} passage={passage} />);
}

export function mountPassages(app: BankApp): void {
  app.get('/passages/:id', showPassage);
}
