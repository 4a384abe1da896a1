import type { ChatMessage, ChatModel, TokenTally } from '../../../core/models/chat-model.ts';
import { ChatFailure } from '../../../core/models/chat-model.ts';
import { mendSentences } from '../../../prompts/mend-sentences.ts';
import type { NumberedPassage } from '../../../prompts/numbered-passages.ts';
import { fold } from '../../text/fold.ts';
import type { Judging, Verdict } from './judge-sentence.ts';
import { judgeSentence } from './judge-sentence.ts';
import { SentenceReader, type WrittenSentence } from './read-sentences.ts';

/** Sentences of one answer; what a model writes beyond them is not read. */
const MOST_SENTENCES = 12;
const MOST_REFUSED = 8;
/** A model in a loop has nothing new to say. */
const MOST_REPEATED = 4;
const MAX_TOKENS = 900;

/** One call for an answer: who writes, until when, and who is told about the line. */
export interface Writing {
  readonly model: ChatModel;
  readonly tally: TokenTally;
  readonly signal: AbortSignal;
  readonly onWaiting: (ahead: number) => unknown;
}

export interface Written {
  readonly verdicts: readonly Verdict[];
  /** Set when the model did not come to its end. */
  readonly failure?: ChatFailure;
}

function asFailure(error: unknown): ChatFailure {
  return error instanceof ChatFailure ? error : new ChatFailure('unavailable', { cause: error });
}

/**
 * Reads a model's answer sentence by sentence and judges each.
 * @param onVerdict told of each sentence as soon as it is judged
 */
export async function writeSentences(
  messages: readonly ChatMessage[],
  writing: Writing,
  judging: Judging,
  onVerdict: (verdict: Verdict) => Promise<unknown>,
): Promise<Written> {
  const verdicts: Verdict[] = [];
  const said = new Set<string>();
  let repeated = 0;
  const reader = new SentenceReader();
  const judge = async (sentences: readonly WrittenSentence[]) => {
    for (const sentence of sentences) {
      const key = fold(sentence.text);
      if (said.has(key)) {
        repeated++;
        continue;
      }
      said.add(key);
      const verdict = judgeSentence(sentence, judging);
      verdicts.push(verdict);
      await onVerdict(verdict);
    }
  };
  const refused = () => verdicts.filter(({ passageIds }) => passageIds.length === 0).length;
  try {
    const { model, tally, signal, onWaiting } = writing;
    for await (const piece of model.write({ messages, maxTokens: MAX_TOKENS, tally, signal, onWaiting })) {
      await judge(reader.add(piece));
      if (verdicts.length >= MOST_SENTENCES || refused() >= MOST_REFUSED || repeated >= MOST_REPEATED) break;
    }
    if (verdicts.length < MOST_SENTENCES) await judge(reader.end());
    return { verdicts };
  } catch (error) {
    return { verdicts, failure: asFailure(error) };
  }
}

const LINE = /^\s*S(\d{1,2})\s*[:：]\s*(.+)$/gmu;

/** Has refused sentences written once more, told why; gives for each the new verdict, if it is any better. */
export async function mendRefused(
  refused: readonly Verdict[],
  passages: readonly NumberedPassage[],
  writing: Writing,
  judging: Judging,
  nonce: string,
): Promise<ReadonlyMap<Verdict, Verdict>> {
  const mended = new Map<Verdict, Verdict>();
  const sentences = refused.map(({ sentence, reason }) => ({ text: sentence.text, reason: reason ?? '' }));
  const messages = mendSentences.fill({ language: judging.language, passages, nonce, sentences });
  let text = '';
  try {
    const { model, tally, signal, onWaiting } = writing;
    for await (const piece of model.write({ messages, maxTokens: MAX_TOKENS, tally, signal, onWaiting }))
      text += piece;
  } catch {
    return mended;
  }
  for (const [, number, line] of text.matchAll(LINE)) {
    const verdict = refused[Number(number) - 1];
    const reader = new SentenceReader();
    const [first] = [...reader.add(line!), ...reader.end()];
    if (!verdict || !first) continue;
    const { isItem, opens } = verdict.sentence;
    const again = judgeSentence({ ...first, isItem, opens }, judging);
    if (again.passageIds.length > 0) mended.set(verdict, again);
  }
  return mended;
}
