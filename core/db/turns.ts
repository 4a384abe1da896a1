/** A patient holder waits this long after the last other holder, who may come back for the next statement. */
const graceMs = 30;
/** Nobody is made to wait longer than this for others' sake. */
const patienceMs = 300;

interface Waiter {
  readonly patient: boolean;
  readonly since: number;
  start(): Promise<unknown>;
}

/** Gives a thing that has room for one to one holder at a time. */
export interface Turns {
  /** @param patient work that can wait lets everybody else go first, within reason */
  take<T>(fn: () => Promise<T>, patient?: boolean): Promise<T>;
}

export function createTurns(now: () => number = () => performance.now()): Turns {
  const waiting: Waiter[] = [];
  let busy = false;
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
    const waiter = busy ? undefined : pick();
    if (!waiter) return;
    waiting.splice(waiting.indexOf(waiter), 1);
    busy = true;
    void waiter.start().then(() => {
      busy = false;
      if (!waiter.patient) lastUrgent = now();
      next();
    });
  }

  return {
    take(fn, patient = false) {
      return new Promise((resolve, reject) => {
        waiting.push({ patient, since: now(), start: () => fn().then(resolve, reject) });
        next();
      });
    },
  };
}
