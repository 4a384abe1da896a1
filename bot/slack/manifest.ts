import type { webApi } from '@slack/bolt';
import { stringify } from 'yaml';
import { commands } from '../commands/index.ts';
import { slackPath } from './mount-slack.ts';
import { saveCase } from './on-shortcut.ts';
import { clip } from './present/limits.ts';
import { starters, t } from './present/texts.ts';

type Manifest = Exclude<Parameters<webApi.WebClient['apps']['manifest']['create']>[0]['manifest'], string>;
type SlashCommand = NonNullable<NonNullable<Manifest['features']>['slash_commands']>[number];

/** What Slack takes at most in a manifest, in characters. */
const most = { usageHint: 1_000, description: 2_000 };

/** The word every command also works behind; a workspace whose `/case` is taken installs this one alone. */
const bank = 'bank';

const anyCommand =
  '所有指令都可以寫在它後面，例如 /bank case find 聊天機器人；/bank help 列出全部 · Every command';

/** Everything that begins with a word is one slash command, since Slack knows no second word. */
function slashCommand(word: string, url: string): SlashCommand {
  const own = word === bank ? commands : commands.filter(({ words }) => words[0]!.en === word);
  const verbs = own.map(({ words }) => words.slice(word === bank ? 0 : 1).map(({ en }) => en));
  const hint = verbs.some((rest) => rest.length === 0)
    ? own[0]!.usage['zh-TW'].replace(`/${word}`, '').trim()
    : [...new Set(verbs.map(([first]) => first))].join(' | ');
  const described = own.map(({ describe }) => describe['zh-TW'].replace(/。$/, ''));
  return {
    command: `/${word}`,
    description: word === bank ? anyCommand : clip(described.join('；'), most.description),
    usage_hint: clip(hint, most.usageHint) || undefined,
    should_escape: false,
    url,
  };
}

/** The first words of all commands, and `/bank`. */
export function slashWords(): string[] {
  const first = commands.map(({ words }) => words[0]!.en);
  return [...new Set([...first, bank])].filter((word) => !behindBankOnly.has(word)).sort();
}

/** Commands about the app itself, whose single words belong to nobody: `/bank help`. */
const behindBankOnly = new Set(
  commands.filter(({ usage }) => usage.en.startsWith('/bank ')).map(({ words }) => words[0]!.en),
);

const events = ['agent_session_stopped', 'app_home_opened', 'app_mention', 'message.im'];

const scopes = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:read',
  'users:read',
];

/** @param site where the bank is reached by https, without a slash at the end */
export function buildManifest(site: string): Manifest {
  const url = `${site}${slackPath}`;
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: 'AI 治理實作知識庫',
      description: 'AI 治理案例、職能研究與學習資源，回答附出處 · Cited answers on AI governance',
      background_color: '#1d4e4a',
    },
    features: {
      agent_view: {
        agent_description:
          '依各國政府導入 AI 的案例、公務資訊人員職能研究與課程回答問題，逐句附出處；也能分享案例、規劃學習路徑、查驗徽章。',
        suggested_prompts: starters.map((text) => ({ title: text['zh-TW'], message: text['zh-TW'] })),
      },
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'ai-governance-bank', always_online: true },
      shortcuts: [
        {
          type: 'message',
          name: t('shortcut', 'zh-TW'),
          callback_id: saveCase,
          description: '把這則訊息和討論串帶進案例草稿 · Draft a case from this thread',
        },
      ],
      slash_commands: slashWords().map((word) => slashCommand(word, url)),
    },
    oauth_config: { scopes: { bot: scopes } },
    settings: {
      event_subscriptions: { request_url: url, bot_events: events },
      interactivity: { is_enabled: true, request_url: url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  } as Manifest;
}

const heading = `# Slack app manifest, generated from the list of commands: npm run slack-manifest -- https://YOUR-ADDRESS
# Paste it at https://api.slack.com/apps → Create New App → From a manifest (docs/slack.md).
`;

export function writeManifest(site: string): string {
  return heading + stringify(JSON.parse(JSON.stringify(buildManifest(site))), { lineWidth: 0 });
}
