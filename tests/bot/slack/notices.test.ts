import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSlackApp } from '../../../bot/slack/create-app.ts';
import { slackNotices } from '../../../bot/slack/notices.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let world: Workspace;
beforeAll(async () => {
  world = await openWorkspace();
});
afterAll(() => world.close());

const notice = {
  ...{ noticeId: 'notice_1', personId: 'person_1', link: '/review' },
  text: { 'zh-TW': '有一則案例等您審核 <!channel>', en: 'A case waits for your review' },
};

it('a notice comes as a direct message, in the language of the account', async () => {
  const { desk } = await createSlackApp(world.bank, world.bank.config.slack!);
  const face = slackNotices(desk.api, desk.who, world.publicUrl);
  const to = (account: string, team = 'T0001') => face.deliver({ ...notice, accounts: [{ team, account }] });
  expect(await to('UAMY')).toBe('sent');
  expect(await to('UENG')).toBe('sent');
  expect(await to('UAMY', 'TOTHER')).toBe('unreachable');
  const [chinese] = world.slack.state.byBot({ channel: 'DUAMY' });
  expect(chinese!.blocks[0]!.text).toContain('有一則案例等您審核');
  expect(chinese!.blocks[0]!.text).toContain('(https://bank.example/review)');
  expect(JSON.stringify(chinese)).not.toContain('<!channel>');
  expect(world.slack.state.byBot({ channel: 'DUENG' })[0]!.text).toBe('A case waits for your review');
});
