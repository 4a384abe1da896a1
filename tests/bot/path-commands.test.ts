import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../core/context.ts';
import { openHttp, type TestHttp } from '../support/http.ts';
import { createPerson } from '../support/people.ts';
import { openSeededBank } from '../support/world.ts';

let bank: Bank;
let http: TestHttp;

beforeAll(async () => {
  bank = await openSeededBank();
  http = openHttp(bank);
});
afterAll(() => bank?.store.close());

const chat = async (text: string, token?: string) => {
  const { status, json } = await http.api('POST', '/chat', { json: { text }, token });
  expect(status).toBe(200);
  return json.messages[0] as { markdown: string; actions?: { label: string; command: string }[] };
};

describe('/path in the chat', () => {
  it('gives the same path as the API, three steps first', async () => {
    const { json } = await http.api('POST', '/paths', {
      json: { cluster: 'sys', level: 'mid', hoursAvailable: 20 },
    });
    for (const line of [
      '/path 系統規劃 中階 20',
      '/路徑 20小時 中階 系統規劃',
      '/bank path sys mid 20',
      '/學習路徑 系統規劃群 中階 20',
    ]) {
      const { markdown } = await chat(line);
      for (const step of json.steps) expect(markdown).toContain(`(/courses/${step.courseId})`);
      expect(markdown.indexOf('這週先做') >= 0 || markdown.includes('This week')).toBe(true);
    }
    const { markdown, actions } = await chat('/path 系統規劃 中階 20');
    expect(markdown).toContain('/path?cluster=sys&level=mid&hours=20');
    expect(markdown).toMatch(/再多 [\d.]+ 小時就能/);
    expect(actions![0]!.command).toMatch(/^\/path 系統規劃 中階 2\d/);
    expect((await chat(actions![0]!.command)).markdown).toContain('(/courses/');
  });

  it('speaks English to an English line', async () => {
    const { json } = await http.api('POST', '/chat', {
      json: { text: '/path project management senior 8' },
      headers: { 'accept-language': 'en' },
    });
    expect(json.messages[0].markdown).toMatch(/Project management · Senior level\*\*: \d+ steps/);
  });

  it('answers what it cannot read with one line and the usage', async () => {
    for (const line of [
      '/path',
      '/path 中階',
      '/path 系統規劃',
      '/path 廚師 中階 20',
      '/path sys mid -3',
      '/path sys mid 0',
      '/path sys mid 99999',
    ]) {
      const { markdown } = await chat(line);
      expect(markdown).toContain('/path [');
      expect(markdown.split('\n')).toHaveLength(1);
    }
  });

  it('knows the cluster, level and hours of somebody signed in', async () => {
    const { token } = await createPerson(bank, { roles: ['staff'] });
    expect((await chat('/path', token)).markdown).toContain('/path [');
    await http.api('PUT', '/me/profile', {
      token,
      json: { cluster: 'hw', level: 'basic', hoursAvailable: 6 },
    });
    expect((await chat('/路徑', token)).markdown).toContain('硬體維護 · 基層');
  });
});

describe('the own path in the chat', () => {
  it('shows what is open, records it as done, and avoids what is not for me', async () => {
    const { token } = await createPerson(bank, { roles: ['staff'] });
    await http.api('PUT', '/me/profile', {
      token,
      json: { cluster: 'pm', level: 'mid', hoursAvailable: 12 },
    });
    const planned = await http.api('PUT', '/me/path', { token, json: {} });
    const [first, second] = planned.json.thisWeek as string[];
    const { markdown } = await chat('/路徑', token);
    expect(markdown).toContain(`\`${first}\``);
    expect(markdown).toContain('/路徑 完成');
    const confirmed = async (line: string) => {
      const asked = await http.api('POST', '/chat', { token, json: { text: line } });
      expect(asked.json.messages[0].markdown).toMatch(/^要.+[？?]/);
      const { conversationId } = asked.json;
      const done = await http.api('POST', '/chat', { token, json: { text: '是', conversationId } });
      return done.json.messages[0].markdown as string;
    };
    expect(await confirmed(`/路徑 完成 ${first} 帶新人做過一次`)).toMatch(/^已記錄/);
    expect((await chat('/路徑', token)).markdown).not.toContain(`\`${first}\``);
    expect((await chat(`/路徑 不適合 ${second}`, token)).markdown).toContain('/path skip');
    expect(await confirmed(`/路徑 不適合 ${second} 上過了`)).toContain('會避開這門課');
    expect((await chat('/路徑', token)).markdown).not.toContain(`\`${second}\``);
    expect(await confirmed(`/路徑 完成 ${first}`)).toContain('已經記錄過');
    expect((await chat('/路徑 完成 nowhere', token)).markdown).toContain('找不到');
    expect((await chat(`/路徑 完成 ${first}`)).markdown).toContain('需要先登入');
  });
});

describe('/diagnose in the chat', () => {
  it('lists the tasks, then names the clusters by closeness and goes on to a path', async () => {
    const list = await chat('/診斷');
    for (const id of ['contract-15', 'tech-12', 'policy-5']) expect(list.markdown).toContain(`\`${id}\``);
    const { markdown, actions } = await chat('/診斷 tech-2 6、資料庫規劃與管理 4、tech-3 3');
    expect(markdown).toMatch(/^1\. \*\*系統規劃\*\* 0\.\d\d\n2\. /);
    expect(markdown.match(/^\d\. /gm)).toHaveLength(5);
    expect((await chat(actions![1]!.command)).markdown).toContain('系統規劃 · 中階');
  });

  it('asks back where a name fits two rows', async () => {
    const { markdown } = await chat('/diagnose 需求收集與轉換規格 3');
    expect(markdown).toContain('contract-1 ');
    expect(markdown).toContain('contract-15 ');
  });

  it('stands in the help in both languages', async () => {
    const { markdown } = await chat('/bank help');
    expect(markdown).toContain('/path [');
    expect(markdown).toContain('/diagnose');
  });
});
