import { defineCapability } from '../../core/capability.ts';
import { ChatInput, type ChatMessage, ChatReply } from '../../knowledge/chat/schema.ts';
import type { BotMessage } from '../commands/command.ts';
import { runLine } from '../commands/run-line.ts';

/** A message as a browser gets it: pictures and forms by their addresses. */
export function presentMessage({
  markdown,
  citations,
  actions,
  answer,
  image,
  form,
}: BotMessage): ChatMessage {
  return {
    markdown,
    ...(citations && { citations: [...citations] }),
    ...(actions && { actions: [...actions] }),
    ...(answer && { answer }),
    ...(image && { image: { url: image.url, alt: image.alt } }),
    ...(form && { form: { command: form.command, title: form.title, page: form.page } }),
  };
}

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
    return { conversationId, messages: messages.map(presentMessage) };
  },
});
