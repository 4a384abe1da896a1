import type { Context } from '../../core/context.ts';
import type { Library } from './library.ts';
import type { AnswerDraft } from './schema.ts';
import type { Question } from './understand-question.ts';

/** What ingested documents say to a question, in their own sentences; null when none does. */
export async function searchDocuments(
  _ctx: Context,
  _question: Question,
  _library: Library,
): Promise<AnswerDraft | null> {
  return null;
}
