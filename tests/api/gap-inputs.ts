import type { Bank } from '../../core/context.ts';
import type { TestHttp } from '../support/http.ts';
import { createPerson } from '../support/people.ts';

type Inputs = Record<string, { as?: string; input: () => Record<string, unknown> }>;

/** Somebody with a question nobody answers, and who may judge it. */
export async function prepareGaps(
  bank: Bank,
  http: TestHttp,
  tokens: Record<string, string>,
  ids: Record<string, string>,
): Promise<void> {
  const roles = ['pilot_leader', 'reviewer'] as const;
  tokens.leader = (await createPerson(bank, { roles: [...roles], person: 'gap-leader' })).token;
  tokens.asking = (await createPerson(bank, { roles: ['staff'], person: 'gap-asker' })).token;
  const ask = async (question: string) =>
    (await http.api('POST', '/ask', { token: tokens.asking, json: { question } })).json.answerId;
  ids.unanswered = await ask('候鳥遷徙路線用 AI 追蹤的機關是哪個？');
  const other = await ask('火星探測器的 AI 由誰採購？');
  const opened = await http.api('POST', '/gaps', { token: tokens.asking, json: { answerId: other } });
  ids.gap = opened.json.id;
  const reply = await http.api('POST', `/gaps/${ids.gap}/replies`, {
    token: tokens.leader,
    json: { text: '請洽太空單位。' },
  });
  ids.gapReply = reply.json.replyId;
}

/** Good inputs of everything about open questions, notices and scheduled work. */
export const gapInputs = (ids: Record<string, string>): Inputs => ({
  'list-gaps': {
    as: 'asking',
    input: () => ({ state: 'open', mine: 'true', competency: 'AI素養', limit: 3, cursor: 'gap_x' }),
  },
  'get-gap': { as: 'asking', input: () => ({ id: ids.gap }) },
  'open-gap': {
    as: 'asking',
    input: () => ({
      answerId: ids.unanswered,
      detail: '想知道作法',
      visibility: 'government',
      named: false,
      separate: false,
    }),
  },
  'list-unanswered': { as: 'leader', input: () => ({ limit: 3, cursor: 'answer_x' }) },
  'need-gap': { as: 'leader', input: () => ({ id: ids.gap }) },
  'unneed-gap': { as: 'leader', input: () => ({ id: ids.gap }) },
  'reply-to-gap': { as: 'leader', input: () => ({ id: ids.gap, text: '可參考鄰近機關。' }) },
  'withdraw-reply': { as: 'leader', input: () => ({ id: ids.gap, replyId: 'reply_x', reason: '誤' }) },
  'case-from-reply': { as: 'leader', input: () => ({ id: ids.gap, replyId: ids.gapReply }) },
  'close-gap': { as: 'leader', input: () => ({ id: 'gap_x', reason: '已解決' }) },
  'reopen-gap': { as: 'asking', input: () => ({ id: ids.gap }) },
  'decline-gap': { as: 'leader', input: () => ({ id: 'gap_x', reason: '離題' }) },
  'name-gap': { as: 'asking', input: () => ({ id: ids.gap, named: true }) },
  'list-notices': { as: 'asking', input: () => ({ limit: 3, cursor: 'notice_x', unread: 'true' }) },
  'read-notices': { as: 'asking', input: () => ({ ids: ['notice_x'] }) },
  'list-feedback-candidates': {
    as: 'leader',
    input: () => ({ state: 'waiting', limit: 3, cursor: 'answer_x' }),
  },
  'judge-feedback-candidate': {
    as: 'leader',
    input: () => ({
      id: 'answer_x',
      decision: 'accept',
      question: '題目',
      expectedOutcome: 'answered',
      note: '註記',
    }),
  },
  'list-jobs': { as: 'admin', input: () => ({}) },
});
