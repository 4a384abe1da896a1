import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { noticeDelivery } from '../../../knowledge/notices/deliver.ts';
import { notify } from '../../../knowledge/notices/notify.ts';
import { createPerson } from '../../support/people.ts';
import { contextOf, openTestBank } from '../../support/world.ts';
import { openWorkspace, readAll, type Workspace } from './workspace.ts';

let bank: Bank;
let world: Workspace;
const people: Record<string, string> = {};
beforeAll(async () => {
  bank = await openTestBank();
  world = await openWorkspace({ bank });
  const { system } = world.bank.store;
  const team = (await slackTeam()) as string;
  for (const account of ['UAMY', 'UENG', 'UGONE']) {
    const { actor } = await createPerson(world.bank, { roles: ['staff'], person: account });
    people[account] = actor.personId!;
    await system.query(
      `insert into chat_accounts (id, platform, team, account, person_id, linked_at)
       values ($1, 'slack', $2, $3, $4, now())`,
      [`account_${account}`, team, account, actor.personId],
    );
  }
});
afterAll(async () => {
  await world?.close();
  await bank?.store.close();
});

async function slackTeam(): Promise<unknown> {
  const reply = await fetch(`${world.slack.origin}/api/auth.test`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.bank.config.slack!.botToken}` },
  });
  return ((await reply.json()) as { team_id: string }).team_id;
}

const run = () => noticeDelivery.run(world.bank, { runId: 'run', signal: new AbortController().signal });

describe('a notice to a person with a linked Slack account', () => {
  it('comes once as a direct message, in the language of their Slack, with an absolute link', async () => {
    const text = { 'zh-TW': '您請教的「*甲*」有了回覆。', en: 'There is a reply to “甲”.' };
    for (const account of ['UAMY', 'UENG', 'UGONE'])
      await notify(contextOf(world.bank), world.bank.store.system, {
        personId: people[account]!,
        kind: 'gap-replied',
        text,
        link: '/gaps/gap_x',
        key: 'gap-replied:x',
      });
    await expect.poll(run, { timeout: 10_000 }).toMatchObject({ sent: 2, skipped: 1 });
    await run();
    for (const [channel, said] of [
      ['DUAMY', '您請教的「甲」有了回覆。'],
      ['DUENG', 'There is a reply to “甲”.'],
    ] as const) {
      const messages = await world.replies({ channel });
      expect(messages).toHaveLength(1);
      expect(readAll(messages[0]!)).toContain(said);
      expect(readAll(messages[0]!)).toContain(`${world.publicUrl}/gaps/gap_x`);
    }
  });
});
