import { raw } from 'hono/html';
import { taiwanDay } from '../../core/clock.ts';
import type { KeptAnswer } from '../../knowledge/answers/get-answer.ts';
import type { AskReply, Citation } from '../../knowledge/answers/schema.ts';
import { SourceChanges } from './answer-changes.tsx';
import { caseTexts } from './case-texts.ts';
import { copiedHtml } from './copy-html.ts';
import { AskCommunity } from './gaps-parts.tsx';
import { escapeHtml } from './markdown.ts';
import { Csrf, Prose, SourceLine } from './parts.tsx';
import { texts } from './texts.ts';
import type { View } from './view.ts';

const placeOf = (answerId: string, n: number) => `c-${answerId}-${n}`;

/** `[n]` as a link to the list of sources; a script opens the passage in place instead. */
function citationMark(view: View, answer: AskReply) {
  const known = new Map(answer.citations.map((citation) => [citation.n, citation]));
  return (n: number): string | undefined => {
    const citation = known.get(n);
    if (!citation) return undefined;
    const label = `${view.t(texts.answer.source)} ${n}: ${citation.title}`;
    return `<a class="cite" href="#${escapeHtml(placeOf(answer.answerId, n))}" data-passage="/passages/${encodeURIComponent(citation.passageId)}" aria-label="${escapeHtml(label)}">${n}</a>`;
  };
}

function OriginalSources({ view, citation }: { view: View; citation: Citation }) {
  if (citation.sourceUrls.length === 0) return null;
  return (
    <details class="originals">
      <summary>
        {view.t(texts.answer.original)} ({citation.sourceUrls.length})
      </summary>
      <ul>
        {citation.sourceUrls.map((source) => (
          <li>
            <SourceLine view={view} source={source} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function CitationItem({ view, answerId, citation }: { view: View; answerId: string; citation: Citation }) {
  const { n, kind, title, section, excerpt, version, externalId, passageId, sourceId } = citation;
  return (
    <li id={placeOf(answerId, n)} tabindex={-1}>
      <span class="number" aria-hidden="true">
        {n}
      </span>
      <div>
        <p class="source-title">
          <span class="kind">{view.t(texts.kinds[kind])}</span> <strong>{title}</strong>
        </p>
        <p class="quiet">
          {section ? `${section} · ` : ''}
          {view.t(texts.answer.version)} {version}
        </p>
        <blockquote>{excerpt}</blockquote>
        <p class="links no-print">
          <a href={`/passages/${encodeURIComponent(passageId)}`}>{view.t(texts.answer.wholePassage)}</a>
          {kind === 'case' && externalId ? (
            <a href={`/cases/${encodeURIComponent(externalId)}`}>{view.t(texts.answer.toCase)}</a>
          ) : null}
          {view.session ? (
            <a href={`/sources/${encodeURIComponent(sourceId)}/care#outdated`}>
              {view.t(caseTexts.answerChanges.outdated)}
            </a>
          ) : null}
        </p>
        <OriginalSources view={view} citation={citation} />
      </div>
    </li>
  );
}

function Sources({ view, answer }: { view: View; answer: AskReply }) {
  if (answer.citations.length === 0) return null;
  return (
    <details class="sources" open>
      <summary>
        {view.t(texts.answer.sources)} ({answer.citations.length})
      </summary>
      <ol>
        {answer.citations.map((citation) => (
          <CitationItem view={view} answerId={answer.answerId} citation={citation} />
        ))}
      </ol>
    </details>
  );
}

/** Questions to go on with; each is a button of a plain form. */
function Suggestions(props: { view: View; answer: AskReply; follow: string | undefined }) {
  const { view, answer, follow } = props;
  if (answer.suggestions.length === 0) return null;
  const label = answer.outcome === 'clarify' ? texts.answer.choices : texts.answer.suggestions;
  return (
    <form class="suggestions no-print" method="post" action="/" data-ask="">
      <Csrf view={view} />
      {follow ? <input type="hidden" name="conversationId" value={follow} /> : null}
      <p>{view.t(label)}</p>
      {answer.suggestions.map((question) => (
        <button type="submit" name="question" value={question} class="chip">
          {question}
        </button>
      ))}
    </form>
  );
}

function Feedback({ view, answerId, thanked }: { view: View; answerId: string; thanked?: boolean }) {
  const { answer } = texts;
  return (
    <form
      class="feedback no-print"
      id={`feedback-${answerId}`}
      method="post"
      action={`/answers/${encodeURIComponent(answerId)}/feedback`}
      data-thanks={view.t(answer.thanks)}
    >
      <Csrf view={view} />
      <p class="feedback-ask">{view.t(answer.helpfulQuestion)}</p>
      <button type="submit" name="helpful" value="true" class="small">
        {view.t(answer.helpful)}
      </button>
      <button type="submit" name="helpful" value="false" class="small">
        {view.t(answer.notHelpful)}
      </button>
      <details>
        <summary>{view.t(answer.comment)}</summary>
        <textarea name="comment" rows={2} maxlength={2000} aria-label={view.t(answer.comment)} />
      </details>
      <p role="status" class="feedback-status">
        {thanked ? view.t(answer.thanks) : ''}
      </p>
    </form>
  );
}

/** What "copy" puts on the clipboard, fit for a memo: question, answer, numbered sources, where it can be checked. */
function plainText(view: View, answer: KeptAnswer, permalink: string): string {
  const { answer: t } = texts;
  const sources = answer.citations.flatMap((one) => [
    `[${one.n}] ${one.title}${one.section ? `／${one.section}` : ''} (${view.t(t.version)} ${one.version})`,
    ...one.sourceUrls.map((source) => `    ${source.title} ${source.url}`),
  ]);
  const answered = answer.answer.replaceAll('**', '').replace(/^#{1,6}\s+/gm, '');
  return [
    `${view.t(t.question)}: ${answer.question}`,
    '',
    answered,
    '',
    ...(sources.length > 0 ? [`${view.t(t.sources)}:`, ...sources, ''] : []),
    ...(answer.asOf ? [`${view.t(t.asOf)}: ${answer.asOf}`] : []),
    `${view.t(texts.name)} ${permalink}`,
  ].join('\n');
}

/** The same for a word processor. */
function richText(view: View, answer: KeptAnswer, permalink: string): string {
  const { answer: t } = texts;
  return copiedHtml({
    title: answer.question,
    facts: [
      [view.t(t.asOf), answer.asOf],
      [view.t(t.askedOn), taiwanDay(new Date(answer.createdAt))],
    ],
    parts: [{ markdown: answer.answer }],
    notesTitle: view.t(t.sources),
    notes: answer.citations.map(({ title, section, version, sourceUrls }) => ({
      text: `${title}${section ? `／${section}` : ''}（${view.t(t.version)} ${version}）`,
      sources: sourceUrls,
    })),
    foot: `${view.t(texts.name)} ${permalink}`,
  });
}

function Tools({ view, answer, permalink }: { view: View; answer: KeptAnswer; permalink: string }) {
  const { answer: t } = texts;
  return (
    <details class="tools no-print">
      <summary>{view.t(t.plainText)}</summary>
      <textarea readonly rows={8} aria-label={view.t(t.plainText)}>
        {plainText(view, answer, permalink)}
      </textarea>
      <template>{raw(richText(view, answer, permalink))}</template>
    </details>
  );
}

function Meta({ view, answer }: { view: View; answer: KeptAnswer }) {
  const { answer: t } = texts;
  const facts = [
    answer.outcome === 'answered' ? view.t(t[answer.mode]) : undefined,
    answer.model && `${view.t(t.model)} ${answer.model}`,
    answer.degraded,
    answer.asOf ? `${view.t(t.asOf)} ${answer.asOf}` : undefined,
    `${view.t(t.askedOn)} ${taiwanDay(new Date(answer.createdAt))}`,
  ].filter(Boolean);
  return <p class="meta quiet">{facts.join(' · ')}</p>;
}

/** One question with its answer, sources and what can be done next. */
export function Turn(props: {
  view: View;
  answer: KeptAnswer;
  permalink: string;
  level: 1 | 2;
  follow?: string | undefined;
  thanked?: boolean;
}) {
  const { view, answer, permalink, level, follow, thanked } = props;
  const { answer: t } = texts;
  const heading = level === 1 ? <h1>{answer.question}</h1> : <h2>{answer.question}</h2>;
  return (
    <article class="turn" id={`answer-${answer.answerId}`}>
      <header class="question">{heading}</header>
      {answer.outcome === 'answered' ? null : (
        <p class={`outcome ${answer.outcome}`}>{view.t(t.outcomes[answer.outcome])}</p>
      )}
      <div class="answer">
        <Prose
          text={answer.answer}
          language={answer.language}
          options={{ mark: citationMark(view, answer), headingLevel: level + 1 }}
        />
      </div>
      <Meta view={view} answer={answer} />
      {answer.outcome === 'no_source' ? (
        <AskCommunity view={view} answerId={answer.answerId} badly={false} />
      ) : null}
      <div class="actions no-print">
        <button
          type="button"
          class="small"
          data-copy=""
          data-done={view.t(t.copied)}
          data-failed={view.t(t.copyFailed)}
          hidden
        >
          {view.t(t.copy)}
        </button>
        <button type="button" class="small" data-print="" hidden>
          {view.t(t.print)}
        </button>
        <a class="small" href={`/answers/${encodeURIComponent(answer.answerId)}`}>
          {view.t(t.permalink)}
        </a>
      </div>
      <SourceChanges view={view} answer={answer} />
      <Sources view={view} answer={answer} />
      <Tools view={view} answer={answer} permalink={permalink} />
      <Suggestions view={view} answer={answer} follow={follow} />
      <Feedback view={view} answerId={answer.answerId} {...(thanked && { thanked })} />
      {answer.outcome === 'answered' ? <AskCommunity view={view} answerId={answer.answerId} badly /> : null}
    </article>
  );
}
