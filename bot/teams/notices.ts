import type { Bank } from '../../core/context.ts';
import { findLanguage, type Language } from '../../core/language.ts';
import { type NoticeFace, type OutgoingNotice, registerNoticeFace } from '../../knowledge/notices/deliver.ts';
import { plain } from '../commands/command.ts';
import { type Activity, tenantOf } from './activity.ts';
import { baseOf } from './call.ts';
import { Connector, type ConnectorApi } from './connector.ts';
import { refusalOf } from './retry.ts';
import { linksOf, teamsText } from './text.ts';

const open = { 'zh-TW': '前往', en: 'Open' };
/** Languages of people seen lately, not a register of everybody. */
const mostLanguages = 10_000;

interface Seen {
  readonly api: ConnectorApi;
  readonly activity: Activity;
}

/**
 * Takes people's notices to their chat with the bot. Where a tenant's service is, only its activities tell, so notices
 * wait until somebody of the tenant has spoken since the start.
 */
export class Notices implements NoticeFace {
  readonly platform = 'teams';
  readonly #bank: Bank;
  readonly #tenants = new Map<string, Seen>();
  readonly #languages = new Map<string, Language>();

  constructor(bank: Bank) {
    this.#bank = bank;
  }

  /** An activity that was checked: from here on its tenant can be reached. */
  saw(seen: Seen): void {
    const { from, locale } = seen.activity;
    if (this.#tenants.size === 0) registerNoticeFace(this.#bank, this);
    this.#tenants.set(tenantOf(seen.activity), seen);
    if (this.#languages.size > mostLanguages) this.#languages.clear();
    this.#languages.set(from.aadObjectId || from.id, findLanguage(locale) ?? 'zh-TW');
  }

  async deliver(notice: OutgoingNotice): Promise<'sent' | 'unreachable' | 'unsure'> {
    const account = notice.accounts.find(({ team }) => this.#tenants.has(team));
    if (!account) throw new Error('nobody of the tenant has spoken yet');
    const { api, activity } = this.#tenants.get(account.team)!;
    const connector = new Connector(api, { ...activity, from: { id: account.account } });
    try {
      const direct = await connector.openDirect();
      await connector.postDirect(direct, { type: 'message', text: this.#textFor(account.account, notice) });
      return 'sent';
    } catch (error) {
      const { status } = refusalOf(error);
      if (status === undefined) return 'unsure';
      if (status === 429 || status >= 500) throw error;
      return 'unreachable';
    }
  }

  #textFor(user: string, { text, link }: OutgoingNotice): string {
    const language = this.#languages.get(user) ?? 'zh-TW';
    const words = plain(text[language]);
    const markdown = link ? `${words} [${open[language]}](${link})` : words;
    return teamsText(markdown, linksOf(baseOf(this.#bank)));
  }
}
