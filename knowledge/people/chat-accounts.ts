import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Actor, anonymous, hasRole } from '../../core/actor.ts';
import { defineCapability } from '../../core/capability.ts';
import type { Bank } from '../../core/context.ts';
import { AppError, conflict, notFound } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import * as chat from './chat-queries.ts';
import { hashSecret } from './identify.ts';
import * as queries from './queries.ts';
import { findOrCreatePerson } from './sign-in.ts';

export const ChatPlatform = z.enum(['slack', 'teams']);
export type ChatPlatform = z.infer<typeof ChatPlatform>;

/** An account of a chat platform: a workspace's or tenant's id and the user's id in it. */
export interface ChatAccount {
  readonly platform: ChatPlatform;
  readonly team: string;
  readonly user: string;
  /** What the platform says of the account in this workspace. */
  readonly membership: 'member' | 'guest' | 'external';
}

/** How long a code may be typed after it was made. */
export const linkMinutes = 10;
/** How long single sign-on's word on a person's roles holds in chat without a new sign-in. */
const vouchedDays = 30;

// No 0 O 1 I L: codes are read aloud and typed on phones. 10 of 31 letters are 49 bits for ten minutes.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

function newLinkCode(): string {
  const code = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

const hashCode = (code: string) => hashSecret(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''));

const AccountReply = z.object({
  id: z.string(),
  platform: ChatPlatform,
  team: z.string(),
  account: z.string(),
  linkedAt: z.iso.datetime(),
});

export const listChatAccounts = defineCapability({
  name: 'list-chat-accounts',
  title: { 'zh-TW': '我的聊天帳號', en: 'My chat accounts' },
  description: {
    'zh-TW': '列出已與您連結的 Slack 與 Teams 帳號。',
    en: 'The Slack and Teams accounts tied to you.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(AccountReply) }),
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const rows = await chat.selectAccounts(ctx.db, ctx.actor.personId ?? '');
    return {
      items: rows.map(({ linkedAt, platform, ...row }) => ({
        ...row,
        platform: ChatPlatform.parse(platform),
        linkedAt: linkedAt.toISOString(),
      })),
    };
  },
});

const partial = {
  'zh-TW': '這個權杖沒有您的全部身分，不能用來連結聊天帳號；請用具有全部身分的權杖登入。',
  en: 'This token does not hold all your roles, so it cannot tie a chat account to you; sign in with one that does.',
};
const noAdmin = {
  'zh-TW': '管理者身分不能連結聊天帳號；請改用個人的權杖登入。',
  en: 'The administrator cannot be tied to a chat account; sign in with a token of your own.',
};

export const createLinkCode = defineCapability({
  name: 'create-link-code',
  title: { 'zh-TW': '產生連結碼', en: 'Make a link code' },
  description: {
    'zh-TW': `產生一組 ${linkMinutes} 分鐘內有效、只能用一次的連結碼；在 Slack 或 Teams 輸入 /bank link 連結碼，該帳號就代表您。新的一組會讓舊的失效。`,
    en: `A code that ties the Slack or Teams account which types /bank link CODE to you: valid ${linkMinutes} minutes, used once; a new one ends the one before.`,
  },
  input: z.object({}),
  output: z.object({ code: z.string(), command: z.string(), expiresAt: z.iso.datetime() }),
  allow: ['staff'],
  acts: true,
  async run(ctx) {
    const { personId, roles } = ctx.actor;
    if (personId === undefined || roles.includes('admin')) throw new AppError('FORBIDDEN', noAdmin);
    const held = await queries.selectLiveRoles(ctx.bank.store.system, personId, ctx.now());
    // A token with few roles must not open the way to those of another token.
    if (held.some((role) => !hasRole(ctx.actor, role))) throw new AppError('FORBIDDEN', partial);
    const code = newLinkCode();
    const expiresAt = new Date(ctx.now().getTime() + linkMinutes * 60_000);
    await ctx.db.transaction((tx) =>
      chat.insertLinkCode(tx, { codeHash: hashCode(code), personId, expiresAt }),
    );
    return { code, command: `/bank link ${code}`, expiresAt: expiresAt.toISOString() };
  },
});

export const deleteChatAccount = defineCapability({
  name: 'delete-chat-account',
  title: { 'zh-TW': '解除聊天帳號連結', en: 'Untie a chat account' },
  description: {
    'zh-TW': '解除一個聊天帳號與您的連結；之後它以未登入者的身分使用。',
    en: 'Unties a chat account from you; it acts as anybody from then on.',
  },
  input: z.object({ id: z.string().max(100) }),
  output: z.object({ id: z.string() }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const deleted = await ctx.db.transaction((tx) => chat.deleteAccount(tx, id));
    if (!deleted) throw notFound({ 'zh-TW': '聊天帳號', en: 'chat account' });
    return { id };
  },
});

/**
 * Ties the account to the person the code was made for, in place of whomever it stood for before.
 * @throws AppError CONFLICT when the code is unknown, used or too old
 */
export async function linkAccount(bank: Bank, account: ChatAccount, code: string): Promise<{ name: string }> {
  const now = bank.now();
  const name = await bank.store.system.transaction(async (tx) => {
    const taken = await chat.deleteLinkCode(tx, hashCode(code));
    if (!taken || taken.expiresAt <= now) return undefined;
    const { personId } = taken;
    await chat.upsertAccount(tx, account, { id: newId('account', now), personId, now });
    const object = `${account.platform}:${account.team}`;
    await queries.recordAudit(tx, { at: now, actor: personId, action: 'link-chat', object, detail: {} });
    return queries.selectPersonName(tx, personId);
  });
  if (name !== undefined) return { name };
  throw conflict({
    'zh-TW': '這組連結碼無效、已用過或已逾時；請在網站登入後重新產生。',
    en: 'This code is not valid, was used or is too old; sign in on the site and make a new one.',
  });
}

/** Unties the account; false when it was tied to nobody. */
export async function unlinkAccount(bank: Bank, account: ChatAccount): Promise<boolean> {
  const now = bank.now();
  return bank.store.system.transaction(async (tx) => {
    const personId = await chat.deleteAccountOf(tx, account);
    if (personId === undefined) return false;
    const object = `${account.platform}:${account.team}`;
    await queries.recordAudit(tx, { at: now, actor: personId, action: 'unlink-chat', object, detail: {} });
    return true;
  });
}

function actorOf(person: chat.LinkedPerson, account: ChatAccount): Actor {
  // What an administrator may do is not for chat.
  const roles = person.roles.filter((role) => role !== 'admin');
  return {
    personId: person.personId,
    roles,
    credentialId: `${account.platform}:${account.team}:${account.user}`,
    ...(person.agency && { agency: person.agency }),
  };
}

/** A full member where CHAT_MEMBER_ROLE says so: staff, as a person of their own until they link. */
async function memberActor(bank: Bank, { platform, team, user }: ChatAccount): Promise<Actor> {
  const login = `${platform}:${team}:${user}`;
  const personId = await findOrCreatePerson(bank, { login, name: login, agency: null });
  return { personId, roles: ['staff'], credentialId: login };
}

/** Whether a person not tied to the account acts as staff: full members only, never guests or external people. */
export function isLifted(bank: Bank, { membership }: Pick<ChatAccount, 'membership'>): boolean {
  return bank.config.chatMemberRole === 'staff' && membership === 'member';
}

function linkedPeople(bank: Bank, accounts: readonly ChatAccount[]): Promise<chat.LinkedPerson[]> {
  const [first] = accounts;
  if (!first) return Promise.resolve([]);
  const now = bank.now();
  const vouchedSince = new Date(now.getTime() - vouchedDays * 86_400_000);
  const users = accounts.map(({ user }) => user);
  return chat.selectLinkedPeople(bank.store.system, { ...first, users }, now, vouchedSince);
}

/** Who an account is: the person it is tied to with their roles of today, else a lifted member, else anybody. */
export async function findChatActor(bank: Bank, account: ChatAccount): Promise<Actor> {
  const [person] = await linkedPeople(bank, [account]);
  if (person) return actorOf(person, account);
  return isLifted(bank, account) ? memberActor(bank, account) : anonymous;
}

/** The actors behind accounts of one workspace or tenant, for what all of them may read. */
export async function findChatReaders(bank: Bank, accounts: readonly ChatAccount[]): Promise<Actor[]> {
  const people = await linkedPeople(bank, accounts);
  const byAccount = new Map(people.map((person) => [person.account, person]));
  return accounts.map((account) => {
    const person = byAccount.get(account.user);
    if (person) return actorOf(person, account);
    return isLifted(bank, account) ? { roles: ['staff'] } : anonymous;
  });
}
