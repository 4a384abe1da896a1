import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { type Capability, callCapability, requirePermission } from '../../core/capability.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { gapPath } from './gaps-parts.tsx';
import { readOwnForm } from './respond.ts';

const field = (form: URLSearchParams, name: string) => (form.get(name) ?? '').trim();

interface Act {
  readonly path: string;
  readonly capability: Capability;
  /** The capability's input beside what the address holds. */
  read?(form: URLSearchParams): Record<string, unknown>;
}

const withReason = (form: URLSearchParams) => ({ reason: field(form, 'reason') });

const acts: readonly Act[] = [
  { path: 'need', capability: can.needGap },
  { path: 'unneed', capability: can.unneedGap },
  { path: 'replies', capability: can.replyToGap, read: (form) => ({ text: field(form, 'text') }) },
  { path: 'replies/:replyId/withdraw', capability: can.withdrawReply, read: withReason },
  { path: 'close', capability: can.closeGap, read: withReason },
  { path: 'reopen', capability: can.reopenGap },
  { path: 'decline', capability: can.declineGap, read: withReason },
  { path: 'name', capability: can.nameGap, read: (form) => ({ named: field(form, 'named') === 'true' }) },
];

async function perform(c: HonoContext<ApiEnv>, { capability, read }: Act): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, capability.allow);
  const form = await readOwnForm(c);
  await callCapability(capability, ctx, { ...read?.(form), ...c.req.param() });
  return c.redirect(gapPath(c.req.param('id') ?? ''), 303);
}

async function toCase(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.caseFromReply.allow);
  await readOwnForm(c);
  const { caseId } = await callCapability(can.caseFromReply, ctx, c.req.param());
  return c.redirect(`/cases/${encodeURIComponent(caseId)}`, 303);
}

/** From an answer's page: says first that it did not help where that is why, then asks the community. */
async function askCommunity(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.openGap.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  if (field(form, 'unhelpful') === 'true')
    await callCapability(can.giveFeedback, ctx, { id, helpful: false });
  const visibility = field(form, 'visibility');
  const opened = await callCapability(can.openGap, ctx, {
    answerId: id,
    detail: field(form, 'detail'),
    ...(visibility && { visibility }),
    named: field(form, 'named') === 'true',
    separate: field(form, 'separate') === 'true',
  });
  return c.redirect(`${gapPath(opened.id)}?asked=${opened.outcome}&answer=${encodeURIComponent(id)}`, 303);
}

export function mountGapActs(app: BankApp): void {
  for (const act of acts) app.post(`/gaps/:id/${act.path}`, (c) => perform(c, act));
  app.post('/gaps/:id/replies/:replyId/case', toCase);
  app.post('/answers/:id/gap', askCommunity);
}
