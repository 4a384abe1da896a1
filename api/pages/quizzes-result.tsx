import type { capabilities } from '../../capabilities.ts';
import { proficiencyLabels } from '../../knowledge/courses/labels.ts';
import { quizTexts as texts } from './dashboard-texts.ts';
import { Layout } from './layout.tsx';
import type { View } from './view.ts';

type Quiz = Awaited<ReturnType<typeof capabilities.takeQuiz.run>>;
type Result = Awaited<ReturnType<typeof capabilities.submitQuiz.run>>;
type ItemResult = Result['items'][number];

function ItemReview({
  view,
  item,
  asked,
}: {
  view: View;
  item: ItemResult;
  asked: Quiz['items'][number] | undefined;
}) {
  const textOf = (id: string | null) => asked?.options.find((option) => option.id === id)?.text;
  const verdict = item.right ? texts.right : item.chosen ? texts.wrong : texts.unanswered;
  return (
    <li>
      <h3>{asked?.stem}</h3>
      <p>
        <strong>
          <span aria-hidden="true">{item.right ? '✓' : '✗'}</span> {view.t(verdict)}
        </strong>
      </p>
      <dl class="fact-list">
        {item.chosen && !item.right ? (
          <div>
            <dt>{view.t(texts.yours)}</dt>
            <dd>{textOf(item.chosen)}</dd>
          </div>
        ) : null}
        <div>
          <dt>{view.t(texts.key)}</dt>
          <dd>{textOf(item.key)}</dd>
        </div>
        <div>
          <dt>{view.t(texts.why)}</dt>
          <dd>{item.rationale}</dd>
        </div>
        <div>
          <dt>{view.t(texts.source)}</dt>
          <dd>
            <a href={item.source.url}>{item.source.title}</a>
          </dd>
        </div>
      </dl>
    </li>
  );
}

export function QuizResult({ view, quiz, result }: { view: View; quiz: Quiz; result: Result }) {
  const title = view.t(texts.resultTitle);
  return (
    <Layout
      view={view}
      title={title}
      section="/dashboard"
      styles={['badges.css', 'paths.css', 'learners.css']}
    >
      <h1>{title}</h1>
      <p class="rate-figure">
        <span>
          {quiz.competency.name} · {quiz.level.name} · {view.t(texts.proficiency)}{' '}
        </span>
        <strong>{result.proficiency}</strong>{' '}
        <span class="quiet">
          {proficiencyLabels[result.proficiency]?.[view.language]} · {view.t(texts.correct)} {result.correct}/
          {result.total}
        </span>
      </p>
      <p class="notice">{result.note}</p>
      <details>
        <summary>{view.t(texts.rule)}</summary>
        <p>{result.rule}</p>
      </details>
      <ol class="item-reviews">
        {result.items.map((item) => (
          <ItemReview view={view} item={item} asked={quiz.items.find((one) => one.id === item.id)} />
        ))}
      </ol>
      <p class="no-print">
        <a href="/quizzes">{view.t(texts.back)}</a> · <a href="/dashboard">{view.t(texts.toDashboard)}</a>
      </p>
    </Layout>
  );
}
