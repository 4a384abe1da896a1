/** Spares a failing server: after some failures in a row nobody is sent to it for a while, then one to try. */
export interface CircuitBreaker {
  /** False while nobody may be sent. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
}

export function createCircuitBreaker(
  options: { failures?: number; restMs?: number; now?: () => number } = {},
): CircuitBreaker {
  const { failures = 5, restMs = 30_000, now = () => performance.now() } = options;
  let inARow = 0;
  let restsUntil = 0;
  return {
    allows() {
      if (inARow < failures) return true;
      if (now() < restsUntil) return false;
      restsUntil = now() + restMs;
      return true;
    },
    succeeded() {
      inARow = 0;
    },
    failed() {
      inARow++;
      if (inARow >= failures) restsUntil = now() + restMs;
    },
  };
}
