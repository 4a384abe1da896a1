import { type Block, checkBlocks } from './limits.ts';
import { botUser, type SlackChannel, type SlackMessage, type SlackState, team } from './state.ts';

// biome-ignore lint/suspicious/noExplicitAny: the arguments of any method, as sent
export type Args = Record<string, any>;
export type Reply =
  | { ok: true; [key: string]: unknown }
  | { ok: false; error: string; [key: string]: unknown };
export type Method = (state: SlackState, args: Args, now: number) => Reply;

export const refuse = (error: string, messages: readonly string[] = []): Reply => ({
  ok: false,
  error,
  ...(messages.length > 0 && { response_metadata: { messages: messages.map((text) => `[ERROR] ${text}`) } }),
});

/** The channel a bot may write to, or why not. */
function writable(state: SlackState, id: string): SlackChannel | string {
  const channel = state.channels.get(id);
  if (!channel) return 'channel_not_found';
  return channel.members.includes(botUser) ? channel : 'not_in_channel';
}

function checkContent({ text, blocks, markdown_text: markdown }: Args): Reply | undefined {
  if (!text && !blocks?.length && !markdown) return refuse('no_text');
  if (markdown && (text || blocks)) return refuse('markdown_text_conflict');
  if (markdown && markdown.length > 12_000) return refuse('msg_too_long');
  if (text && text.length > 40_000) return refuse('msg_too_long');
  const faults = checkBlocks((blocks ?? []) as Block[]);
  return faults.length > 0 ? refuse('invalid_blocks', faults) : undefined;
}

const content = ({ text, blocks, markdown_text: markdown, metadata }: Args) => ({
  text: markdown ?? text ?? '',
  blocks: (blocks ?? []) as Block[],
  ...(metadata && { metadata }),
});

function post(state: SlackState, args: Args, onlyFor?: string): Reply {
  const channel = writable(state, args.channel);
  if (typeof channel === 'string') return refuse(channel);
  if (onlyFor && !channel.members.includes(onlyFor)) return refuse('user_not_in_channel');
  return write(state, channel, args, onlyFor);
}

/** What a `response_url` does: it reaches its person wherever the command was typed, the app a member or not. */
export function answerUrl(state: SlackState, held: { channel: string; user: string }, args: Args): boolean {
  const channel = state.channels.get(held.channel);
  if (!channel) return false;
  if (args.replace_original) {
    const index = state.messages.findIndex(({ ts }) => ts === args.replaces);
    if (index >= 0) state.messages.splice(index, 1);
  }
  const reply = write(state, channel, args, args.response_type === 'in_channel' ? undefined : held.user);
  return reply.ok;
}

function write(state: SlackState, channel: SlackChannel, args: Args, onlyFor?: string): Reply {
  if (args.thread_ts && !state.find(channel.id, args.thread_ts)) return refuse('thread_not_found');
  const wrong = checkContent(args);
  if (wrong) return wrong;
  const message: SlackMessage = {
    ts: state.nextTs(),
    channel: channel.id,
    user: botUser,
    edits: 0,
    ...content(args),
    ...(args.thread_ts && { threadTs: args.thread_ts }),
    ...(onlyFor && { onlyFor }),
  };
  state.messages.push(message);
  return { ok: true, channel: channel.id, ts: message.ts, ...(onlyFor && { message_ts: message.ts }) };
}

const chunkText = (args: Args) =>
  (args.markdown_text ?? '') +
  ((args.chunks ?? []) as Args[]).map((chunk) => (chunk.type === 'markdown_text' ? chunk.text : '')).join('');

const tooLong = (args: Args) =>
  [args.markdown_text ?? '', ...((args.chunks ?? []) as Args[]).map((chunk) => chunk.text ?? '')].some(
    (text) => text.length > 12_000,
  );

/** How long a stream lives, in milliseconds; tests shorten it. */
export const streamLife = { ms: 300_000 };

const startStream: Method = (state, args, now) => {
  const channel = writable(state, args.channel);
  if (typeof channel === 'string') return refuse(channel);
  if (!args.thread_ts) return refuse('missing_argument', ['thread_ts']);
  if (!state.find(channel.id, args.thread_ts)) return refuse('thread_not_found');
  if (channel.kind !== 'im') {
    if (!args.recipient_user_id) return refuse('missing_recipient_user_id');
    if (!args.recipient_team_id) return refuse('missing_recipient_team_id');
  }
  if (tooLong(args)) return refuse('msg_too_long');
  const message: SlackMessage = {
    ts: state.nextTs(),
    channel: channel.id,
    user: botUser,
    text: chunkText(args),
    blocks: [],
    threadTs: args.thread_ts,
    streaming: true,
    streamed: true,
    streamedUntil: now + streamLife.ms,
    edits: 0,
  };
  state.messages.push(message);
  return { ok: true, channel: channel.id, ts: message.ts };
};

function streaming(state: SlackState, args: Args, now: number): SlackMessage | Reply {
  const message = state.find(args.channel, args.ts);
  if (!message) return refuse('message_not_found');
  if (message.streaming && now > (message.streamedUntil ?? 0)) message.streaming = false;
  if (!message.streaming) return refuse('message_not_in_streaming_state');
  return tooLong(args) ? refuse('msg_too_long') : message;
}

const isReply = (value: SlackMessage | Reply): value is Reply => 'ok' in value;

const appendStream: Method = (state, args, now) => {
  const message = streaming(state, args, now);
  if (isReply(message)) return message;
  if (!chunkText(args)) return refuse('missing_argument', ['markdown_text']);
  message.text += chunkText(args);
  return { ok: true, channel: message.channel, ts: message.ts };
};

const stopStream: Method = (state, args, now) => {
  const message = streaming(state, args, now);
  if (isReply(message)) return message;
  const faults = checkBlocks((args.blocks ?? []) as Block[]);
  if (faults.length > 0) return refuse('invalid_blocks', faults);
  message.text += chunkText(args);
  message.blocks = (args.blocks ?? []) as Block[];
  if (args.metadata) message.metadata = args.metadata;
  message.streaming = false;
  return { ok: true, channel: message.channel, ts: message.ts };
};

const update: Method = (state, args) => {
  const message = state.find(args.channel, args.ts);
  if (!message || message.onlyFor) return refuse('message_not_found');
  if (message.user !== botUser) return refuse('cant_update_message');
  if (message.streaming) return refuse('streaming_state_conflict');
  const wrong = checkContent(args);
  if (wrong) return wrong;
  Object.assign(message, content(args));
  message.edits += 1;
  return { ok: true, channel: message.channel, ts: message.ts };
};

const remove: Method = (state, args) => {
  const index = state.messages.findIndex(({ channel, ts }) => channel === args.channel && ts === args.ts);
  if (index < 0) return refuse('message_not_found');
  if (state.messages[index]!.user !== botUser) return refuse('cant_delete_message');
  state.messages.splice(index, 1);
  return { ok: true };
};

const setStatus: Method = (state, args, now) => {
  if (!state.channels.has(args.channel_id)) return refuse('channel_not_found');
  if (!args.thread_ts) return refuse('missing_argument', ['thread_ts']);
  if (args.status === undefined) return refuse('missing_argument', ['status']);
  state.statuses.push({ channel: args.channel_id, threadTs: args.thread_ts, status: args.status, at: now });
  return { ok: true };
};

const setSuggestedPrompts: Method = (state, args) => {
  const prompts = (args.prompts ?? []) as Args[];
  if (prompts.length < 1 || prompts.length > 4) return refuse('invalid_prompts');
  state.prompts.push({ channel: args.channel_id, titles: prompts.map(({ title }) => title) });
  return { ok: true };
};

const open: Method = (state, args) => {
  const user = state.users.get(args.users);
  if (!user) return refuse('user_not_found');
  return { ok: true, channel: { id: state.direct(user.id).id } };
};

export const chatMethods: Record<string, Method> = {
  'auth.test': () => ({
    ok: true,
    team_id: team,
    user_id: botUser,
    bot_id: 'BBANK',
    user: 'bank',
    team: 'Test',
  }),
  'chat.postMessage': (state, args) => post(state, args),
  'chat.postEphemeral': (state, args) => post(state, args, args.user),
  'chat.update': update,
  'chat.delete': remove,
  'chat.startStream': startStream,
  'chat.appendStream': appendStream,
  'chat.stopStream': stopStream,
  'assistant.threads.setStatus': setStatus,
  'assistant.threads.setSuggestedPrompts': setSuggestedPrompts,
  'conversations.open': open,
};
