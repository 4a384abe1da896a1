import { z } from 'zod';
import type { Bank } from '../../core/context.ts';
import type { ChatAccount } from '../../knowledge/people/chat-accounts.ts';
import type { Readers } from '../audience.ts';
import { type Activity, scopeOf, tenantOf } from './activity.ts';
import type { Connector } from './connector.ts';

const Member = z.looseObject({
  id: z.string(),
  aadObjectId: z.string().nullish(),
  userRole: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  tenantId: z.string().nullish(),
});

/** Beyond this many people in a chat, what they may all read is what anybody may. */
const mostMembers = 1_000;
const keptMs = 60_000;

/** What Teams says of a person, who counts as external unless it says more. */
function membershipOf(raw: unknown, tenant: string): ChatAccount['membership'] {
  const member = Member.safeParse(raw).data;
  if (!member || !tenant || (member.tenantId && member.tenantId !== tenant)) return 'external';
  if (member.userRole === 'guest' || /#ext#/i.test(member.userPrincipalName ?? '')) return 'guest';
  return member.userRole === 'user' || member.tenantId === tenant ? 'member' : 'external';
}

const userOf = (account: { id: string; aadObjectId?: string | null | undefined }) =>
  account.aadObjectId || account.id;

/** Keeps what was asked of Teams for a minute, so that a chat in full flow is not asked each time. */
class Kept<T> {
  readonly #values = new Map<string, { at: number; value: Promise<T> }>();

  get(key: string, now: Date, load: () => Promise<T>): Promise<T> {
    const known = this.#values.get(key);
    if (known && now.getTime() - known.at < keptMs) return known.value;
    if (this.#values.size > 2_000) this.#values.clear();
    const value = load();
    this.#values.set(key, { at: now.getTime(), value });
    value.catch(() => this.#values.delete(key));
    return value;
  }
}

/** Who asks and who reads along, as Teams tells it. */
export class Members {
  readonly #bank: Bank;
  readonly #memberships = new Kept<ChatAccount['membership']>();
  readonly #rosters = new Kept<readonly ChatAccount[] | undefined>();

  constructor(bank: Bank) {
    this.#bank = bank;
  }

  /** The tenant whose members are members: the configured one, else the one that delivered the activity. */
  #homeTenant(activity: Activity): string {
    return this.#bank.config.teams.tenantId ?? tenantOf(activity);
  }

  async account(activity: Activity, connector: Connector): Promise<ChatAccount> {
    const user = userOf(activity.from);
    const team = tenantOf(activity);
    const membership = await this.#memberships
      .get(`${connector.conversation} ${user}`, this.#bank.now(), async () =>
        membershipOf(await connector.member(), this.#homeTenant(activity)),
      )
      .catch(() => 'external' as const);
    return { platform: 'teams', team, user, membership };
  }

  async #roster(activity: Activity, connector: Connector): Promise<readonly ChatAccount[] | undefined> {
    const load = async () => {
      const members = await connector.roster(mostMembers);
      return members?.map((raw): ChatAccount => {
        const member = Member.parse(raw);
        const membership = membershipOf(raw, this.#homeTenant(activity));
        return { platform: 'teams', team: tenantOf(activity), user: userOf(member), membership };
      });
    };
    return this.#rosters.get(connector.conversation, this.#bank.now(), load).catch(() => undefined);
  }

  /**
   * A chat is read by its members. Teams does not tell a bot whether anybody may join a team, so a standard channel
   * counts as the whole tenant; one shared with another organisation, or a roster we may not see, as unknown.
   */
  async readers(activity: Activity, connector: Connector): Promise<Readers> {
    if (scopeOf(activity) === 'personal' || activity.recipient.isTargeted) return { kind: 'asker' };
    const type = activity.channelData?.channel?.type;
    const accounts = type === 'shared' ? undefined : await this.#roster(activity, connector);
    if (!accounts || accounts.length === 0) return { kind: 'unknown' };
    if (scopeOf(activity) === 'group' || type === 'private') return { kind: 'members', accounts };
    if (accounts.some(({ membership }) => membership === 'external')) return { kind: 'unknown' };
    return { kind: 'workspace', hasGuests: accounts.some(({ membership }) => membership === 'guest') };
  }
}
