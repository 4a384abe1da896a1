import type { Queryable } from '../../core/db/client.ts';
import type { Text } from '../../core/language.ts';
import { insertNotice } from './queries.ts';

/** What makes a notice: a call's context, or a scheduled job's. */
interface Notifier {
  readonly now: () => Date;
  readonly newId: (kind: string) => string;
}

export interface Notice {
  readonly personId: string;
  /** What sort of thing it is about, for example `gap-answered`. */
  readonly kind: string;
  /** One or two sentences, without markup; nothing the person may not see. */
  readonly text: Text;
  /** A path of this site to go on to. */
  readonly link?: string | undefined;
  /** What it is about, exactly: a person is told once for each key. Holds nobody's id. */
  readonly key: string;
}

const sitePath = /^\/(?![/\\])[^\s\\]{0,500}$/;

/**
 * Tells a person something, in the transaction that made it true: in the inbox at once, in linked chats soon after.
 * @param tx of any actor: whoever acts may tell somebody else
 * @returns false when this key was told before, or the person is gone
 */
export async function notify(ctx: Notifier, tx: Queryable, notice: Notice): Promise<boolean> {
  if (notice.link !== undefined && !sitePath.test(notice.link))
    throw new RangeError(`a notice leads to a path of this site, not to ${notice.link}`);
  return insertNotice(tx, {
    id: ctx.newId('notice'),
    personId: notice.personId,
    kind: notice.kind,
    text: notice.text,
    link: notice.link ?? null,
    key: notice.key,
    now: ctx.now(),
  });
}
