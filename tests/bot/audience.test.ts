import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrowTo, type Readers } from '../../bot/audience.ts';
import { runLine } from '../../bot/commands/run-line.ts';
import { type Actor, audiencesOf } from '../../core/actor.ts';
import type { Bank } from '../../core/context.ts';
import { type ChatAccount, findChatActor } from '../../knowledge/people/chat-accounts.ts';
import { search } from '../../knowledge/search/search.ts';
import { createPerson } from '../support/people.ts';
import { putSource } from '../support/sources.ts';
import { contextOf, openTestBank } from '../support/world.ts';

const documents = ['public', 'government', 'community', 'agency:a1', 'agency:a2'] as const;
const secretOf = (audience: string) => `暗語${audience.replace(/\W/g, '')}`;
const kinds: readonly { roles: Actor['roles']; agency?: string }[] = [
  { roles: ['staff'] },
  { roles: ['staff'], agency: 'a1' },
  { roles: ['manager'], agency: 'a2' },
  { roles: ['pilot_leader'], agency: 'a1' },
  { roles: ['pilot_leader'] },
  { roles: ['reviewer', 'issuer'], agency: 'a2' },
];
const account = (user: string, membership: ChatAccount['membership'] = 'member'): ChatAccount => ({
  platform: 'slack',
  team: 'T',
  user,
  membership,
});
/** Linked people of every kind, a member and a guest nobody linked. */
const accounts = [...kinds.map((_, at) => account(`U${at}`)), account('U90'), account('U91', 'guest')];

let bank: Bank;
let lifting: Bank;
beforeAll(async () => {
  bank = await openTestBank();
  lifting = { ...bank, config: { ...bank.config, chatMemberRole: 'staff' } };
  for (const visibility of documents)
    await putSource(bank, {
      id: `doc-${visibility.replace(':', '-')}`,
      title: `採購驗收規定 ${secretOf(visibility)}`,
      text: `採購驗收時，承辦人應在三十日內完成測試，並記錄 ${secretOf(visibility)}。`,
      visibility,
    });
  for (const [at, kind] of kinds.entries()) {
    const { actor } = await createPerson(bank, kind);
    await bank.store.system.query(
      `insert into chat_accounts (id, platform, team, account, person_id, linked_at)
       values ($1, 'slack', 'T', $1, $2, now())`,
      [`U${at}`, actor.personId],
    );
  }
});
afterAll(() => bank.store.close());

/** Every set of accounts that holds the asker. */
function channelsWith(asker: ChatAccount): ChatAccount[][] {
  return Array.from({ length: 2 ** accounts.length }, (_, bits) =>
    accounts.filter((_one, at) => bits & (1 << at)),
  ).filter((members) => members.includes(asker));
}

const seenBy = new Map<string, Promise<string>>();
/** All an actor gets to see of the documents by search and by answer: text, titles, counts, citations. */
function everythingSeen(on: Bank, actor: Actor): Promise<string> {
  const key = audiencesOf(actor).join();
  const ask = async () => {
    const ctx = contextOf(on, { actor: { ...actor, personId: undefined } as Actor });
    const found = await search.run(ctx, { q: '採購驗收 測試', limit: 50 });
    const { messages } = await runLine(ctx, { text: '採購驗收時承辦人應在幾日內完成測試？' });
    return JSON.stringify([found, messages]);
  };
  if (!seenBy.has(key)) seenBy.set(key, ask());
  return seenBy.get(key)!;
}

const shown = (text: string) => documents.filter((audience) => text.includes(secretOf(audience)));

describe.each([
  ['accounts nobody linked are anybody', () => bank],
  ['full members are lifted to staff', () => lifting],
])('who reads along, where %s', (_, on) => {
  it('bounds what is shown: no document that any one of the members may not read, in any channel', async () => {
    const own = new Map<string, readonly string[]>();
    for (const one of accounts) own.set(one.user, audiencesOf(await findChatActor(on(), one)));
    let checked = 0;
    for (const asker of accounts) {
      const actor = await findChatActor(on(), asker);
      for (const members of channelsWith(asker)) {
        const narrowed = await narrowTo(on(), actor, { kind: 'members', accounts: members });
        const allowed = documents.filter((audience) =>
          members.every(({ user }) => own.get(user)!.includes(audience)),
        );
        expect(shown(await everythingSeen(on(), narrowed))).toEqual(allowed);
        checked += documents.length;
      }
    }
    expect(checked).toBeGreaterThanOrEqual(5_000);
  }, 120_000);

  it('is the whole workspace in a public channel, anybody in a shared or unknown one', async () => {
    const staff = on() === lifting ? ['public', 'government'] : ['public'];
    const cases: [Readers, string[]][] = [
      [{ kind: 'workspace', hasGuests: false }, staff],
      [{ kind: 'workspace', hasGuests: true }, ['public']],
      [{ kind: 'unknown' }, ['public']],
    ];
    for (const asker of accounts.slice(0, kinds.length)) {
      const actor = await findChatActor(on(), asker);
      for (const [readers, allowed] of cases)
        expect(audiencesOf(await narrowTo(on(), actor, readers))).toEqual(allowed);
      expect(await narrowTo(on(), actor, { kind: 'asker' })).toEqual(actor);
    }
  });

  it('is nobody’s right alone: an empty channel shows what anybody may read', async () => {
    const actor = await findChatActor(on(), account('U3'));
    const narrowed = await narrowTo(on(), actor, { kind: 'members', accounts: [] });
    expect(audiencesOf(narrowed)).toEqual(['public']);
  });
});
