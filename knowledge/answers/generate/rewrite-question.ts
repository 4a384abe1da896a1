import { newSecret } from '../../../core/ids.ts';
import type { ChatModel, TokenTally } from '../../../core/models/chat-model.ts';
import { rewriteFollowUp } from '../../../prompts/rewrite-follow-up.ts';
import { fold } from '../../text/fold.ts';
import { findUnfit } from '../check/plain-words.ts';
import { readText } from '../check/read-text.ts';
import type { Turn } from '../conversation.ts';
import type { Question } from '../understand-question.ts';

/** A rewritten question is worth no more patience than this. */
const LIMIT_MS = 4_000;
const MAX_TOKENS = 120;
const LONGEST = 300;

/** Whether a text says nothing that the thread does not: each word and number stands in it. */
function isOfThread(text: string, thread: string): boolean {
  const { words, quantities, dates, folded } = readText(text);
  const said = fold(thread);
  const parts = [...quantities, ...dates].map(({ start, end }) => folded.slice(start, end));
  return (
    words.every((word) => said.includes(word.han ? word.text : word.asked) || said.includes(word.text)) &&
    parts.every((part) => said.includes(part))
  );
}

/**
 * A follow-up made whole by the model.
 * @returns the question, in words of the conversation alone; undefined when the model gives none such
 */
export async function rewriteByModel(
  model: ChatModel,
  question: Question,
  turns: readonly Turn[],
  asker: AbortSignal | undefined,
  tally: TokenTally,
): Promise<string | undefined> {
  const thread = turns
    .slice(0, 3)
    .map((turn) => turn.question)
    .reverse();
  const { language, text } = question;
  const messages = rewriteFollowUp.fill({
    language,
    thread,
    question: text,
    nonce: newSecret().slice(0, 10),
  });
  const late = AbortSignal.timeout(LIMIT_MS);
  const signal = asker ? AbortSignal.any([asker, late]) : late;
  let written = '';
  try {
    const pieces = model.write({ messages, maxTokens: MAX_TOKENS, tally, signal });
    for await (const piece of pieces) {
      written += piece;
      if (written.length > LONGEST) return undefined;
    }
  } catch {
    return undefined;
  }
  const line = written.trim().split('\n')[0]?.trim() ?? '';
  const instructions = fold(messages[0]!.text);
  if (line === '' || findUnfit(line, { language, instructions })) return undefined;
  return isOfThread(line, [...thread, text].join(' ')) ? line : undefined;
}
