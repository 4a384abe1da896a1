import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../../bot/commands/index.ts';
import { readLine } from '../../../bot/commands/words.ts';
import { buildManifest, slashWords, writeManifest } from '../../../bot/slack/manifest.ts';
import { readProjectFile } from '../../support/project-files.ts';

const site = 'https://bank.example.gov.tw';
const manifest = buildManifest(site);
const { features, settings, display_information: display, oauth_config: oauth } = manifest;

describe('the Slack manifest', () => {
  it('under docs/ is the one the list of commands makes', () => {
    // npm run --silent slack-manifest > docs/slack-manifest.yaml
    expect(readProjectFile('docs/slack-manifest.yaml').toString()).toBe(writeManifest(site));
    expect(parse(writeManifest(site))).toEqual(JSON.parse(JSON.stringify(manifest)));
  });

  it('has a slash command for the first word of every command, so each can be typed', () => {
    const installed = features!.slash_commands!.map(({ command }) => command);
    expect(installed).toEqual(slashWords().map((word) => `/${word}`));
    for (const command of commands) {
      const own = `/${command.words.map(({ en }) => en).join(' ')}`;
      const behind = `/bank ${own.slice(1)}`;
      const typeable = [own, behind].filter((line) => installed.includes(line.split(' ')[0]!));
      expect(typeable.length, command.name).toBeGreaterThan(0);
      for (const line of typeable) {
        const read = readLine(commands, line);
        expect(read.kind === 'command' && read.command.name).toBe(command.name);
      }
    }
  });

  it('keeps within what Slack takes', () => {
    expect(display.name.length).toBeLessThanOrEqual(35);
    expect(display.description!.length).toBeLessThanOrEqual(140);
    expect(features!.agent_view!.agent_description!.length).toBeLessThanOrEqual(300);
    expect(features!.agent_view!.suggested_prompts!.length).toBeLessThanOrEqual(4);
    expect(features!.bot_user!.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    expect(features!.shortcuts!.length).toBeLessThanOrEqual(10);
    for (const { command, description, usage_hint: hint = '' } of features!.slash_commands!)
      expect([
        /^\/[a-z0-9_-]{1,31}$/.test(command),
        description.length <= 2_000,
        hint.length <= 1_000,
      ]).toEqual([true, true, true]);
  });

  it('asks for agent_view, never the view it replaced, and for what the listeners listen to', () => {
    expect(features).not.toHaveProperty('assistant_view');
    expect(settings!.event_subscriptions!.bot_events).toEqual([
      'agent_session_stopped',
      'app_home_opened',
      'app_mention',
      'message.im',
    ]);
    expect(oauth!.scopes!.bot).not.toContain('users:read.email');
    const urls = [settings!.event_subscriptions!.request_url, settings!.interactivity!.request_url];
    expect(new Set([...urls, ...features!.slash_commands!.map(({ url }) => url)])).toEqual(
      new Set([`${site}/slack/events`]),
    );
  });
});
