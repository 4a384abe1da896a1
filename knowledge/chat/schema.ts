import { z } from 'zod';
import { type Capability, saying } from '../../core/capability.ts';
import { AskReply, Citation } from '../answers/schema.ts';

/** Longest question; a command may be longer, since it can carry a draft or a reason. */
const maxQuestion = 2_000;
const maxCommand = 20_000;

/** True for a line that begins as commands do. */
export const isCommandLine = (text: string) => /^\s*[/／]/u.test(text);

export const ChatInput = z.object({
  text: z
    .string()
    .max(maxCommand)
    .refine(
      (text) => /[\p{L}\p{N}]/u.test(text),
      saying({ 'zh-TW': '必須是問題或指令', en: 'must contain a question or a command' }),
    )
    .refine(
      (text) => isCommandLine(text) || text.length <= maxQuestion,
      saying({
        'zh-TW': `問題最多 ${maxQuestion} 字`,
        en: `must have at most ${maxQuestion} characters when it is a question`,
      }),
    ),
  conversationId: z.string().max(100).optional(),
});

const ChatMessage = z.object({
  markdown: z.string(),
  citations: z.array(Citation).optional(),
  actions: z.array(z.object({ label: z.string(), command: z.string() })).optional(),
  answer: AskReply.pick({ answerId: true, mode: true, outcome: true }).optional(),
  image: z.object({ url: z.string(), alt: z.string() }).optional(),
  /** Asked for field by field; filled in on its page, or typed as the message says. */
  form: z.object({ command: z.string(), title: z.string(), page: z.string() }).optional(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export const ChatReply = z.object({ conversationId: z.string(), messages: z.array(ChatMessage) });

/** The browser's face of the chat, as the API and the pages call it. */
export type ChatCapability = Capability<typeof ChatInput, typeof ChatReply>;
