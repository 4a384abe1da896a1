import { ask } from './ask.ts';
import { caseFind } from './case-find.ts';
import { caseMine } from './case-mine.ts';
import { caseApprove, caseReturn, caseReview } from './case-review.ts';
import { caseShare, caseSubmit } from './case-share.ts';
import type { Command } from './command.ts';
import { helpOver } from './help.ts';

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
  helpOver(() => commands),
];
