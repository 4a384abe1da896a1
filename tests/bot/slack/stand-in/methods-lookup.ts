import { type Args, type Method, refuse } from './methods-chat.ts';
import { botId, botUser, type SlackMessage, type SlackState, team } from './state.ts';

const userInfo: Method = (state, args) => {
  const user = state.users.get(args.user);
  if (!user) return refuse('user_not_found');
  return {
    ok: true,
    user: {
      id: user.id,
      team_id: user.stranger ? 'TOTHER' : team,
      name: user.name,
      real_name: user.name,
      deleted: user.deleted ?? false,
      is_bot: user.bot ?? false,
      is_restricted: user.guest ?? false,
      is_ultra_restricted: false,
      is_stranger: user.stranger ?? false,
      ...(user.locale && { locale: user.locale }),
    },
  };
};

const channelInfo: Method = (state, args) => {
  const channel = state.channels.get(args.channel);
  if (!channel) return refuse('channel_not_found');
  return {
    ok: true,
    channel: {
      id: channel.id,
      name: channel.name,
      is_im: channel.kind === 'im',
      is_channel: channel.kind === 'public',
      is_private: channel.kind !== 'public',
      is_ext_shared: channel.shared ?? false,
      is_shared: channel.shared ?? false,
      is_org_shared: false,
      is_member: channel.members.includes(botUser),
    },
  };
};

/** A page of a list, with the cursor of the next. */
function page<T>(list: readonly T[], args: Args): { items: T[]; next: string } {
  const from = Number(args.cursor || 0);
  const to = from + Number(args.limit || 100);
  return { items: list.slice(from, to), next: to < list.length ? String(to) : '' };
}

const members: Method = (state, args) => {
  const channel = state.channels.get(args.channel);
  if (!channel) return refuse('channel_not_found');
  const { items, next } = page(channel.members, args);
  return { ok: true, members: items, response_metadata: { next_cursor: next } };
};

const shown = (message: SlackMessage) => ({
  type: 'message',
  ts: message.ts,
  user: message.user,
  text: message.text,
  ...(message.user === botUser && { bot_id: botId, app_id: 'ABANK' }),
  ...(message.threadTs && { thread_ts: message.threadTs }),
  ...(message.metadata && { metadata: message.metadata }),
});

function readable(state: SlackState, args: Args) {
  const channel = state.channels.get(args.channel);
  if (!channel) return refuse('channel_not_found');
  return channel.members.includes(botUser) ? undefined : refuse('not_in_channel');
}

const replies: Method = (state, args) => {
  const wrong = readable(state, args);
  if (wrong) return wrong;
  const root = state.find(args.channel, args.ts);
  if (!root) return refuse('thread_not_found');
  const thread = state.messages.filter(
    (message) =>
      message.channel === args.channel &&
      !message.onlyFor &&
      (message.ts === args.ts || message.threadTs === args.ts),
  );
  const { items, next } = page(thread, args);
  return { ok: true, messages: items.map(shown), response_metadata: { next_cursor: next } };
};

const history: Method = (state, args) => {
  const wrong = readable(state, args);
  if (wrong) return wrong;
  const list = state.messages
    .filter(({ channel, threadTs, onlyFor }) => channel === args.channel && !threadTs && !onlyFor)
    .filter(({ ts }) => !args.oldest || Number(ts) >= Number(args.oldest))
    .reverse();
  const { items, next } = page(list, args);
  return { ok: true, messages: items.map(shown), response_metadata: { next_cursor: next } };
};

export const lookupMethods: Record<string, Method> = {
  'users.info': userInfo,
  'conversations.info': channelInfo,
  'conversations.members': members,
  'conversations.replies': replies,
  'conversations.history': history,
};
