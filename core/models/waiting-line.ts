import { ChatFailure } from './chat-model.ts';

interface Waiting {
  readonly start: () => void;
  readonly tell: (ahead: number) => unknown;
}

export interface WaitingLine {
  /**
   * Waits for a turn.
   * @returns what ends the turn
   * @throws ChatFailure `busy` when the line is full, `stopped` when the signal ends the wait
   */
  enter(signal: AbortSignal, tell?: (ahead: number) => unknown): Promise<() => void>;
}

/** Lets `width` in at once and `longest` wait, first come first served. */
export function createWaitingLine(width: number, longest: number): WaitingLine {
  let inside = 0;
  const waiting: Waiting[] = [];
  const tellAll = () => {
    for (const [ahead, one] of waiting.entries()) one.tell(ahead);
  };
  const leaveOnce = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside--;
      const next = waiting.shift();
      next?.start();
      tellAll();
    };
  };
  return {
    enter(signal, tell = () => undefined) {
      if (signal.aborted) return Promise.reject(new ChatFailure('stopped', { cause: signal.reason }));
      if (inside < width) {
        inside++;
        return Promise.resolve(leaveOnce());
      }
      if (waiting.length >= longest) return Promise.reject(new ChatFailure('busy'));
      return new Promise((resolve, reject) => {
        const one: Waiting = {
          tell,
          start: () => {
            signal.removeEventListener('abort', give);
            inside++;
            resolve(leaveOnce());
          },
        };
        const give = () => {
          waiting.splice(waiting.indexOf(one), 1);
          tellAll();
          reject(new ChatFailure('stopped', { cause: signal.reason }));
        };
        signal.addEventListener('abort', give, { once: true });
        waiting.push(one);
        tell(waiting.length - 1);
      });
    },
  };
}
