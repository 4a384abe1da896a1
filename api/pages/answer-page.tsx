import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { KeptAnswer } from '../../knowledge/answers/get-answer.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Turn } from './answer-view.tsx';
import { Composer, conversationAt } from './ask-page.tsx';
import { Layout } from './layout.tsx';
import { originOf, readOwnForm, sendPage, sendPart } from './respond.ts';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

function permalinkOf(c: HonoContext<ApiEnv>, id: string): string {
  return `${originOf(c)}/answers/${encodeURIComponent(id)}`;
}

interface AnswerPageProps {
  readonly view: View;
  readonly answer: KeptAnswer;
  readonly permalink: string;
  /** The conversation to ask on in, when this browser is in it. */
  readonly follow: string | undefined;
  readonly thanked: boolean;
}

function AnswerPage({ view, answer, permalink, follow, thanked }: AnswerPageProps) {
  return (
    <Layout view={view} title={answer.question} section="/" scripts={['answers.js']}>
      <Turn view={view} answer={answer} permalink={permalink} level={1} follow={follow} thanked={thanked} />
      <p class="quiet print-only">{permalink}</p>
      <p class="quiet small-text">
        {view.t(texts.answer.retention)} {view.retentionDays} {view.t(texts.answer.days)}
      </p>
      <Composer view={view} follow={follow} />
    </Layout>
  );
}

async function showAnswer(c: HonoContext<ApiEnv>): Promise<Response> {
  const view = viewOf(c);
  const id = c.req.param('id') ?? '';
  const answer = await callCapability(capabilities.getAnswer, contextOf(c, 'web'), { id });
  const permalink = permalinkOf(c, id);
  if (c.req.query('part') === 'turn')
    return sendPart(c, <Turn view={view} answer={answer} permalink={permalink} level={2} />);
  const follow = conversationAt(c, id);
  const thanked = c.req.query('thanks') !== undefined;
  return sendPage(
    c,
    <AnswerPage view={view} answer={answer} permalink={permalink} follow={follow} thanked={thanked} />,
  );
}

async function takeFeedback(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  const comment = form.get('comment')?.trim();
  await callCapability(capabilities.giveFeedback, contextOf(c, 'web'), {
    id,
    helpful: form.get('helpful') === 'true',
    ...(comment && { comment }),
  });
  const path = `/answers/${encodeURIComponent(id)}`;
  return c.redirect(`${path}?thanks=1#feedback-${encodeURIComponent(id)}`, 303);
}

export function mountAnswers(app: BankApp): void {
  app.get('/answers/:id', showAnswer);
  app.post('/answers/:id/feedback', takeFeedback);
}
