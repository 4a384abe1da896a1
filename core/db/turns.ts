import type { HoldOptions } from './client.ts';

/** A patient holder waits this long after the last other holder, who may come back for the next statement. */
const graceMs = 30;
/** Nobody is made to wait longer than this for others' sake. */
const patienceMs = 300;
/** Brief holders at once; more would only stand in line where nobody can be let past. */
const mostBrief = 3;

interface Waiter {
  readonly patient: boolean;
  readonly brief: boolean;
  readonly since: number;
  start(): Promise<unknown>;
}

/** Gives a thing that has room for one to one holder at a time. */
export interface Turns {
  /** A patient holder lets everybody else go first, within reason; after a brief one the next few start at once. */
  take<T>(fn: () => Promise<T>, options?: HoldOptions): Promise<T>;
}

export function createTurns(now: () => number = () => performance.now()): Turns {
  const waiting: Waiter[] = [];
  let busy = false;
  let brief = 0;
  let lastUrgent = Number.NEGATIVE_INFINITY;
  let alarmSet = false;

  /** How long a patient waiter has yet to wait when nobody else waits. */
  const restMs = (waiter: Waiter) => Math.min(lastUrgent + graceMs, waiter.since + patienceMs) - now();
  const isDue = (waiter: Waiter) => !waiter.patient || waiter.since + patienceMs <= now();

  function pick(): Waiter | undefined {
    const due = waiting.find(isDue);
    if (due) return due;
    const [first] = waiting;
    if (!first) return undefined;
    const rest = restMs(first);
    if (rest <= 0) return first;
    if (!alarmSet) setTimeout(wake, rest);
    alarmSet = true;
    return undefined;
  }

  function wake(): void {
    alarmSet = false;
    next();
  }

  function next(): void {
    const waiter = busy || brief >= mostBrief ? undefined : pick();
    if (!waiter) return;
    waiting.splice(waiting.indexOf(waiter), 1);
    const step = waiter.brief ? 1 : 0;
    brief += step;
    busy = !waiter.brief;
    if (!waiter.patient) lastUrgent = now();
    void waiter.start().then(() => {
      brief -= step;
      if (!waiter.brief) busy = false;
      if (!waiter.patient) lastUrgent = now();
      next();
    });
    if (waiter.brief) next();
  }

  return {
    take(fn, { patient = false, brief: isBrief = false } = {}) {
      return new Promise((resolve, reject) => {
        const start = () => fn().then(resolve, reject);
        waiting.push({ patient, brief: isBrief && !patient, since: now(), start });
        next();
      });
    },
  };
}
