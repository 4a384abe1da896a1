import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { AppError } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { httpStatus } from '../errors.ts';
import { dayOf } from './badges-parts.tsx';
import { learnerStyles } from './dashboard-page.tsx';
import { quizTexts as texts } from './dashboard-texts.ts';
import { levelNames } from './framework-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { QuizResult } from './quizzes-result.tsx';
import { queryFields, readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

type Quiz = Awaited<ReturnType<typeof can.takeQuiz.run>>;
type List = Awaited<ReturnType<typeof can.listQuizzes.run>>;

const quizPath = (competency: string, level: string) =>
  `/quizzes/${encodeURIComponent(competency)}?level=${level}`;

function QuizTable({ view, list }: { view: View; list: List }) {
  return (
    <section class="table-scroll" tabindex={0} aria-label={view.t(texts.title)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{view.t(texts.title)}</th>
            <th scope="col">{view.t(texts.result)}</th>
            <th scope="col" class="num">
              {view.t(texts.items)}
            </th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((one) => (
            <tr>
              <th scope="row">
                <a href={quizPath(one.competency.id, one.level)}>
                  {one.competency.name} · {view.t(levelNames[one.level]!)}
                </a>
              </th>
              <td>
                {one.result ? `${one.result.proficiency} · ${dayOf(one.result.at)}` : view.t(texts.never)}
              </td>
              <td class="num">{one.items}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

async function showList(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const list = await callCapability(can.listQuizzes, contextOf(c, 'web'), {});
  return sendPage(
    c,
    <Layout view={view} title={view.t(texts.title)} section="/dashboard" styles={learnerStyles}>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <p class="notice">{list.note}</p>
      <QuizTable view={view} list={list} />
      <h2>{view.t(texts.rule)}</h2>
      <p>{list.rule}</p>
    </Layout>,
  );
}

function Question({ view, item, no }: { view: View; item: Quiz['items'][number]; no: number }) {
  return (
    <fieldset class="question">
      <legend>
        <span class="quiet">
          {view.t(texts.question)}
          {no}
          {view.t(texts.questionUnit)}
        </span>{' '}
        {item.stem}
      </legend>
      {item.options.map((option) => (
        <label class="check">
          <input type="radio" name={item.id} value={option.id} />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}

function QuizForm({ view, quiz }: { view: View; quiz: Quiz }) {
  const title = `${quiz.competency.name} · ${quiz.level.name}`;
  return (
    <Layout view={view} title={title} section="/dashboard" styles={learnerStyles}>
      <h1>{title}</h1>
      <p class="notice">{quiz.note}</p>
      <details>
        <summary>{view.t(texts.rule)}</summary>
        <p>{quiz.rule}</p>
      </details>
      <form class="sheet quiz" method="post" action={quizPath(quiz.competency.id, quiz.level.id)}>
        <Csrf view={view} />
        <input type="hidden" name="attempt" value={quiz.attemptId} />
        {quiz.items.map((item, index) => (
          <Question view={view} item={item} no={index + 1} />
        ))}
        <p>
          <button type="submit" class="button">
            {view.t(texts.submit)}
          </button>
        </p>
      </form>
    </Layout>
  );
}

function Resting({ view, problem }: { view: View; problem: AppError }) {
  return (
    <Layout view={view} title={view.t(texts.resting)} section="/dashboard" styles={learnerStyles}>
      <h1>{view.t(texts.resting)}</h1>
      <p class="notice">{problem.messageIn(view.language)}</p>
      <p>
        <a href="/quizzes">{view.t(texts.back)}</a> · <a href="/dashboard">{view.t(texts.toDashboard)}</a>
      </p>
    </Layout>
  );
}

const competencyOf = (c: HonoContext<ApiEnv>) => c.req.param('competency') ?? '';

async function showQuiz(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const input = { competency: competencyOf(c), ...queryFields(c, ['level']) };
  try {
    const quiz = await callCapability(can.takeQuiz, contextOf(c, 'web'), input);
    return sendPage(c, <QuizForm view={view} quiz={quiz} />);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'LIMIT') throw error;
    return sendPage(c, <Resting view={view} problem={error} />, httpStatus[error.code]);
  }
}

async function handIn(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = await readOwnForm(c);
  const answers = [...form]
    .filter(([name]) => name !== 'csrf' && name !== 'attempt')
    .map(([id, option]) => ({ id, option }));
  // The texts of the options must be read before the answer, while the draw is still open.
  const ctx = contextOf(c, 'web');
  const competency = competencyOf(c);
  const quiz = await callCapability(can.takeQuiz, ctx, { competency, ...queryFields(c, ['level']) });
  const result = await callCapability(can.submitQuiz, ctx, {
    competency,
    attemptId: form.get('attempt') ?? '',
    answers,
  });
  return sendPage(c, <QuizResult view={viewOf(c)} quiz={quiz} result={result} />);
}

export function mountQuizzes(app: BankApp): void {
  app.get('/quizzes', showList);
  app.get('/quizzes/:competency', showQuiz);
  app.post('/quizzes/:competency', handIn);
}
