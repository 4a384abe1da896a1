import type { Context } from '../../../core/context.ts';
import type { ChatModel, TokenTally } from '../../../core/models/chat-model.ts';

/** Adds what a model read and wrote to the metrics. @returns what it cost, where the model has a price */
export function countTokens({ bank }: Context, model: ChatModel, tally: TokenTally): number | undefined {
  const cost = model.costOf(tally);
  bank.metrics.chatTokens.inc({ direction: 'read' }, tally.input);
  bank.metrics.chatTokens.inc({ direction: 'written' }, tally.output);
  if (cost !== undefined) bank.metrics.chatCost.inc(cost);
  return cost;
}
