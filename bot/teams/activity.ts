import { z } from 'zod';

const Account = z.looseObject({
  id: z.string().min(1).max(500),
  name: z.string().max(500).optional(),
  aadObjectId: z.string().max(100).optional(),
  isTargeted: z.boolean().optional(),
});

const Entity = z.looseObject({
  type: z.string().max(200),
  text: z.string().max(2_000).nullish(),
  mentioned: z.looseObject({ id: z.string() }).optional(),
});

const ChannelData = z.looseObject({
  tenant: z.looseObject({ id: z.string() }).optional(),
  team: z.looseObject({ id: z.string() }).optional(),
  channel: z.looseObject({ id: z.string() }).optional(),
});

/** What Teams sends, as far as this face reads it; the rest is passed on untouched. */
export const Activity = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().max(500).optional(),
  name: z.string().max(200).optional(),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(1_000),
  channelId: z.string().max(100),
  from: Account,
  recipient: Account,
  conversation: z.looseObject({
    id: z.string().min(1).max(1_000),
    conversationType: z.string().max(50).optional(),
    tenantId: z.string().max(100).optional(),
    isGroup: z.boolean().optional(),
  }),
  text: z.string().max(100_000).nullish(),
  locale: z.string().max(50).nullish(),
  replyToId: z.string().max(500).nullish(),
  entities: z.array(Entity).max(200).nullish(),
  channelData: ChannelData.nullish(),
  value: z.unknown().optional(),
});
export type Activity = z.infer<typeof Activity>;

export type Scope = 'personal' | 'group' | 'channel';

export function scopeOf({ conversation }: Activity): Scope {
  if (conversation.conversationType === 'channel') return 'channel';
  if (conversation.conversationType === 'personal') return 'personal';
  return conversation.conversationType === 'groupChat' || conversation.isGroup ? 'group' : 'personal';
}

/** The tenant whose service delivered the activity. */
export function tenantOf({ conversation, channelData }: Activity): string {
  return channelData?.tenant?.id ?? conversation.tenantId ?? '';
}

/** `19:…@thread.tacv2;messageid=1700000000000`: the channel, and the message its thread began with. */
export function threadOf({ conversation }: Activity): { channel: string; thread: string } {
  const [channel = '', thread = ''] = conversation.id.split(';messageid=');
  return { channel, thread };
}

const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};

/** What the person wrote: without the mention of the bot, other mentions as plain names. */
export function textOf(activity: Activity): string {
  const own = (activity.entities ?? []).filter(
    ({ type, mentioned }) => type === 'mention' && mentioned?.id === activity.recipient.id,
  );
  const without = own.reduce(
    (text, { text: mark }) => (mark ? text.replace(mark, ' ') : text),
    activity.text ?? '',
  );
  return without
    .replaceAll(/<at\b[^>]*>([^<]*)<\/at>/gi, '$1')
    .replaceAll(/&(nbsp|lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name]!)
    .replaceAll('\u00A0', ' ')
    .trim();
}
