import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { text } from '../../core/language.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const texts = {
  title: text('連結聊天帳號', 'Tie a chat account'),
  lead: text(
    '連結之後，您在 Slack 或 Teams 就有與網站相同的身分；沒有連結的帳號只看得到公開內容。',
    'Tied to you, your Slack or Teams account may do what you may do here; until then it sees public content only.',
  ),
  make: text('產生連結碼', 'Make a code'),
  again: text('重新產生', 'Make another'),
  type: text('請在 Slack 或 Teams 對本庫輸入：', 'In Slack or Teams, type to the bank:'),
  until: text(
    '十分鐘內有效，只能用一次；不要轉給別人，輸入的人就會取得您的身分。',
    'Valid for ten minutes and once. Do not pass it on: whoever types it acts as you.',
  ),
  linked: text('已連結的帳號', 'Accounts tied to you'),
  none: text('目前沒有連結任何帳號。', 'No account is tied to you yet.'),
  untie: text('解除連結', 'Untie'),
};

const platformNames = { slack: 'Slack', teams: 'Microsoft Teams' };

type Accounts = Awaited<ReturnType<typeof can.listChatAccounts.run>>['items'];

function AccountList({ view, accounts }: { view: View; accounts: Accounts }) {
  if (accounts.length === 0) return <p class="quiet">{view.t(texts.none)}</p>;
  return (
    <ul class="plain-list">
      {accounts.map(({ id, platform, team, account, linkedAt }) => (
        <li>
          <form method="post" action="/link/untie">
            <Csrf view={view} />
            <input type="hidden" name="id" value={id} />
            {platformNames[platform]} · {team} · {account}{' '}
            <time datetime={linkedAt}>{linkedAt.slice(0, 10)}</time>{' '}
            <button type="submit" class="button plain">
              {view.t(texts.untie)}
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

function CodeSection({ view, command }: { view: View; command: string | undefined }) {
  return (
    <section aria-live="polite">
      {command ? (
        <div class="notice">
          <p>{view.t(texts.type)}</p>
          <p>
            <code>{command}</code>
          </p>
          <p>{view.t(texts.until)}</p>
        </div>
      ) : null}
      <form method="post" action="/link">
        <Csrf view={view} />
        <button type="submit" class="button">
          {view.t(command ? texts.again : texts.make)}
        </button>
      </form>
    </section>
  );
}

async function sendLink(c: HonoContext<ApiEnv>, command?: string): Promise<Response> {
  const view = viewOf(c);
  const { items } = await callCapability(can.listChatAccounts, contextOf(c, 'web'), {});
  c.header('Cache-Control', 'private, no-store');
  return sendPage(
    c,
    <Layout view={view} title={view.t(texts.title)} section="/login">
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      <CodeSection view={view} command={command} />
      <h2>{view.t(texts.linked)}</h2>
      <AccountList view={view} accounts={items} />
    </Layout>,
  );
}

async function make(c: HonoContext<ApiEnv>): Promise<Response> {
  await readOwnForm(c);
  const { command } = await callCapability(can.createLinkCode, contextOf(c, 'web'), {});
  return sendLink(c, command);
}

async function untie(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = await readOwnForm(c);
  await callCapability(can.deleteChatAccount, contextOf(c, 'web'), { id: form.get('id') });
  return c.redirect('/link', 303);
}

export function mountLink(app: BankApp): void {
  app.get('/link', (c) => sendLink(c));
  app.post('/link', make);
  app.post('/link/untie', untie);
}
