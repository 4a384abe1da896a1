import type { Input } from './collect-inputs.ts';
import type { ColumnMapping } from './column-mapping.ts';
import type { JobCounts } from './job.ts';

/** One input on its way in. */
export interface Load {
  readonly input: Input;
  readonly visibility: string | undefined;
  readonly mapping: ColumnMapping | undefined;
}

/** Takes inputs to the bank: through the running server, or straight into the store. */
export interface Carrier {
  /** @throws Error when the input as a whole could not be taken in, or `signal` ended it on the way */
  carry(
    load: Load,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<JobCounts>;
  /** What becomes of an input whose carrying was interrupted. */
  readonly afterInterrupt: string;
  close(): Promise<void>;
}
