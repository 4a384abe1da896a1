import type { Bank } from '../../core/context.ts';
import { deleteOldAnswers } from './delete-old-answers.ts';

const HOUR = 3_600_000;

/** Deletes what is past its time now and every hour; a failure is logged and tried again. */
export function startRetention(bank: Bank): { stop(): void } {
  const run = () =>
    deleteOldAnswers(bank.store.system, bank.now(), bank.config.answerRetentionDays).catch((error: unknown) =>
      bank.log.error('retention failed', { error }),
    );
  void run();
  const timer = setInterval(run, HOUR);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
