import { EmbeddingFailure } from './failure.ts';

export interface Circuit {
  /** @throws EmbeddingFailure unreachable at once while the endpoint is given a rest */
  run<T>(fn: () => Promise<T>): Promise<T>;
}

/** After so many failures in a row nobody waits for the endpoint; after a rest one caller at a time tries it. */
export function createCircuit(
  { failures, restMs }: { failures: number; restMs: number },
  now: () => number = () => performance.now(),
): Circuit {
  let failed = 0;
  let openUntil = 0;
  let trying = false;
  return {
    async run(fn) {
      const resting = failed >= failures;
      if (resting && (trying || now() < openUntil))
        throw new EmbeddingFailure(
          'unreachable',
          'the embedding endpoint failed just now and is given a rest',
        );
      if (resting) trying = true;
      try {
        const result = await fn();
        failed = 0;
        return result;
      } catch (error) {
        failed += 1;
        openUntil = now() + restMs;
        throw error;
      } finally {
        if (resting) trying = false;
      }
    },
  };
}
