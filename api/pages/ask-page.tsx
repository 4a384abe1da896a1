import type { Context as HonoContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { type ChatCapability, isCommandLine } from '../../knowledge/chat/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { sendChatTurn } from './chat-turn.tsx';
import { examples } from './examples.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { isHttps, readOwnForm, sendPage } from './respond.ts';
import { texts } from './texts.ts';
import { type View, viewOf } from './view.ts';

const conversationCookie = 'bank_conversation';
const daySeconds = 86_400;

/** The conversation this browser is in, if `answerId` was its latest answer: how people without scripts ask on. */
export function conversationAt(c: HonoContext<ApiEnv>, answerId: string): string | undefined {
  const [conversationId, latest] = getCookie(c, conversationCookie)?.split('.') ?? [];
  return latest === answerId ? conversationId : undefined;
}

/** The box to ask in; `follow` continues the conversation instead of starting one. */
export function Composer(props: { view: View; question?: string; follow?: string | undefined }) {
  const { view, question = '', follow } = props;
  const { ask } = texts;
  return (
    <form class="composer no-print" id="composer" method="post" action="/">
      <Csrf view={view} />
      {follow ? <input type="hidden" name="conversationId" value={follow} /> : null}
      <label for="question">{view.t(follow ? ask.followUp : ask.label)}</label>
      <textarea
        id="question"
        name="question"
        rows={follow ? 2 : 3}
        maxlength={2000}
        required
        placeholder={view.t(follow ? ask.followUpPlaceholder : ask.placeholder)}
      >
        {question}
      </textarea>
      <div class="composer-foot">
        <span class="hint quiet">{view.t(ask.hint)}</span>
        <button type="submit" class="button">
          {view.t(ask.submit)}
        </button>
      </div>
    </form>
  );
}

function Examples({ view }: { view: View }) {
  return (
    <form class="examples" id="examples" method="post" action="/" data-ask="">
      <Csrf view={view} />
      <h2>{view.t(texts.ask.examples)}</h2>
      <dl>
        {examples.map(({ kind, questions }) => (
          <div>
            <dt>{view.t(kind)}</dt>
            {questions.map((question) => (
              <dd>
                <button type="submit" name="question" value={view.t(question)}>
                  {view.t(question)}
                </button>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </form>
  );
}

/** What the script fills while an answer is on its way. */
function Templates({ view }: { view: View }) {
  const { ask } = texts;
  return (
    <>
      <template id="turn-template">
        <article class="turn pending">
          <header class="question">
            <h2>…</h2>
          </header>
          <p class="working" role="status" />
          <div class="answer streamed" aria-live="polite" />
        </article>
      </template>
      <template id="failure-template">
        <div class="failure" role="alert">
          <p class="failure-text" />
          <p class="quiet failure-id" hidden>
            {view.t(ask.requestId)} <code />
          </p>
          <button type="button" class="small">
            {view.t(ask.retry)}
          </button>
        </div>
      </template>
    </>
  );
}

function AskPage({ view, question }: { view: View; question: string }) {
  const { ask } = texts;
  return (
    <Layout view={view} title={view.t(texts.name)} section="/" scripts={['answers.js', 'ask.js']}>
      <div
        class="ask"
        id="ask"
        data-working={view.t(ask.working)}
        data-ready={view.t(ask.ready)}
        data-offline={view.t(ask.offline)}
        data-failed={view.t(ask.failed)}
        data-follow={view.t(ask.followUp)}
        data-follow-placeholder={view.t(ask.followUpPlaceholder)}
      >
        <div class="intro" id="intro">
          <h1>{view.t(ask.heading)}</h1>
          <p class="lead">{view.t(ask.lead)}</p>
        </div>
        <div id="thread" />
        <p id="announcer" class="visually-hidden" role="status" />
        <Composer view={view} question={question} />
        <p class="new-conversation" id="new-conversation" hidden>
          <button type="button" class="link">
            {view.t(ask.newConversation)}
          </button>
        </p>
        <Examples view={view} />
        <Templates view={view} />
      </div>
    </Layout>
  );
}

/** A question leads to the answer's own page: the way without scripts. A command, or a button's line, is carried out. */
async function askByForm(c: HonoContext<ApiEnv>, chat: ChatCapability | undefined): Promise<Response> {
  const form = await readOwnForm(c);
  const conversationId = form.get('conversationId');
  const text = form.get('line') ?? form.get('question') ?? '';
  if (chat && (form.has('line') || isCommandLine(text)))
    return sendChatTurn(c, chat, { text, label: form.get('label'), conversationId });
  const reply = await callCapability(capabilities.ask, contextOf(c, 'web'), {
    question: form.get('question') ?? '',
    ...(conversationId && { conversationId }),
  });
  setCookie(c, conversationCookie, `${reply.conversationId}.${reply.answerId}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(c),
    maxAge: daySeconds,
  });
  return c.redirect(`/answers/${encodeURIComponent(reply.answerId)}`, 303);
}

export function mountAskPage(app: BankApp, chat?: ChatCapability): void {
  app.get('/', (c) => {
    deleteCookie(c, conversationCookie, { path: '/' });
    const question = (c.req.query('q') ?? '').slice(0, 2_000);
    return sendPage(c, <AskPage view={viewOf(c)} question={question} />);
  });
  app.post('/', (c) => askByForm(c, chat));
}
