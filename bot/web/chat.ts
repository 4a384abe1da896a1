import { z } from 'zod';
import { defineCapability, saying } from '../../core/capability.ts';
import { AskReply, Citation } from '../../knowledge/answers/schema.ts';
import { runLine } from '../commands/run-line.ts';

/** Longest question; a command may be longer, since it can carry a draft or a reason. */
const maxQuestion = 2_000;
const maxCommand = 20_000;

const isCommand = (text: string) => /^\s*[/／]/u.test(text);

const ChatInput = z.object({
  text: z
    .string()
    .max(maxCommand)
    .refine(
      (text) => /[\p{L}\p{N}]/u.test(text),
      saying({ 'zh-TW': '必須是問題或指令', en: 'must contain a question or a command' }),
    )
    .refine(
      (text) => isCommand(text) || text.length <= maxQuestion,
      saying({
        'zh-TW': `問題最多 ${maxQuestion} 字`,
        en: `must have at most ${maxQuestion} characters when it is a question`,
      }),
    ),
  conversationId: z.string().max(100).optional(),
});

const ChatReply = z.object({
  conversationId: z.string(),
  messages: z.array(
    z.object({
      markdown: z.string(),
      citations: z.array(Citation).optional(),
      actions: z.array(z.object({ label: z.string(), command: z.string() })).optional(),
      answer: AskReply.pick({ answerId: true, mode: true, outcome: true }).optional(),
      image: z.object({ url: z.string(), alt: z.string() }).optional(),
      /** Asked for field by field; filled in on its page, or typed as the message says. */
      form: z.object({ command: z.string(), title: z.string(), page: z.string() }).optional(),
    }),
  ),
});

/** The browser's face of the chat: one line in, what every face would say out. */
export const chat = defineCapability({
  name: 'chat',
  title: { 'zh-TW': '對話', en: 'Chat' },
  description: {
    'zh-TW': '輸入問題或指令（例如 /case find），得到與各聊天介面相同的回覆。輸入 /bank help 看所有指令。',
    en: 'A question or a command such as /case find; replies exactly as every chat face does. /bank help lists the commands.',
  },
  input: ChatInput,
  output: ChatReply,
  allow: 'anonymous',
  acts: true,
  async run(ctx, line) {
    const { conversationId, messages } = await runLine(ctx, line);
    return {
      conversationId,
      messages: messages.map(({ markdown, citations, actions, answer, image, form }) => ({
        markdown,
        ...(citations && { citations: [...citations] }),
        ...(actions && { actions: [...actions] }),
        ...(answer && { answer }),
        ...(image && { image: { url: image.url, alt: image.alt } }),
        ...(form && { form: { command: form.command, title: form.title, page: form.page } }),
      })),
    };
  },
});
