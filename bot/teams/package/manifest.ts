import type { Language, Text } from '../../../core/language.ts';
import type { Command } from '../../commands/command.ts';
import { commands } from '../../commands/index.ts';
import { saveCaseAction } from '../message-action.ts';

/** What makes the package this agency's own. */
export interface PackageSettings {
  /** Client id of the bot's registration; the app has the same id. */
  readonly clientId: string;
  /** The https address of the bank. */
  readonly publicUrl: string;
  /** Of the product, such as 1.0.0. */
  readonly version: string;
  /** Who runs the bank, in at most 32 characters. */
  readonly developer: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

/**
 * Commands in Teams' own menus, which hold twelve; `help` names the rest. Those that act on others' work are typed.
 */
const shown = [
  'ask',
  'case-find',
  'case-share',
  'case-mine',
  'badge-list',
  'badge-mine',
  'badge-verify',
  'path',
  'diagnose',
  'progress',
  'link',
  'help',
];

const texts = {
  short: { 'zh-TW': 'AI 治理知識庫', en: 'AI Governance Bank' },
  full: { 'zh-TW': 'AI 治理實作知識庫', en: 'AI Governance Knowledge Bank' },
  summary: {
    'zh-TW': '向附出處的知識庫詢問公部門 AI 治理的案例與作法。',
    en: 'Ask a cited knowledge bank about AI governance in the public sector.',
  },
  about: {
    'zh-TW':
      '提問即得附出處的回答；找案例、分享案例、看學習路徑與徽章。在群組與頻道中只使用在場的人都能看的來源，給個人的回覆只有本人看得到。用「連結」把帳號連到您在知識庫的身分。',
    en: 'Ask and get cited answers; find and share cases, see learning paths and badges. In groups and channels only sources that everybody there may see are used, and personal replies are shown to their person alone. Use “link” to tie your account to who you are in the bank.',
  },
  save: { 'zh-TW': '存成案例', en: 'Save as a case' },
  saveAbout: { 'zh-TW': '以這則訊息為底，建立案例草稿', en: 'Begin the draft of a case from this message' },
} satisfies Record<string, Text>;

const accent = '#0b5d66';
const schema = 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.29/MicrosoftTeams.schema.json';

export const iconFiles = { color: 'color.png', outline: 'outline.png' } as const;
export const englishFile = 'en-us.json';

/** The commands of the menus, in their order. @throws Error when the list of commands has lost one */
export function menuCommands(): Command[] {
  return shown.map((name) => {
    const found = commands.find((command) => command.name === name);
    if (!found) throw new Error(`no command ${name} for the menus of Teams`);
    return found;
  });
}

const titleOf = ({ words }: Command, language: Language) => words.map((word) => word[language]).join(' ');

/** As the chat's help says it, without the marks that menus would show. */
const describe = ({ describe: text }: Command, language: Language) => text[language].replaceAll('`', '');

function commandList(scopes: readonly string[], triggers: readonly string[]) {
  const menu = menuCommands().map((command) => ({
    title: titleOf(command, 'zh-TW'),
    description: describe(command, 'zh-TW'),
  }));
  return { scopes, triggers, commands: menu };
}

/** The app's manifest, in Chinese; {@link englishStrings} holds its English. */
export function buildManifest({ clientId, publicUrl, version, ...about }: PackageSettings) {
  return {
    $schema: schema,
    manifestVersion: '1.29',
    version,
    id: clientId,
    developer: {
      name: about.developer,
      websiteUrl: publicUrl,
      privacyUrl: about.privacyUrl,
      termsOfUseUrl: about.termsUrl,
    },
    localizationInfo: {
      defaultLanguageTag: 'zh-tw',
      additionalLanguages: [{ languageTag: 'en-us', file: englishFile }],
    },
    name: { short: texts.short['zh-TW'], full: texts.full['zh-TW'] },
    description: { short: texts.summary['zh-TW'], full: texts.about['zh-TW'] },
    icons: iconFiles,
    accentColor: accent,
    bots: [
      {
        botId: clientId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        supportsFiles: false,
        supportsTargetedMessages: true,
        commandLists: [
          commandList(['personal'], ['mention']),
          commandList(['team', 'groupChat'], ['mention', 'slash']),
        ],
      },
    ],
    composeExtensions: [
      {
        botId: clientId,
        commands: [
          {
            id: saveCaseAction,
            type: 'action',
            context: ['message'],
            title: texts.save['zh-TW'],
            description: texts.saveAbout['zh-TW'],
            fetchTask: true,
          },
        ],
      },
    ],
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(publicUrl).host],
  };
}

function englishMenu(list: number): [string, string][] {
  return menuCommands().flatMap((command, n): [string, string][] => {
    const at = `bots[0].commandLists[${list}].commands[${n}]`;
    return [
      [`${at}.title`, titleOf(command, 'en')],
      [`${at}.description`, describe(command, 'en')],
    ];
  });
}

/** The English of the manifest's texts, by their places. */
export function englishStrings(): Readonly<Record<string, string>> {
  return {
    $schema: schema.replace('MicrosoftTeams.schema', 'MicrosoftTeams.Localization.schema'),
    'name.short': texts.short.en,
    'name.full': texts.full.en,
    'description.short': texts.summary.en,
    'description.full': texts.about.en,
    ...Object.fromEntries([...englishMenu(0), ...englishMenu(1)]),
    'composeExtensions[0].commands[0].title': texts.save.en,
    'composeExtensions[0].commands[0].description': texts.saveAbout.en,
  };
}
