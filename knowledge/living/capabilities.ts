import { getCare } from './get-care.ts';
import { listOverdue } from './list-overdue.ts';
import { renewSource, takeOverSource } from './renew-source.ts';
import { reportOutdated } from './report-outdated.ts';

/** Keeping sources alive, for the one list. */
export const livingCapabilities = {
  getCare,
  listOverdue,
  renewSource,
  takeOverSource,
  reportOutdated,
} as const;
