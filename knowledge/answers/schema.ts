import { z } from 'zod';
import { saying } from '../../core/capability.ts';
import { Language, LanguageTag } from '../../core/language.ts';
import { SourceKind, SourceLink } from '../sources/schema.ts';

/** What became of a question (design §4). */
export const Outcome = z.enum(['answered', 'no_source', 'clarify', 'out_of_scope']);
export type Outcome = z.infer<typeof Outcome>;

const AnswerMode = z.enum(['extractive', 'generative']);

/** One statement and the passages that say it. The text carries no citation mark; composing adds them. */
export interface Claim {
  readonly text: string;
  readonly passageIds: readonly string[];
}

/** A group of claims under an optional heading; `lead` is a connecting phrase that claims nothing. */
export interface AnswerPart {
  readonly heading?: string;
  readonly lead?: string;
  readonly claims: readonly Claim[];
  readonly style: 'paragraph' | 'list';
}

/** What an answering route found, before citations are numbered and Markdown is written. */
export interface AnswerDraft {
  readonly outcome: Outcome;
  readonly parts: readonly AnswerPart[];
  /** Shown for outcomes without claims: what was searched and whom to ask, or what to choose between. */
  readonly notice?: string;
  readonly suggestions: readonly string[];
}

export const AskInput = z.object({
  question: z
    .string()
    .max(2_000)
    .refine(
      (text) => /[\p{L}\p{N}]/u.test(text),
      saying({ 'zh-TW': '必須是一個問題', en: 'must contain a question' }),
    ),
  language: LanguageTag.pipe(Language).optional(),
  conversationId: z.string().max(100).optional(),
});
export type AskInput = z.output<typeof AskInput>;

export const Citation = z.object({
  n: z.number().int().min(1),
  sourceId: z.string(),
  externalId: z.string().optional(),
  passageId: z.string(),
  kind: SourceKind,
  title: z.string(),
  section: z.string(),
  excerpt: z.string(),
  url: z.string().nullable(),
  sourceUrls: z.array(SourceLink),
  version: z.number().int(),
});
export type Citation = z.infer<typeof Citation>;

export const AskReply = z.object({
  answerId: z.string(),
  conversationId: z.string(),
  outcome: Outcome,
  mode: AnswerMode,
  degraded: z.string().optional(),
  /** The model that wrote it; absent where no model did. */
  model: z.string().optional(),
  answer: z.string(),
  citations: z.array(Citation),
  suggestions: z.array(z.string()),
  asOf: z.string().nullable(),
  language: Language,
});
export type AskReply = z.infer<typeof AskReply>;
