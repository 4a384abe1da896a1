import { z } from 'zod';
import { Language } from '../../core/language.ts';
import { Named } from '../framework/replies.ts';
import { Visibility } from '../sources/schema.ts';

/** open → answered → closed, or declined with a reason; closed, declined and answered ones can be opened again. */
export const GapState = z.enum(['open', 'answered', 'closed', 'declined']);
export type GapState = z.infer<typeof GapState>;

/** Why the knowledge bank was not enough. */
export const GapReason = z.enum(['no_source', 'badly_rated']);
export type GapReason = z.infer<typeof GapReason>;

export const GapId = z.string().min(1).max(100);

/** A gap as others see it: who asked is told only when they chose so, or to themselves. */
export const GapItem = z.object({
  id: z.string(),
  question: z.string(),
  language: Language,
  reason: GapReason,
  state: GapState,
  visibility: Visibility,
  competencies: z.array(Named),
  clusters: z.array(Named),
  /** How many people need it, the asker included. */
  votes: z.number().int(),
  replies: z.number().int(),
  /** The reader asked it. */
  mine: z.boolean(),
  /** The reader said to need it. */
  needed: z.boolean(),
  /** The reader was asked to answer it. */
  askedMe: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type GapItem = z.infer<typeof GapItem>;

const GapReply = z.object({
  id: z.string(),
  text: z.string(),
  /** Null once its author is gone. */
  author: z.string().nullable(),
  mine: z.boolean(),
  /** The author's case made of it. */
  caseId: z.string().nullable(),
  createdAt: z.string(),
});

const allowed = z.boolean();

export const GapDetail = GapItem.extend({
  detail: z.string(),
  /** Why it was closed or declined. */
  stateReason: z.string().nullable(),
  asker: z.string().nullable(),
  named: z.boolean(),
  /** The kept answer it came from; told to the asker alone. */
  answerId: z.string().nullable(),
  answers: z.array(GapReply),
  may: z.object({
    need: allowed,
    reply: allowed,
    close: allowed,
    reopen: allowed,
    decline: allowed,
    moderate: allowed,
  }),
});
export type GapDetail = z.infer<typeof GapDetail>;

export const GapStateReply = z.object({ id: z.string(), state: GapState });
