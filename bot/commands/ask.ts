import { capabilities } from '../../capabilities.ts';
import { mayCall } from '../../core/actor.ts';
import { parseInput } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { answerQuestion } from '../../knowledge/answers/answer-question.ts';
import type { AskReply } from '../../knowledge/answers/schema.ts';
import { type BotReply, defineCommand } from './command.ts';

/** In the answer's own language, so that what comes next is said in it too. */
const askCommunity = {
  'zh-TW': { label: '請教社群', command: '/請教 提出' },
  en: { label: 'Ask the community', command: '/gap ask' },
};

/** Suggestions of an answer are questions, so clicking one asks it. What no source answers, somebody may know. */
function presentAnswer(ctx: Context, reply: AskReply): BotReply {
  const suggested = reply.suggestions.map((suggestion) => ({ label: suggestion, command: suggestion }));
  const mayAsk = reply.outcome === 'no_source' && mayCall(ctx.actor, capabilities.openGap.allow);
  const { label, command } = askCommunity[reply.language];
  const community = { label, command: `${command} ${reply.answerId}` };
  const actions = mayAsk ? [community, ...suggested] : suggested;
  return {
    conversationId: reply.conversationId,
    messages: [
      {
        markdown: reply.degraded ? `${reply.answer}\n\n_${reply.degraded}_` : reply.answer,
        ...(reply.citations.length > 0 && { citations: reply.citations }),
        ...(actions.length > 0 && { actions }),
        answer: { answerId: reply.answerId, mode: reply.mode, outcome: reply.outcome },
      },
    ],
  };
}

export const ask = defineCommand<string>({
  name: 'ask',
  words: [{ 'zh-TW': '提問', en: 'ask', also: ['問'] }],
  usage: { 'zh-TW': '/ask 問題', en: '/ask QUESTION' },
  describe: {
    'zh-TW': '提問，得到附出處的回答；直接打問題也可以。',
    en: 'Ask a question and get a cited answer; typing just the question works too.',
  },
  allow: 'anonymous',
  acts: false,
  parse: (text) => text || undefined,
  async run(ctx, question, { conversationId, onProgress }) {
    const input = parseInput(capabilities.ask.input, { question, conversationId }, ctx.language);
    return presentAnswer(ctx, await answerQuestion(ctx, input, onProgress));
  },
});
