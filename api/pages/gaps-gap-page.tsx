import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { GapDetail } from '../../knowledge/gaps/schema.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { audienceName, countsOf, GapStateTag, gapPath, gapStyles } from './gaps-parts.tsx';
import { gapTexts as texts } from './gaps-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf, FactList, langOf } from './parts.tsx';
import { sendPage } from './respond.ts';
import { type View, viewOf } from './view.ts';

interface GapProps {
  readonly view: View;
  readonly gap: GapDetail;
}

/** A button that is a form of its own. */
function Act(
  props: GapProps & { path: string; label: string; plain?: boolean; fields?: Record<string, string> },
) {
  const { view, gap, path, label, plain, fields = {} } = props;
  return (
    <form class="inline-act" method="post" action={`${gapPath(gap.id)}/${path}`}>
      <Csrf view={view} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={plain ? 'button plain' : 'button'}>
        {label}
      </button>
    </form>
  );
}

/** A reason, and the act it is for. */
function WithReason(props: GapProps & { path: string; label: string; required: boolean }) {
  const { view, gap, path, label, required } = props;
  return (
    <details class="act no-print">
      <summary>{label}</summary>
      <form class="sheet" method="post" action={`${gapPath(gap.id)}/${path}`}>
        <Csrf view={view} />
        <label class="field">
          <span>{view.t(texts.reason)}</span>
          <textarea name="reason" rows={2} maxlength={1000} required={required} />
        </label>
        <p>
          <button type="submit" class="button plain">
            {label}
          </button>
        </p>
      </form>
    </details>
  );
}

function ReplyItem({ view, gap, reply }: GapProps & { reply: GapDetail['answers'][number] }) {
  return (
    <li id={reply.id}>
      <p class="quiet">
        {reply.author ?? view.t(texts.gone)} · {taiwanDay(new Date(reply.createdAt))}
        {reply.caseId ? (
          <>
            {' · '}
            <a href={`/cases/${encodeURIComponent(reply.caseId)}`}>{view.t(texts.hasCase)}</a>
          </>
        ) : null}
      </p>
      <p class="lines">{reply.text}</p>
      {reply.mine && !reply.caseId ? (
        <Act view={view} gap={gap} path={`replies/${reply.id}/case`} label={view.t(texts.toCase)} plain />
      ) : null}
      {reply.mine || gap.may.moderate ? (
        <WithReason
          view={view}
          gap={gap}
          path={`replies/${reply.id}/withdraw`}
          label={view.t(texts.withdraw)}
          required
        />
      ) : null}
    </li>
  );
}

function Replies({ view, gap }: GapProps) {
  return (
    <section aria-labelledby="replies">
      <h2 id="replies">
        {view.t(texts.replied)} ({gap.answers.length})
      </h2>
      {gap.answers.length === 0 ? <p class="quiet">{view.t(texts.noReply)}</p> : null}
      <ul class="gap-replies">
        {gap.answers.map((reply) => (
          <ReplyItem view={view} gap={gap} reply={reply} />
        ))}
      </ul>
    </section>
  );
}

function ReplyForm({ view, gap }: GapProps) {
  if (!gap.may.reply) return null;
  return (
    <form class="sheet no-print" method="post" action={`${gapPath(gap.id)}/replies`}>
      <Csrf view={view} />
      <label class="field">
        <span>{view.t(texts.reply)}</span>
        <textarea name="text" rows={5} maxlength={10000} required aria-describedby="reply-hint" />
      </label>
      <p class="quiet small-text" id="reply-hint">
        {view.t(texts.replyHint)}
      </p>
      <p>
        <button type="submit" class="button">
          {view.t(texts.send)}
        </button>
      </p>
    </form>
  );
}

/** What the reader may do with the question as a whole. */
function Acts({ view, gap }: GapProps) {
  const { may } = gap;
  const act = (path: string, label: string, plain = true, fields: Record<string, string> = {}) => (
    <Act view={view} gap={gap} path={path} label={label} plain={plain} fields={fields} />
  );
  return (
    <div class="gap-acts no-print">
      {may.need && !gap.needed ? act('need', view.t(texts.need), false) : null}
      {may.need && gap.needed ? (
        <>
          <p class="quiet">{view.t(texts.needed)}</p>
          {act('unneed', view.t(texts.unneed))}
        </>
      ) : null}
      {may.close && gap.mine ? act('close', view.t(texts.close), false) : null}
      {may.reopen ? act('reopen', view.t(texts.reopen)) : null}
      {gap.mine
        ? act('name', view.t(gap.named ? texts.unname : texts.name), true, { named: String(!gap.named) })
        : null}
    </div>
  );
}

function askerOf(view: View, gap: GapDetail): string {
  if (gap.mine && !gap.named) return `${view.t(texts.unnamed)} ${view.t(texts.you)}`;
  return gap.asker ?? view.t(texts.unnamed);
}

function Facts({ view, gap }: GapProps) {
  const field = [...gap.competencies, ...gap.clusters].map(({ name }) => name);
  return (
    <FactList
      rows={[
        [view.t(texts.asker), askerOf(view, gap)],
        [view.t(texts.visibility), audienceName(view, gap.visibility)],
        [view.t(texts.field), field.join(view.language === 'en' ? ', ' : '、')],
        [view.t(texts.reason), gap.stateReason],
      ]}
    />
  );
}

/** Right after asking: what became of it. */
function Outcome({
  view,
  asked,
  answerId,
}: {
  view: View;
  asked: string | undefined;
  answerId: string | undefined;
}) {
  if (asked === 'opened')
    return (
      <p class="notice" role="status">
        {view.t(texts.opened)}
      </p>
    );
  if (asked !== 'joined') return null;
  return (
    <div class="notice" role="status">
      <p>{view.t(texts.joined)}</p>
      {answerId ? (
        <form method="post" action={`/answers/${encodeURIComponent(answerId)}/gap`}>
          <Csrf view={view} />
          <button type="submit" class="small" name="separate" value="true">
            {view.t(texts.separate)}
          </button>
        </form>
      ) : null}
    </div>
  );
}

function GapPage(props: GapProps & { asked: string | undefined; answerId: string | undefined }) {
  const { view, gap } = props;
  return (
    <Layout view={view} title={gap.question} section="/gaps" styles={gapStyles}>
      <p class="crumb">
        <a href="/gaps">{view.t(texts.title)}</a>
      </p>
      <Outcome view={view} asked={props.asked} answerId={props.answerId} />
      <h1 lang={langOf(gap.language)}>{gap.question}</h1>
      <p class="facts">
        <GapStateTag view={view} state={gap.state} /> {countsOf(view, gap)} ·{' '}
        {taiwanDay(new Date(gap.createdAt))} ·{' '}
        {view.t(gap.reason === 'no_source' ? texts.noSource : texts.badlyRated)}
      </p>
      {gap.detail ? <p class="lines">{gap.detail}</p> : null}
      <Facts view={view} gap={gap} />
      <Acts view={view} gap={gap} />
      {gap.answerId ? (
        <p>
          <a href={`/answers/${encodeURIComponent(gap.answerId)}`}>{view.t(texts.fromAnswer)}</a>
        </p>
      ) : null}
      <Replies view={view} gap={gap} />
      <ReplyForm view={view} gap={gap} />
      {gap.may.decline ? (
        <WithReason view={view} gap={gap} path="decline" label={view.t(texts.decline)} required />
      ) : null}
    </Layout>
  );
}

async function show(c: HonoContext<ApiEnv>): Promise<Response> {
  const gap = await callCapability(can.getGap, contextOf(c, 'web'), { id: c.req.param('id') ?? '' });
  return sendPage(
    c,
    <GapPage view={viewOf(c)} gap={gap} asked={c.req.query('asked')} answerId={c.req.query('answer')} />,
  );
}

export function mountGap(app: BankApp): void {
  app.get('/gaps/:id', show);
}
