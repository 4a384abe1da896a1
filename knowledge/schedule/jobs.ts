import { answerRetention } from '../answers/retention.ts';
import { tellOfChanges } from '../answers/tell-of-changes.ts';
import { gapUpkeep } from '../gaps/gap-upkeep.ts';
import { remindOwners } from '../living/remind-owners.ts';
import { noticeDelivery } from '../notices/deliver.ts';
import { noticeRetention } from '../notices/notice-retention.ts';
import { remindOfGatherings } from '../programme/gatherings/remind-of-gatherings.ts';
import { remindOfReviews } from '../sources/remind-of-reviews.ts';
import type { ScheduledJob } from './job.ts';
import { runHistory } from './run-history.ts';

/** The knowledge bank's own scheduled work; server.ts adds that of other parts. */
export const scheduledJobs: readonly ScheduledJob[] = [
  answerRetention,
  noticeRetention,
  runHistory,
  noticeDelivery,
  remindOwners,
  remindOfReviews,
  remindOfGatherings,
  tellOfChanges,
  gapUpkeep,
];
