import { vi } from 'vitest';
import { mountSlack, type SlackFace, slackPath } from '../../../bot/slack/mount-slack.ts';
import type { Config } from '../../../core/config.ts';
import type { Bank } from '../../../core/context.ts';
import { warmUp } from '../../../knowledge/answers/warm-up.ts';
import { openHttp } from '../../support/http.ts';
import { listen } from '../../support/listen.ts';
import { openSeededBank } from '../../support/world.ts';
import { type SlackStandIn, startSlack, testSecrets } from './stand-in/index.ts';
import { botUser, type SlackMessage } from './stand-in/state.ts';

/** A seeded bank, its server, and a workspace with people and channels that talk to it over loopback. */
export interface Workspace {
  readonly bank: Bank;
  readonly slack: SlackStandIn;
  readonly face: SlackFace;
  readonly publicUrl: string;
  /** What the app said since, once it has said `count` things there; fails when it does not. */
  replies(
    where: { channel: string; threadTs?: string; onlyFor?: string },
    count?: number,
  ): Promise<SlackMessage[]>;
  close(): Promise<void>;
}

const publicUrl = 'https://bank.example';

export async function openWorkspace(
  options: { socket?: boolean; config?: Partial<Config>; bank?: Bank } = {},
): Promise<Workspace> {
  const slack = await startSlack();
  const given = options.bank ?? (await openSeededBank({ config: options.config ?? {} }));
  const bank: Bank = {
    ...given,
    config: {
      ...given.config,
      ...options.config,
      http: { ...given.config.http, publicUrl },
      slack: {
        botToken: testSecrets.botToken,
        signingSecret: testSecrets.signingSecret,
        appToken: options.socket ? testSecrets.appToken : undefined,
        apiUrl: `${slack.origin}/api/`,
      },
    },
  };
  await warmUp(bank);
  const face = mountSlack(bank)!;
  const { app } = openHttp(bank);
  app.post(slackPath, (c) => face.handle(c.req.raw));
  const site = await listen(app);
  slack.target = `${site.origin}${slackPath}`;
  slack.useSocket = options.socket ?? false;
  face.start();
  for (const id of ['UAMY', 'UBOB', 'UCAT']) slack.state.addUser({ id, name: id.slice(1) });
  slack.state.addUser({ id: 'UGUEST', name: '訪客', guest: true });
  slack.state.addUser({ id: 'UOTHER', name: '外部人員', stranger: true });
  slack.state.addUser({ id: 'UENG', name: 'Eve', locale: 'en-US' });
  const everybody = [...slack.state.users.keys()];
  slack.state.addChannel({ id: 'CPUB', name: 'ai-治理', kind: 'public', members: everybody });
  slack.state.addChannel({ id: 'CSHARED', name: '跨機關', kind: 'public', shared: true, members: everybody });
  slack.state.addChannel({
    id: 'GPRIV',
    name: '專案小組',
    kind: 'private',
    members: [botUser, 'UAMY', 'UBOB'],
  });
  slack.state.addChannel({ id: 'CAWAY', name: '沒有邀請', kind: 'public', members: ['UAMY', 'UBOB'] });
  return {
    bank,
    slack,
    face,
    publicUrl,
    async replies(where, count = 1) {
      const enough = () => {
        const said = settled(slack, where).length;
        if (said < count)
          throw new Error(`the app said ${said} of ${count} things in ${JSON.stringify(where)}`);
      };
      await vi.waitFor(enough, { timeout: 20_000, interval: 20 });
      return settled(slack, where);
    },
    async close() {
      await face.stop();
      await site.close();
      await slack.close();
      if (!options.bank) await given.store.close();
    },
  };
}

/** Messages of the app that are whole: a stream under way is not yet one. */
function settled(slack: SlackStandIn, where: { channel: string; threadTs?: string; onlyFor?: string }) {
  return slack.state.byBot(where).filter((message) => !message.streaming);
}

/** All text of a message as a reader sees it, folded parts too. */
export function readAll(message: SlackMessage): string {
  const texts: string[] = [message.streamed ? message.text : ''];
  const walk = (value: unknown, key = ''): void => {
    if (typeof value === 'string' && ['text', 'alt_text'].includes(key)) texts.push(value);
    else if (Array.isArray(value)) for (const one of value) walk(one);
    else if (value && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) walk(inner, name);
  };
  walk(message.blocks);
  return texts.filter(Boolean).join('\n');
}

/** The citation numbers of a message: in its text, and of its previews. */
export function citationNumbers(message: SlackMessage): { inText: number[]; previews: number[] } {
  const whole = message.streamed && message.edits === 0 ? message.text : (message.blocks[0]?.text ?? '');
  const numbers = (text: string) => [...new Set([...text.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n)))];
  const titles = message.blocks
    .filter(({ type }) => type === 'container')
    .map(({ title }) => title.text as string);
  return { inText: numbers(String(whole)), previews: titles.flatMap((title) => numbers(title.slice(0, 6))) };
}
