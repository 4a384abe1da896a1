import { capabilities as can } from '../../capabilities.ts';
import { type Capability, callCapability } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { contextOf } from '../context.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { AreaField, dayOf, InputField, mayAs } from './badges-parts.tsx';
import { withNumbers } from './courses-texts.ts';
import { Csrf } from './parts.tsx';
import { field, type PageContext } from './programme-acts.ts';
import { ActButton, ActForm } from './programme-parts.tsx';
import { programmeTexts } from './programme-texts.ts';
import { readOwnForm, sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

const texts = programmeTexts.talk;
const shown = 100;

/** What people said on a case. */
export type Talk = Awaited<ReturnType<typeof can.listComments.run>> & { readonly caseId: string };
type Comment = Talk['items'][number];

/** Comments and thanks of a published case; undefined for one that is not out. */
export async function readTalk(
  c: PageContext,
  one: { id: string; state: string },
): Promise<Talk | undefined> {
  if (one.state !== 'published') return undefined;
  const after = c.req.query('comments');
  const input = { id: one.id, limit: shown, ...(after && { cursor: after }) };
  return { caseId: one.id, ...(await callCapability(can.listComments, contextOf(c, 'web'), input)) };
}

const casePath = (id: string) => `/cases/${encodeURIComponent(id)}`;
const commentPath = (caseId: string, id: string) => `${casePath(caseId)}/comments/${encodeURIComponent(id)}`;

function OwnActs({ view, caseId, one }: { view: View; caseId: string; one: Comment }) {
  const path = commentPath(caseId, one.id);
  return (
    <>
      {one.hidden ? null : (
        <ActForm view={view} action={`${path}/edit`} label={texts.edit} submit={texts.save}>
          <AreaField
            view={view}
            name="text"
            label={texts.title}
            value={one.text}
            max={4_000}
            rows={3}
            required
          />
        </ActForm>
      )}
      <ActButton
        view={view}
        action={`${path}/delete`}
        label={texts.delete}
        about={one.text.slice(0, 40)}
        plain
      />
    </>
  );
}

function OthersActs({ view, caseId, one }: { view: View; caseId: string; one: Comment }) {
  const path = commentPath(caseId, one.id);
  const reviewer = mayAs(view, 'reviewer');
  if (!mayAs(view, 'staff')) return null;
  return (
    <>
      {one.hidden ? null : (
        <ActForm view={view} action={`${path}/report`} label={texts.report}>
          <InputField view={view} name="reason" label={texts.reason} max={1_000} required />
        </ActForm>
      )}
      {reviewer && !one.hidden ? (
        <ActForm view={view} action={`${path}/hide`} label={texts.hide}>
          <InputField view={view} name="reason" label={texts.reason} max={1_000} required />
        </ActForm>
      ) : null}
      {reviewer && one.hidden ? (
        <ActButton view={view} action={`${path}/show`} label={texts.show} plain />
      ) : null}
    </>
  );
}

function CommentItem({ view, caseId, one }: { view: View; caseId: string; one: Comment }) {
  const facts = [
    dayOf(one.createdAt),
    one.edited ? view.t(texts.edited) : undefined,
    one.hidden ? [view.t(texts.hidden), one.hiddenReason].filter(Boolean).join(': ') : undefined,
    one.reports ? withNumbers(view.t(texts.reports), { n: one.reports }) : undefined,
  ];
  return (
    <li id={one.id}>
      <strong>{one.author ?? view.t(texts.colleague)}</strong>{' '}
      <span class="quiet small-text">{facts.filter(Boolean).join(' · ')}</span>
      <p class="lines">{one.text}</p>
      {one.mine ? (
        <OwnActs view={view} caseId={caseId} one={one} />
      ) : (
        <OthersActs view={view} caseId={caseId} one={one} />
      )}
    </li>
  );
}

/** Under a published case: thanks, comments, and the form to add one. */
export function CaseTalk({ view, talk }: { view: View; talk: Talk | undefined }) {
  if (!talk) return null;
  const { caseId, thanks } = talk;
  const path = casePath(caseId);
  return (
    <section id="comments" class="talk">
      <h2>{view.t(texts.title)}</h2>
      <div class="actions">
        <span>{withNumbers(view.t(texts.thanks), { n: thanks.count })}</span>
        {mayAs(view, 'staff') ? (
          <ActButton
            view={view}
            action={`${path}/${thanks.mine ? 'unthank' : 'thanks'}`}
            label={thanks.mine ? texts.unthank : texts.thank}
            plain
          />
        ) : null}
      </div>
      {talk.items.length === 0 ? <p class="quiet">{view.t(texts.none)}</p> : null}
      <ul class="review-list">
        {talk.items.map((one) => (
          <CommentItem view={view} caseId={caseId} one={one} />
        ))}
      </ul>
      {talk.nextCursor ? (
        <p class="no-print">
          <a href={`${path}?comments=${encodeURIComponent(talk.nextCursor)}#comments`}>
            {view.t(texts.more)}
          </a>
        </p>
      ) : null}
      {mayAs(view, 'staff') ? (
        <form class="sheet no-print" method="post" action={`${path}/comments`}>
          <Csrf view={view} />
          <AreaField view={view} name="text" label={texts.text} max={4_000} rows={3} required />
          <p>
            <button type="submit" class="button">
              {view.t(texts.add)}
            </button>
          </p>
        </form>
      ) : (
        <p class="quiet no-print">
          <a href={`/login?next=${encodeURIComponent(path)}`}>{view.t(texts.signIn)}</a>
        </p>
      )}
    </section>
  );
}

const talkPath = (c: PageContext) => `${casePath(c.req.param('id') ?? '')}#comments`;

async function add(c: PageContext): Promise<Response> {
  const form = await readOwnForm(c);
  const text = field(form, 'text') ?? '';
  await callCapability(can.addComment, contextOf(c, 'web'), { id: c.req.param('id'), text });
  return c.redirect(talkPath(c), 303);
}

/** What a form does to one comment. */
const acts: Record<string, (form: URLSearchParams) => readonly [Capability, Record<string, unknown>]> = {
  edit: (form) => [can.editComment, { text: field(form, 'text') ?? '' }],
  report: (form) => [can.reportComment, { reason: field(form, 'reason') ?? '' }],
  hide: (form) => [can.hideComment, { hidden: true, reason: field(form, 'reason') ?? '' }],
  show: () => [can.hideComment, { hidden: false }],
};

async function perform(c: PageContext, act: (typeof acts)[string]): Promise<Response> {
  const form = await readOwnForm(c);
  const [capability, input] = act(form);
  await callCapability(capability, contextOf(c, 'web'), { ...input, id: c.req.param('comment') });
  return c.redirect(talkPath(c), 303);
}

async function remove(c: PageContext): Promise<Response> {
  const form = await readOwnForm(c);
  if (isConfirmed(form)) {
    await callCapability(can.deleteComment, contextOf(c, 'web'), { id: c.req.param('comment') });
    return c.redirect(talkPath(c), 303);
  }
  const view = viewOf(c);
  return sendPage(
    c,
    <ConfirmPage
      view={view}
      section="/cases"
      action={c.req.path}
      back={talkPath(c)}
      heading={view.t(texts.delete)}
      fields={form}
    >
      <p>{view.t(texts.deleteLead)}</p>
    </ConfirmPage>,
  );
}

async function thank(
  c: PageContext,
  capability: typeof can.giveThanks | typeof can.takeThanksBack,
): Promise<Response> {
  await readOwnForm(c);
  await callCapability(capability, contextOf(c, 'web'), { id: c.req.param('id') });
  return c.redirect(talkPath(c), 303);
}

export function mountCaseTalk(app: BankApp): void {
  app.post('/cases/:id/thanks', (c) => thank(c, can.giveThanks));
  app.post('/cases/:id/unthank', (c) => thank(c, can.takeThanksBack));
  app.post('/cases/:id/comments', add);
  app.post('/cases/:id/comments/:comment/delete', remove);
  for (const [name, act] of Object.entries(acts))
    app.post(`/cases/:id/comments/:comment/${name}`, (c) => perform(c, act));
}
