import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import { text } from '../../core/language.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import { queryFields, readOwnForm, sendPage } from './respond.ts';
import { safePath, type View, viewOf, withQuery } from './view.ts';

const texts = {
  title: text('通知', 'Notices'),
  lead: text(
    '您提的問題有了回覆、引用的來源改了、有事等您處理，都會在這裡告訴您。只有您看得到。',
    'Replies to what you asked, sources that changed, and what waits for you. Nobody else sees this page.',
  ),
  none: text('目前沒有通知。', 'No notices yet.'),
  allRead: text('全部標為已讀', 'Mark all as read'),
  isNew: text('未讀', 'New'),
  open: text('前往', 'Open'),
  seen: text('標為已讀', 'Mark as read'),
  older: text('更早的通知', 'Older notices'),
};

const noticeStyles = ['notices.css'];

type Listed = Awaited<ReturnType<typeof can.listNotices.run>>;

/** Going on to what a notice is about marks it as read, so the link is a button of a form. */
function NoticeItem({ view, notice }: { view: View; notice: Listed['items'][number] }) {
  const { id, link, readAt, createdAt } = notice;
  return (
    <li class={readAt ? undefined : 'new'}>
      <p>
        {readAt ? null : <span class="kind">{view.t(texts.isNew)}</span>} {notice.text}
      </p>
      <form class="inline" method="post" action="/notices">
        <Csrf view={view} />
        <input type="hidden" name="id" value={id} />
        <span class="quiet">{taiwanDay(new Date(createdAt))}</span>{' '}
        {link ? (
          <button
            type="submit"
            class="link"
            name="next"
            value={link}
            aria-label={`${view.t(texts.open)}: ${notice.text}`}
          >
            {view.t(texts.open)}
          </button>
        ) : null}{' '}
        {readAt ? null : (
          <button
            type="submit"
            class="link"
            name="next"
            value="/notices"
            aria-label={`${view.t(texts.seen)}: ${notice.text}`}
          >
            {view.t(texts.seen)}
          </button>
        )}
      </form>
    </li>
  );
}

function NoticesPage({ view, listed }: { view: View; listed: Listed }) {
  return (
    <Layout view={view} title={view.t(texts.title)} section="/notices" styles={noticeStyles}>
      <h1>{view.t(texts.title)}</h1>
      <p class="lead">{view.t(texts.lead)}</p>
      {listed.unread > 0 ? (
        <form method="post" action="/notices">
          <Csrf view={view} />
          <button type="submit" class="small">
            {view.t(texts.allRead)} ({listed.unread})
          </button>
        </form>
      ) : null}
      {listed.items.length === 0 ? (
        <div class="empty">
          <p>{view.t(texts.none)}</p>
        </div>
      ) : (
        <ul class="notices">
          {listed.items.map((notice) => (
            <NoticeItem view={view} notice={notice} />
          ))}
        </ul>
      )}
      {listed.nextCursor ? (
        <p>
          <a href={withQuery('/notices', { cursor: listed.nextCursor })}>{view.t(texts.older)}</a>
        </p>
      ) : null}
    </Layout>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const listed = await callCapability(can.listNotices, contextOf(c, 'web'), queryFields(c, ['cursor']));
  return sendPage(c, <NoticesPage view={viewOf(c)} listed={listed} />);
}

async function markRead(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = await readOwnForm(c);
  const id = form.get('id');
  await callCapability(can.readNotices, contextOf(c, 'web'), id ? { ids: [id] } : {});
  return c.redirect(safePath(form.get('next') ?? '/notices'), 303);
}

export function mountNotices(app: BankApp): void {
  app.get('/notices', show);
  app.post('/notices', markRead);
}
