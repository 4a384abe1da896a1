import type { Bank } from '../../core/context.ts';
import { findLanguage, type Language } from '../../core/language.ts';
import { type ChatAccount, isLifted } from '../../knowledge/people/chat-accounts.ts';
import type { Readers } from '../audience.ts';
import type { SlackApi } from './slack-api.ts';

/** A person of a workspace as far as the bank cares. */
export interface SlackPerson {
  readonly account: ChatAccount;
  readonly language: Language;
  /** Another app, or a person no longer there: nobody to answer. */
  readonly bot: boolean;
}

interface UserInfo {
  readonly team_id?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly locale?: string;
}

interface ChannelInfo {
  readonly is_im?: boolean;
  readonly is_mpim?: boolean;
  readonly is_private?: boolean;
  readonly is_group?: boolean;
  readonly is_ext_shared?: boolean;
  readonly is_shared?: boolean;
  readonly is_org_shared?: boolean;
  readonly is_pending_ext_shared?: boolean;
}

/** How long what Slack said of a person is believed. */
const believedMs = 60_000;
/** Channels larger than this are read as if anybody were in them. */
const mostMembers = 200;

function membershipOf(user: UserInfo | undefined, team: string): ChatAccount['membership'] {
  if (!user || user.deleted || user.is_bot || user.is_stranger || user.team_id !== team) return 'external';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}

/** Who asks and who reads along, as Slack says it. */
export class Who {
  readonly #bank: Bank;
  readonly #api: SlackApi;
  readonly #people = new Map<string, { at: number; person: Promise<SlackPerson> }>();

  constructor(bank: Bank, api: SlackApi) {
    this.#bank = bank;
    this.#api = api;
  }

  person(team: string, user: string): Promise<SlackPerson> {
    const key = `${team} ${user}`;
    const now = this.#bank.now().getTime();
    const held = this.#people.get(key);
    if (held && now - held.at < believedMs) return held.person;
    const person = this.#lookUp(team, user);
    if (this.#people.size > 10_000) this.#people.clear();
    this.#people.set(key, { at: now, person });
    return person;
  }

  /** Somebody Slack will not describe is nobody we know: they see what anybody may see. */
  async #lookUp(team: string, user: string): Promise<SlackPerson> {
    const args = { user, include_locale: true };
    const reply = await this.#api.call('users.info', args, { repeatable: true }).catch((error) => {
      this.#bank.log.warn('slack user unknown', { error });
      this.#people.delete(`${team} ${user}`);
      return undefined;
    });
    const info = reply?.user as UserInfo | undefined;
    return {
      account: { platform: 'slack', team, user, membership: membershipOf(info, team) },
      language: findLanguage(info?.locale) ?? 'zh-TW',
      bot: info?.is_bot ?? false,
    };
  }

  /** Everybody who can read a channel now. Asked anew each time: people come and go. */
  async readers(team: string, channel: string): Promise<Readers> {
    const reply = await this.#api
      .call('conversations.info', { channel }, { repeatable: true })
      .catch(() => undefined);
    const info = reply?.channel as ChannelInfo | undefined;
    if (!info || info.is_ext_shared || info.is_shared || info.is_org_shared || info.is_pending_ext_shared)
      return { kind: 'unknown' };
    if (info.is_im) return { kind: 'asker' };
    const isPrivate = info.is_private || info.is_group || info.is_mpim;
    // Only where members are lifted does it matter whether guests are among them.
    if (!isPrivate && !isLifted(this.#bank, { membership: 'member' }))
      return { kind: 'workspace', hasGuests: true };
    const accounts = await this.#members(team, channel).catch(() => undefined);
    if (isPrivate) return accounts ? { kind: 'members', accounts } : { kind: 'unknown' };
    const hasGuests = !accounts || accounts.some(({ membership }) => membership !== 'member');
    return { kind: 'workspace', hasGuests };
  }

  /** The people in a channel, ourselves left out; undefined when they are too many to ask about. */
  async #members(team: string, channel: string): Promise<ChatAccount[] | undefined> {
    const ids: string[] = [];
    for (let cursor = ''; ; ) {
      const args = { channel, limit: mostMembers, ...(cursor && { cursor }) };
      const page = await this.#api.call('conversations.members', args, { repeatable: true });
      ids.push(...(page.members as string[]));
      cursor = page.response_metadata?.next_cursor ?? '';
      if (ids.length > mostMembers) return undefined;
      if (!cursor) break;
    }
    const self = await this.self();
    const others = ids.filter((id) => id !== self.userId);
    return (await Promise.all(others.map((id) => this.person(team, id)))).map(({ account }) => account);
  }

  #self: Promise<{ userId: string; botId: string; team: string }> | undefined;

  /** The app's own ids in its workspace. */
  self(): Promise<{ userId: string; botId: string; team: string }> {
    this.#self ??= this.#api
      .call('auth.test', {}, { repeatable: true })
      .then((reply) => ({
        userId: String(reply.user_id),
        botId: String(reply.bot_id),
        team: String(reply.team_id),
      }))
      .catch((error) => {
        this.#self = undefined;
        throw error;
      });
    return this.#self;
  }
}
