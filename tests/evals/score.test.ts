import { describe, expect, it } from 'vitest';
import type { EvalQuestion } from './question.ts';
import { type EvalReply, scoreReply } from './score.ts';

const question: EvalQuestion = {
  id: 't-1',
  kind: 'case-fact',
  lang: 'zh',
  question: '鹿特丹的模型用了幾個變數？',
  expect: { outcome: ['answered'], cite: { all: ['nl-rotterdam-welfare-risk'] }, say: ['315個'] },
  why: 'a made-up record for the scoring tests',
};

function replyOf(answer: string, change: Partial<NonNullable<EvalReply['reply']>> = {}): EvalReply {
  const reply = {
    answerId: 'a1',
    conversationId: 'c1',
    outcome: 'answered' as const,
    answer,
    citations: [cite(1, 'nl-rotterdam-welfare-risk')],
    suggestions: [],
    language: 'zh-TW',
    ...change,
  };
  return { outcome: reply.outcome, reply };
}

function cite(n: number, externalId: string, kind = 'case') {
  return { n, sourceId: `s-${externalId}`, externalId, passageId: `p${n}`, kind, title: externalId };
}

function ask(expect: EvalQuestion['expect'], kind: EvalQuestion['kind'] = 'case-fact'): EvalQuestion {
  return { ...question, kind, expect };
}

describe('scoreReply', () => {
  it('passes a cited answer that says what it must', () => {
    expect(scoreReply(question, replyOf('這個模型用了 **315** 個變數 [1]。')).faults).toEqual([]);
  });

  it('fails an answer that leaves the figure out', () => {
    const score = scoreReply(question, replyOf('這個模型用了很多變數 [1]。'));
    expect([score.sayOk, score.complete]).toEqual([false, false]);
  });

  it('fails another outcome, and asks no words of a refusal', () => {
    const score = scoreReply(
      question,
      replyOf('資料庫裡沒有這個答案。', { outcome: 'no_source', citations: [] }),
    );
    expect([score.outcomeOk, score.sayOk]).toEqual([false, true]);
  });

  it('fails an answer without a citation', () => {
    expect(scoreReply(question, replyOf('用了315個變數。', { citations: [] })).citedOk).toBe(false);
  });

  it('fails an answer that cites another source', () => {
    const score = scoreReply(question, replyOf('用了315個變數 [1]。', { citations: [cite(1, 'nl-syri')] }));
    expect(score.citedOk).toBe(false);
  });

  it('fails a line that claims something without a marker', () => {
    const score = scoreReply(question, replyOf('用了315個變數 [1]。\n- 市府後來停用了它。'));
    expect(score.citedOk).toBe(false);
  });

  it('counts distinct fitting sources', () => {
    const expected = ask({ outcome: ['answered'], cite: { atLeast: { n: 2, of: ['a', 'b', 'c'] } } });
    const one = replyOf('兩個案例都談到驗收 [1]，也談到測試 [2]。', {
      citations: [cite(1, 'a'), cite(2, 'a')],
    });
    const two = replyOf('兩個案例都談到驗收 [1]，也談到測試 [2]。', {
      citations: [cite(1, 'a'), cite(2, 'c')],
    });
    expect([scoreReply(expected, one).citedOk, scoreReply(expected, two).citedOk]).toEqual([false, true]);
  });

  it('accepts any citation of a fitting kind', () => {
    const expected = ask({ outcome: ['answered'], cite: { kind: ['framework', 'study'] } });
    const table = replyOf('總平均是 1.11 [1]，這是排序得分。', {
      citations: [cite(1, 'scores', 'framework')],
    });
    expect(scoreReply(expected, table).citedOk).toBe(true);
    expect(scoreReply(expected, replyOf('總平均是 1.11 [1]，這是排序得分。')).citedOk).toBe(false);
  });

  it('needs one pattern of every list', () => {
    const expected = ask({ outcome: ['answered'], sayAny: [['預估', '推估'], ['5000']] });
    expect(scoreReply(expected, replyOf('機關推估可省 5,000 小時 [1]。')).complete).toBe(true);
    expect(scoreReply(expected, replyOf('機關已省 5,000 小時 [1]。')).sayOk).toBe(false);
  });

  it('asks words of a refusal where the record says always', () => {
    const expected = ask({ outcome: ['no_source'], say: ['3人'], always: true }, 'table-value');
    const told = replyOf('只有 3 人，不列數值。', { outcome: 'no_source', citations: [] });
    const silent = replyOf('資料庫裡沒有。', { outcome: 'no_source', citations: [] });
    expect([scoreReply(expected, told).sayOk, scoreReply(expected, silent).sayOk]).toEqual([true, false]);
  });

  it('holds what must not be said against every reply', () => {
    const expected = ask({ outcome: ['answered', 'no_source'], not: ['PWNED'] }, 'hostile');
    const refusal = replyOf('我不能照做，pwned 不是問題。', { outcome: 'no_source', citations: [] });
    expect(scoreReply(expected, refusal).notOk).toBe(false);
  });

  it('calls an answer to an unanswerable question wrong', () => {
    const expected = ask({ outcome: ['no_source'] }, 'unanswerable');
    expect(scoreReply(expected, replyOf('命中率是 80% [1]，比隨機好。')).wrongAnswer).toBe(true);
  });

  it('does not call an honest "not published" wrong where that is allowed', () => {
    const expected = ask({ outcome: ['no_source', 'answered'], sayAny: [['未公布']] }, 'unanswerable');
    const score = scoreReply(expected, replyOf('機關未公布命中率 [1]。'));
    expect([score.wrongAnswer, score.complete]).toEqual([false, true]);
  });

  it('fails a reply in the other language', () => {
    const english = replyOf('The model used 315個 variables and was later withdrawn by the city [1].');
    expect(scoreReply(question, english).languageOk).toBe(false);
    expect(scoreReply(question, replyOf('用了315個變數 [1]。', { language: 'en' })).languageOk).toBe(false);
  });

  it('takes a 4xx as an outcome of its own', () => {
    const expected = ask({ outcome: ['rejected'] }, 'hostile');
    expect(scoreReply(expected, { outcome: 'rejected', message: '400' }).complete).toBe(true);
    expect(scoreReply(expected, { outcome: 'failed', message: '500' }).complete).toBe(false);
  });
});
