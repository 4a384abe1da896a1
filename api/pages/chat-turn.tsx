import type { Context as HonoContext } from 'hono';
import { raw } from 'hono/html';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { KeptAnswer } from '../../knowledge/answers/get-answer.ts';
import type { ChatCapability, ChatMessage } from '../../knowledge/chat/schema.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Turn } from './answer-view.tsx';
import { Composer } from './ask-page.tsx';
import { Layout } from './layout.tsx';
import { renderMarkdown } from './markdown.ts';
import { Csrf } from './parts.tsx';
import { originOf, sendPage, sendPart } from './respond.ts';
import { type View, viewOf } from './view.ts';

interface Shown {
  readonly message: ChatMessage;
  /** Set when the message is an answer: it is shown as answers are. */
  readonly answer?: KeptAnswer | undefined;
}

interface ChatTurnProps {
  readonly view: View;
  readonly line: string;
  readonly conversationId: string;
  readonly shown: readonly Shown[];
  readonly origin: string;
  readonly level: 1 | 2;
}

function Actions({
  view,
  message,
  conversationId,
}: {
  view: View;
  message: ChatMessage;
  conversationId: string;
}) {
  if (!message.actions?.length) return null;
  return (
    <form class="suggestions no-print" method="post" action="/" data-line="">
      <Csrf view={view} />
      <input type="hidden" name="conversationId" value={conversationId} />
      {message.actions.map(({ label, command }) => (
        <button type="submit" name="line" value={command} class="chip">
          {label}
        </button>
      ))}
    </form>
  );
}

function Said({
  view,
  message,
  conversationId,
}: {
  view: View;
  message: ChatMessage;
  conversationId: string;
}) {
  const { markdown, image, form } = message;
  return (
    <div class="answer">
      {raw(renderMarkdown(markdown, { pages: true }))}
      {image ? <img class="chat-picture" src={image.url} alt={image.alt} /> : null}
      {form ? (
        <p class="no-print">
          <a class="button" href={form.page}>
            {form.title}
          </a>
        </p>
      ) : null}
      <Actions view={view} message={message} conversationId={conversationId} />
    </div>
  );
}

function ChatTurn({ view, line, conversationId, shown, origin, level }: ChatTurnProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <article class="turn command" data-conversation={conversationId}>
      <header class="question">
        <Heading>{line}</Heading>
      </header>
      {shown.map(({ message, answer }) =>
        answer ? (
          <Turn view={view} answer={answer} permalink={`${origin}/answers/${answer.answerId}`} level={2} />
        ) : (
          <Said view={view} message={message} conversationId={conversationId} />
        ),
      )}
    </article>
  );
}

/** A line of the chat as a browser without scripts, or the script of the first page, sends it. */
export async function sendChatTurn(
  c: HonoContext<ApiEnv>,
  chat: ChatCapability,
  line: { text: string; label?: string | null; conversationId: string | null },
): Promise<Response> {
  const view = viewOf(c);
  const ctx = contextOf(c, 'web');
  const { conversationId, messages } = await callCapability(chat, ctx, {
    text: line.text,
    ...(line.conversationId && { conversationId: line.conversationId }),
  });
  const shown = await Promise.all(
    messages.map(async (message) => ({
      message,
      answer:
        message.answer &&
        (await callCapability(capabilities.getAnswer, ctx, { id: message.answer.answerId })),
    })),
  );
  const props = { view, line: line.label || line.text, conversationId, shown, origin: originOf(c) };
  if (c.req.query('part') === 'turn') return sendPart(c, <ChatTurn {...props} level={2} />);
  return sendPage(
    c,
    <Layout view={view} title={props.line} section="/" scripts={['answers.js']}>
      <ChatTurn {...props} level={1} />
      <Composer view={view} follow={conversationId} />
    </Layout>,
  );
}
