import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLine } from '../../bot/commands/run-line.ts';
import type { Role } from '../../core/actor.ts';
import type { Language } from '../../core/language.ts';
import { approveBadge, type BadgeBank, issue, openBadgeBank, type Person } from '../badges/support.ts';

let world: BadgeBank;
beforeAll(async () => {
  world = await openBadgeBank();
});
afterAll(() => world?.close());

/** One person's side of one conversation. */
function talk(person: Person | undefined, roles: Role[] = [], language: Language = 'zh-TW') {
  let conversationId: string | undefined;
  return async (text: string) => {
    const reply = await runLine(world.as(person, roles, { language }), { text, conversationId });
    conversationId = reply.conversationId;
    return {
      text: reply.messages.map(({ markdown }) => markdown).join('\n'),
      actions: reply.messages.flatMap(({ actions }) => actions ?? []).map(({ command }) => command),
    };
  };
}

const proposal =
  '/徽章 提案 AI 導入規劃 | 能為機關規劃 AI 導入 | 完成課程並通過實作評量 | AI素養 | 中階 | 3 | AI 導入實務 | 12 | 實作導入計畫，60 分及格 | 導入計畫書';

describe('a badge in the chat', () => {
  it('goes from proposal to revocation, each act asked first', async () => {
    const lin = talk('lin', ['pilot_leader']);
    expect((await lin(proposal)).text).toContain('要建立徽章草稿「AI 導入規劃」嗎');
    const made = await lin('是');
    const id = /badge_\w+/.exec(made.text)![0];
    expect(made.actions).toEqual([`/badge propose submit ${id}`]);
    expect((await lin('/badge mine')).text).toMatch(/AI 導入規劃.*草稿/);
    expect((await lin(made.actions[0]!)).text).toContain('送審嗎');
    await lin('是');

    for (const [person, said] of [
      ['chen', '目前 1 人，需要 2 人'],
      ['wu', '已核定'],
    ] as const) {
      const reviewer = talk(person, ['reviewer']);
      expect((await reviewer('/徽章 審核')).actions).toContain(`/badge review approve ${id}`);
      const asked = await reviewer(`/badge review approve \`${id}\``);
      expect(asked.text).toMatch(/有具體的學習紀錄[\s\S]*時數合理[\s\S]*要核可徽章/);
      expect((await reviewer('是')).text).toContain(said);
      expect((await reviewer('/badge review')).text).not.toContain(id);
    }
    expect((await talk(undefined)('/徽章 清單 導入')).text).toContain(`/badges/${id}`);

    const wang = talk('wang', ['issuer']);
    const asked = await wang(
      `/徽章 核發 ${id} holder@gov.example | 導入計畫書 | https://files.gov.example/1.pdf`,
    );
    expect(asked.text).toContain('核發給 holder@gov.example 嗎');
    const issued = await wang('是');
    const url = /https:\/\/badges\.gov\.example\/credentials\/\w+/.exec(issued.text)![0];

    const anybody = talk(undefined);
    expect((await anybody(`/徽章 驗證 ${url}`)).text).toContain('這張徽章有效');
    expect((await anybody(`/badge verify ${url} Holder@gov.example`)).text).toContain('這張徽章有效');
    const other = await anybody(`/badge verify ${url} other@gov.example`);
    expect(other.text).toContain('不是發給您查詢的這個人');

    expect((await wang(`/徽章 撤銷 ${url} 資料有誤`)).text).toMatch(/不能復原。理由：資料有誤/);
    expect((await anybody(`/徽章 驗證 ${url}`)).text).toContain('這張徽章有效');
    expect((await wang('是')).text).toContain('已撤銷');
    expect((await anybody(`/徽章 驗證 ${url}`)).text).toContain('撤銷');
    expect((await wang(`/badge revoke ${url} again`)).text).toContain('已經撤銷過');
  });

  it('is returned with a reason, and not without one', async () => {
    const lin = talk('lin', ['pilot_leader']);
    await lin(proposal);
    const id = /badge_\w+/.exec((await lin('是')).text)![0];
    await lin(`/badge propose submit ${id}`);
    await lin('是');
    const chen = talk('chen', ['reviewer'], 'en');
    expect((await chen(`/badge review return ${id}`)).text).toMatch(/^Usage: /);
    expect((await chen(`/badge review return ${id} hours not plausible`)).text).toContain(
      'hours not plausible',
    );
    expect((await chen('yes')).text).toBe('Returned to its proposer.');
    expect((await lin('/badge mine')).text).toContain('已退回');
  });

  it('is verified from pasted text with line breaks, and told to be false when it was changed', async () => {
    const { credential } = await issue(world, await approveBadge(world));
    const anybody = talk(undefined);
    expect((await anybody(`/badge verify ${credential.replaceAll(/(.{76})/g, '$1\n')}`)).text).toContain(
      '這張徽章有效',
    );
    const changed = credential.slice(0, -8) + (credential.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA');
    const told = (await talk(undefined, [], 'en')(`/badge verify ${changed}`)).text;
    expect(told).toMatch(/^\*\*This is not a valid badge[\s\S]*not passed · Signature/);
    expect((await anybody('/badge verify 這不是徽章')).text).toContain('不是有效的徽章');
  });

  it('issued to a person the hub knows is in their list', async () => {
    const { id } = await issue(world, await approveBadge(world), { recipient: { id: 'person_holder' } });
    expect((await talk('holder', ['staff'])('/徽章 我的')).text).toContain(`/credentials/${id}`);
  });

  it.each<[string, string, Person | undefined, Role[]]>([
    ['proposing by staff', proposal, 'holder', ['staff']],
    ['reviewing by the proposer’s role', '/badge review', 'lin', ['pilot_leader']],
    ['issuing by a reviewer', '/badge issue badge_x a@b.example | x', 'chen', ['reviewer']],
    ['revoking by staff', '/badge revoke credential_x because', 'holder', ['staff']],
    ['any of it by the administrator', '/badge review approve badge_x', 'wang', ['admin']],
  ])('refuses %s', async (_, line, person, roles) => {
    expect((await talk(person, roles)(line)).text).toContain('您的身分不能使用這項功能');
  });

  it.each([
    '/badge issue',
    '/badge issue badge_x',
    '/badge revoke credential_x',
    '/badge verify',
    '/badge review approve',
    '/badge propose 太少 | 欄位',
    '/badge',
  ])('answers %s with one line of usage', async (line) => {
    const { text } = await talk('wang', ['issuer', 'reviewer', 'pilot_leader'])(line);
    expect(text).toMatch(/^用法：`\/badge /);
    expect(text).not.toContain('\n');
  });

  it('does nothing on 取消, and nothing when the badge changed before the yes', async () => {
    const lin = talk('lin', ['pilot_leader']);
    await lin(proposal);
    const id = /badge_\w+/.exec((await lin('是')).text)![0];
    await lin(`/badge propose submit ${id}`);
    expect((await lin('取消')).text).toContain('沒有執行');
    expect((await lin(`/badge mine`)).text).toMatch(/草稿/);
    await lin(`/badge propose submit ${id}`);
    const second = talk('lin', ['pilot_leader']);
    await second(`/badge propose submit ${id}`);
    await second('是');
    expect((await lin('是')).text).toContain('有了變動');
  });
});
