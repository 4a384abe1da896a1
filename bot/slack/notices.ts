import type { NoticeFace, OutgoingNotice } from '../../knowledge/notices/deliver.ts';
import { plain } from '../commands/command.ts';
import { presentBody } from './present/message.ts';
import { type SlackApi, SlackRefusal, UnsureError } from './slack-api.ts';
import type { Who } from './who.ts';

const open = { 'zh-TW': '前往', en: 'Open' };

/** Takes people's notices to their direct messages, in the language their Slack is set to. */
export function slackNotices(api: SlackApi, who: Who, site: string | undefined): NoticeFace {
  async function tell(user: string, team: string, { text, link }: OutgoingNotice): Promise<void> {
    const { language } = await who.person(team, user);
    const words = plain(text[language]);
    const markdown = link && site ? `${words} [${open[language]}](${link})` : words;
    const opened = await api.call('conversations.open', { users: user }, { repeatable: true });
    const { id: channel } = opened.channel as { id: string };
    const body = presentBody(markdown, site);
    const blocks = [{ type: 'markdown', text: body }];
    await api.call(
      'chat.postMessage',
      { channel, text: words, blocks, unfurl_links: false },
      { impatient: true },
    );
  }

  return {
    platform: 'slack',
    async deliver(notice) {
      const { team } = await who.self();
      const account = notice.accounts.find((one) => one.team === team);
      if (!account) return 'unreachable';
      try {
        await tell(account.account, team, notice);
        return 'sent';
      } catch (error) {
        if (error instanceof SlackRefusal) return 'unreachable';
        if (error instanceof UnsureError) return 'unsure';
        throw error;
      }
    },
  };
}
