import type { Bank } from '../../core/context.ts';

export interface JobRun {
  readonly runId: string;
  /** Aborts when the server stops or another server has taken the job over. */
  readonly signal: AbortSignal;
}

/** Work that is done every so often, once however many servers run. */
export interface ScheduledJob {
  /** Kebab-case, unique, never renamed: it is what the servers agree on. */
  readonly name: string;
  readonly everySeconds: number;
  /**
   * Does the work. It may be broken off at any point and begun again, so doing it twice must change nothing more.
   * @returns what was done, in numbers, for the log and the administrator
   */
  run(bank: Bank, run: JobRun): Promise<Readonly<Record<string, number>>>;
}
