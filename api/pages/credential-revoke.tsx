import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability, requirePermission } from '../../core/capability.ts';
import { invalidInput } from '../../core/errors.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { ConfirmPage, isConfirmed } from './badges-confirm.tsx';
import { colon } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { readOwnForm, sendPage } from './respond.ts';
import { viewOf } from './view.ts';

const noReason = { 'zh-TW': '請寫明撤銷的理由。', en: 'Say why it is revoked.' };

/** Asks first, for a revocation is final. */
async function revoke(c: HonoContext<ApiEnv>): Promise<Response> {
  const ctx = contextOf(c, 'web');
  requirePermission(ctx, can.revokeBadge.allow);
  const form = await readOwnForm(c);
  const id = c.req.param('id') ?? '';
  const reason = (form.get('reason') ?? '').trim();
  if (reason === '') throw invalidInput(noReason);
  const back = `/credentials/${encodeURIComponent(id)}`;
  if (isConfirmed(form)) {
    await callCapability(can.revokeBadge, ctx, { id, reason });
    return c.redirect(back, 303);
  }
  const credential = await callCapability(can.getCredential, ctx, { id });
  const view = viewOf(c);
  const heading = `${view.t(badgeTexts.credential.revoke)}${colon(view)}${String(credential.content.name ?? '')}`;
  return sendPage(
    c,
    <ConfirmPage view={view} action={c.req.path} back={back} heading={heading} fields={form}>
      <p>{view.t(badgeTexts.confirm.revoke)}</p>
      <p class="lines">{reason}</p>
    </ConfirmPage>,
  );
}

export function mountRevoking(app: BankApp): void {
  app.post('/credentials/:id/revoke', revoke);
}
