import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { noticeDelivery } from '../../../knowledge/notices/deliver.ts';
import { notify } from '../../../knowledge/notices/notify.ts';
import { createLinkCode } from '../../../knowledge/people/chat-accounts.ts';
import { createPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';
import {
  openTeams,
  person,
  personal,
  TeamsPeople,
  type TeamsStandIn,
  teamsConfig,
} from './stand-in/index.ts';

let teams: TeamsStandIn;
let bank: Bank;
let people: TeamsPeople;
const ann = person('ann');
beforeAll(async () => {
  teams = await openTeams();
  teams.connector.rosters.set(personal(ann).id, [ann]);
  bank = await openTestBank({ config: { teams: teamsConfig(teams) } });
  people = new TeamsPeople(bank, teams);
});
afterAll(async () => {
  await people?.mount.stop();
  await bank?.store.close();
  await teams?.close();
});

const run = () => noticeDelivery.run(bank, { runId: 'run', signal: new AbortController().signal });
const tell = (personId: string, key: string) =>
  notify(contextOf(bank), bank.store.system, {
    personId,
    kind: 'gap-replied',
    text: { 'zh-TW': '您請教的「甲」有了回覆。', en: 'A reply.' },
    link: '/gaps/gap_x',
    key,
  });

describe('a notice to a person with a linked Teams account', () => {
  it('comes once in their chat with the bot, with a link to the bank', async () => {
    const { actor } = await createPerson(bank, { roles: ['staff'], name: 'teams ann' });
    const { code } = await callCapability(createLinkCode, contextOf(bank, { actor }), {});
    await people.say(ann, personal(ann), `bank link ${code}`);
    teams.connector.clear();
    await tell(actor.personId!, 'one');
    expect(await run()).toMatchObject({ sent: 1 });
    await run();
    expect(teams.connector.wrongs).toEqual([]);
    expect(teams.connector.posted.map(({ activity }) => activity.text)).toEqual([
      expect.stringMatching(/^您請教的「甲」有了回覆。 \[前往\]\(http:\/\/[^)]+\/gaps\/gap_x\)$/),
    ]);
  });

  it('is given up where the bot may not write, and tried again when Teams is unwell', async () => {
    const [{ person_id: id }] = (await bank.store.system.query<{ person_id: string }>(
      'select c.person_id from chat_accounts c',
    )) as [{ person_id: string }];
    teams.connector.refuseDirect = true;
    await tell(id, 'two');
    expect(await run()).toMatchObject({ sent: 0, skipped: 1 });
    teams.connector.refuseDirect = false;
    teams.connector.fault({ status: 500, times: 1 });
    await tell(id, 'three');
    expect(await run()).toMatchObject({ sent: 0, retried: 1 });
  });
});
