import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/actor.ts';
import type { Bank } from '../../../core/context.ts';
import { createPerson } from '../../support/people.ts';
import { openSeededBank } from '../../support/world.ts';
import { createPages, fieldIn, Reader } from './site.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openSeededBank();
}, 240_000);
afterAll(() => bank?.store.close());

async function signIn(roles: Actor['roles']): Promise<Reader & { csrf: string }> {
  const { token } = await createPerson(bank, { roles });
  const reader = new Reader(createPages(bank));
  const form = fieldIn(await (await reader.get('/login')).text(), 'form');
  await reader.post('/login', { form, token, next: '/' });
  const csrf = fieldIn(await (await reader.get('/share')).text(), 'csrf');
  return Object.assign(reader, { csrf });
}

const facts = {
  title: '以影像辨識清查公園設施',
  agency: '測試市政府公園處',
  sector: 'parks',
  governmentLevel: 'municipality',
  aiType: 'computer_vision',
  stage: 'pilot',
  outcome: 'mixed',
  approach: '巡查車每週拍攝遊具照片，由模型標出破損處。',
};
const text = async (response: Response) => [response.status, await response.text()] as const;
interface Saved {
  path: string;
  masked: string[];
  fields: Record<string, string>;
}

const idIn = (response: Response) => /\/share\/(case_\w+)/.exec(response.headers.get('location') ?? '')![1]!;

describe('sharing a case on the pages', () => {
  it('a text becomes a draft that is shown, with nothing kept', async () => {
    const author = await signIn(['staff']);
    const [status, html] = await text(
      await author.post('/share/draft', {
        csrf: author.csrf,
        text: '# 公園巡查\n機關：測試市政府公園處\n## 成效\n準確率達 92%，洽 0912-345-678。',
      }),
    );
    expect(status).toBe(200);
    expect(html).toContain('value="公園巡查"');
    expect(html).toContain('電話');
    expect(html).not.toContain('0912');
    expect(await (await author.get('/share')).text()).toContain('還沒有寫過案例');
  });

  it('an incomplete form is kept, previewed with what is missing, finished and handed in', async () => {
    const author = await signIn(['staff']);
    const { csrf } = author;
    const id = idIn(await author.post('/share/new', { csrf, act: 'save', title: facts.title }));
    const [, missing] = await text(await author.get(`/share/${id}/preview`));
    expect(missing).toContain('送審前還缺');
    expect(missing).toMatch(/<button type="submit" class="button" disabled/);
    const refused = await author.post(`/share/${id}/submit`, { csrf });
    expect(refused.status).toBe(400);
    await author.post(`/share/${id}`, { csrf, act: 'preview', ...facts });
    const [, ready] = await text(await author.get(`/share/${id}/preview`));
    expect(ready).not.toContain('送審前還缺');
    expect(ready).toContain('還沒有附任何資料來源');
    expect((await author.post(`/share/${id}/submit`, { csrf })).status).toBe(303);
    expect(await (await author.get('/share')).text()).toContain('審核中');
  });

  it('saves as its author writes, and says what was masked', async () => {
    const author = await signIn(['staff']);
    const { csrf } = author;
    const reply = await author.post('/share/new', {
      csrf,
      act: 'autosave',
      ...facts,
      risks: '誤報時請洽 ming@moda.gov.tw',
    });
    const saved = (await reply.json()) as Saved;
    expect(saved.masked).toEqual(['電子郵件（失敗或風險）']);
    expect(saved.fields).toEqual({ risks: '誤報時請洽 〔電子郵件已遮蔽〕' });
    const again = await author.post(saved.path, { csrf, act: 'autosave', ...facts });
    expect(((await again.json()) as Saved).path).toBe(saved.path);
    const wrong = await author.post(saved.path, {
      csrf,
      act: 'autosave',
      ...facts,
      url1: 'javascript:alert(1)',
    });
    expect([wrong.status, ((await wrong.json()) as { error: { code: string } }).error.code]).toEqual([
      400,
      'INVALID_INPUT',
    ]);
  });

  it('names are the author’s to decide on', async () => {
    const author = await signIn(['staff']);
    const { csrf } = author;
    const approach = '承辦人：王小明，由陳大文科長核定。';
    const id = idIn(await author.post('/share/new', { csrf, act: 'save', ...facts, approach }));
    const [, html] = await text(await author.get(`/share/${id}/preview`));
    expect(html).toContain('value="王小明"');
    await author.post(`/share/${id}/names`, { csrf, name: '王小明' });
    const [, after] = await text(await author.get(`/share/${id}/preview`));
    expect(after).toContain('〔姓名已遮蔽〕，由陳大文科長核定');
    expect(after).not.toContain('王小明');
  });

  it('a draft is deleted only after asking, and only by its author', async () => {
    const author = await signIn(['staff']);
    const other = await signIn(['staff']);
    const { csrf } = author;
    const id = idIn(await author.post('/share/new', { csrf, act: 'save', ...facts }));
    expect((await other.get(`/share/${id}`)).status).toBe(404);
    expect((await other.post(`/share/${id}/delete`, { csrf: other.csrf, confirmed: 'yes' })).status).toBe(
      404,
    );
    const [, asked] = await text(await author.post(`/share/${id}/delete`, { csrf }));
    expect(asked).toContain('永久刪除');
    expect((await author.get(`/share/${id}`)).status).toBe(200);
    await author.post(`/share/${id}/delete`, { csrf, confirmed: 'yes' });
    expect((await author.get(`/share/${id}`)).status).toBe(404);
  });

  it('an agency offers a case, a pilot leader takes it up, and it can be written from there', async () => {
    const clerk = await signIn(['staff']);
    const leader = await signIn(['pilot_leader']);
    const offer = {
      agency: '測試縣政府',
      topic: '以語音辨識整理議會答詢',
      help: 'interview',
      story: '請洽 02-2345-6789',
    };
    expect((await clerk.post('/share/offer', { csrf: clerk.csrf, ...offer })).status).toBe(303);
    const [, waiting] = await text(await leader.get('/review'));
    expect(waiting).toContain(offer.topic);
    const [, offers] = await text(await leader.get('/review/offers'));
    expect(offers).not.toContain('2345');
    const id = /\/review\/offers\/(intake_\w+)/.exec(offers)![1]!;
    expect((await leader.post(`/review/offers/${id}`, { csrf: leader.csrf, act: 'take' })).status).toBe(303);
    expect(await (await clerk.get('/share')).text()).toContain('已有領航員接手');
    expect(await (await clerk.get('/notices')).text()).toContain('已有領航員接手');
  });

  it('near-duplicates are shown before it is handed in', async () => {
    const author = await signIn(['staff']);
    const { csrf } = author;
    const id = idIn(
      await author.post('/share/new', {
        csrf,
        act: 'save',
        ...facts,
        title: '可信任 AI 對話引擎 TAIDE',
        approach: 'TAIDE 繁體中文模型訓練。',
      }),
    );
    const [, html] = await text(await author.get(`/share/${id}/preview`));
    expect(html).toContain('href="/cases/tw-taide"');
  });

  it('nobody but staff gets in', async () => {
    const visitor = new Reader(createPages(bank));
    expect(await (await visitor.get('/share')).text()).toContain('登入後才能分享案例');
    for (const path of ['/share/new', '/share/offer', '/review', '/review/overdue', '/review/offers'])
      expect([path, (await visitor.get(path)).status]).toEqual([path, 401]);
  });
});

describe('reviewing a case on the pages', () => {
  async function handedIn(author: Reader & { csrf: string }, fields: Record<string, string> = {}) {
    const id = idIn(await author.post('/share/new', { csrf: author.csrf, act: 'save', ...facts, ...fields }));
    await author.post(`/share/${id}/submit`, { csrf: author.csrf });
    return id;
  }

  it('somebody else decides, after asking; the author is told', async () => {
    const author = await signIn(['staff']);
    const reviewer = await signIn(['reviewer']);
    const id = await handedIn(author);
    expect(await (await reviewer.get('/review?kind=case')).text()).toContain(`/review/cases/${id}`);
    const path = `/review/cases/${id}`;
    expect(await (await reviewer.get(path)).text()).toContain('第一次送審');
    const [, asked] = await text(await reviewer.post(path, { csrf: reviewer.csrf, decision: 'approve' }));
    expect(asked).toContain('立即發布');
    expect((await author.get(`/cases/${id}`)).status).toBe(200);
    await reviewer.post(path, { csrf: reviewer.csrf, decision: 'approve', confirmed: 'yes' });
    expect(await (await author.get(`/cases/${id}`)).text()).toContain('下次檢閱日');
    expect(await (await author.get('/notices')).text()).toContain('已審核通過');
  });

  it('a new version stands beside the published one, and readers see both laid over each other', async () => {
    const author = await signIn(['staff']);
    const reviewer = await signIn(['reviewer']);
    const id = await handedIn(author, { results: '每週巡查由三天縮短為一天。' });
    const decide = { csrf: reviewer.csrf, decision: 'approve', confirmed: 'yes' };
    await reviewer.post(`/review/cases/${id}`, decide);
    await author.post(`/share/${id}/revise`, { csrf: author.csrf });
    await author.post(`/share/${id}`, {
      csrf: author.csrf,
      act: 'save',
      ...facts,
      results: '每週巡查由三天縮短為半天。',
    });
    expect(await (await reviewer.get(`/cases/${id}`)).text()).toContain('縮短為一天');
    await author.post(`/share/${id}/submit`, { csrf: author.csrf });
    const [, sides] = await text(await reviewer.get(`/review/cases/${id}`));
    expect(sides).toContain('目前發布的版本');
    expect(sides).toContain('<del>一</del>');
    expect(sides).toContain('<ins>半</ins>');
    await reviewer.post(`/review/cases/${id}`, decide);
    const [, versions] = await text(await author.get(`/cases/${id}/versions`));
    expect(versions).toContain('<del>一</del><ins>半</ins>');
    expect(await (await author.get('/cases/changes')).text()).toContain('更新');
  });
});

describe('keeping a case alive on the pages', () => {
  it('anybody of the staff reports, a reviewer confirms, the reporter is told', async () => {
    const clerk = await signIn(['staff']);
    const reviewer = await signIn(['reviewer']);
    const care = '/sources/tw-taide';
    const sent = await clerk.post(`${care}/outdated`, { csrf: clerk.csrf, reason: '2026 年已改版' });
    expect(sent.headers.get('location')).toBe('/cases/tw-taide?done=outdated#care');
    expect(await (await reviewer.get('/review?kind=outdated')).text()).toContain('/cases/tw-taide#care');
    expect(await (await reviewer.get('/notices')).text()).toContain('2026 年已改版');
    await reviewer.post(`${care}/renew`, { csrf: reviewer.csrf });
    expect(await (await clerk.get('/notices')).text()).toContain('已確認仍然正確');
    const [, page] = await text(await clerk.get('/cases/tw-taide'));
    expect(page).toContain('確認仍正確');
  });

  it('two cases stand beside each other', async () => {
    const reader = new Reader(createPages(bank));
    const [status, html] = await text(await reader.get('/cases/compare?a=tw-taide&b=jp-gennai'));
    expect(status).toBe(200);
    expect(html).toContain('href="/cases/jp-gennai"');
    expect((await reader.get('/cases/compare')).status).toBe(200);
    expect((await reader.get('/cases/compare?a=tw-taide&b=none')).status).toBe(404);
  });
});
