import { ask } from './ask.ts';
import { badgeIssue } from './badge-issue.ts';
import { badgeList } from './badge-list.ts';
import { badgeMine } from './badge-mine.ts';
import { badgePropose, badgeSubmit } from './badge-propose.ts';
import { badgeApprove, badgeReturn, badgeReview } from './badge-review.ts';
import { badgeRevoke } from './badge-revoke.ts';
import { badgeVerify } from './badge-verify.ts';
import { caseFind } from './case-find.ts';
import { caseMine } from './case-mine.ts';
import { caseApprove, caseReturn, caseReview } from './case-review.ts';
import { caseShare, caseSubmit } from './case-share.ts';
import type { Command } from './command.ts';
import { diagnose } from './diagnose.ts';
import { gapList, gapNeed, gapOpen, gapReply, gapSolved } from './gap.ts';
import { helpOver } from './help.ts';
import { link, unlink } from './link.ts';
import { path } from './path.ts';
import { pathDone, pathRefuse } from './path-steps.ts';
import { gatheringJoin, gatheringLeave, programme } from './programme.ts';
import { progress } from './progress.ts';

/** Every chat command there is; web, Slack and Teams read this list. */
export const commands: readonly Command[] = [
  ask,
  caseFind,
  caseShare,
  caseSubmit,
  caseMine,
  caseReview,
  caseApprove,
  caseReturn,
  badgeList,
  badgePropose,
  badgeSubmit,
  badgeReview,
  badgeApprove,
  badgeReturn,
  badgeIssue,
  badgeRevoke,
  badgeVerify,
  badgeMine,
  gapList,
  gapOpen,
  gapNeed,
  gapReply,
  gapSolved,
  programme,
  gatheringJoin,
  gatheringLeave,
  diagnose,
  path,
  pathDone,
  pathRefuse,
  progress,
  link,
  unlink,
  helpOver(() => commands),
];
