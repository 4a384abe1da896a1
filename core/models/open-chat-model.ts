import type { Log } from '../log.ts';
import type { ChatModel } from './chat-model.ts';
import type { ChatConfig } from './chat-settings.ts';
import { guardChatModel } from './guard-chat-model.ts';
import { openProvider } from './providers.ts';

/** The chat model the settings name, or none. Nothing is loaded or reached before its first answer. */
export function openChatModel(config: ChatConfig | undefined, log: Log): ChatModel | undefined {
  return config && guardChatModel(openProvider(config), config, log);
}
