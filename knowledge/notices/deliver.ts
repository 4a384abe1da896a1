import type { Bank } from '../../core/context.ts';
import type { Text } from '../../core/language.ts';
import type { JobRun, ScheduledJob } from '../schedule/job.ts';
import * as queries from './delivery-queries.ts';

export interface OutgoingNotice {
  readonly noticeId: string;
  readonly personId: string;
  readonly text: Text;
  /** A path of this site; null when there is nothing to go on to. */
  readonly link: string | null;
  /** The person's linked accounts on the platform. */
  readonly accounts: readonly { readonly team: string; readonly account: string }[];
}

/** A chat platform that can tell a person something in private. */
export interface NoticeFace {
  /** As in a linked chat account: `slack`, `teams`. */
  readonly platform: string;
  /**
   * Sends one private message to the person's linked account.
   * @returns `sent`; `unreachable` when the account is gone or takes none; `unsure` when there is no telling, which is
   *   not tried again
   * @throws when it certainly did not arrive and is worth trying again
   */
  deliver(notice: OutgoingNotice): Promise<'sent' | 'unreachable' | 'unsure'>;
}

const faces = new WeakMap<Bank, Map<string, NoticeFace>>();

/** Called by a chat face when it starts: from then on linked people get their notices there as well. */
export function registerNoticeFace(bank: Bank, face: NoticeFace): void {
  const known = faces.get(bank) ?? new Map<string, NoticeFace>();
  faces.set(bank, known.set(face.platform, face));
}

/** Notices older than this are no news any more. */
const newsMs = 86_400_000;
const leaseMs = 60_000;
const retryAfterMs = [30_000, 120_000, 600_000, 3_600_000];

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

type Ended = 'sent' | 'skipped' | 'failed' | 'unknown';
const ends = { sent: 'sent', unreachable: 'skipped', unsure: 'unknown' } as const;

async function send(bank: Bank, face: NoticeFace, due: queries.DueDelivery): Promise<Ended | 'retried'> {
  const end = async (state: Ended | 'pending', nextAt = bank.now(), error: string | null = null) => {
    const place = { noticeId: due.noticeId, platform: face.platform };
    await queries.updateDelivery(bank.store.system, place, { state, nextAt, error, now: bank.now() });
    return state === 'pending' ? ('retried' as const) : state;
  };
  if (due.read) return end('skipped');
  try {
    return await end(ends[await face.deliver(due)]);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown failure';
    const wait = retryAfterMs[due.attempts - 1];
    return wait === undefined
      ? end('failed', bank.now(), name)
      : end('pending', later(bank.now(), wait), name);
  }
}

async function deliverOn(bank: Bank, face: NoticeFace, { signal }: JobRun): Promise<Record<string, number>> {
  const done = { sent: 0, skipped: 0, failed: 0, unknown: 0, retried: 0 };
  const { system } = bank.store;
  await queries.giveUpBegun(system, face.platform, bank.now());
  await queries.insertDeliveries(system, face.platform, later(bank.now(), -newsMs), bank.now());
  while (!signal.aborted) {
    const now = bank.now();
    const due = await system.transaction((tx) =>
      queries.takeDelivery(tx, face.platform, now, later(now, leaseMs)),
    );
    if (!due) break;
    done[await send(bank, face, due)] += 1;
  }
  return done;
}

/** Takes notices to linked chat accounts: each once at most on each platform, failures tried again for an hour or so. */
export const noticeDelivery: ScheduledJob = {
  name: 'notice-delivery',
  everySeconds: 15,
  async run(bank, run) {
    const sums: Record<string, number> = {};
    for (const face of faces.get(bank)?.values() ?? [])
      for (const [name, count] of Object.entries(await deliverOn(bank, face, run)))
        sums[name] = (sums[name] ?? 0) + count;
    return sums;
  },
};
