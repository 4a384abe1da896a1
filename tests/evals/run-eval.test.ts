import { describe, expect, it } from 'vitest';
import type { EvalQuestion } from './question.ts';
import { formatFailures, formatSummary, summarise } from './report.ts';
import { runEval } from './run-eval.ts';
import { type AskBody, AskFailed, fetchTarget } from './target.ts';

const base = { kind: 'hostile', lang: 'zh', why: 'a made-up record' } as const;
const tooLong: EvalQuestion = { ...base, id: 'q1', question: '長', expect: { outcome: ['rejected'] } };
const crash: EvalQuestion = { ...base, id: 'q2', question: '壞', expect: { outcome: ['answered'] } };

function jsonTarget(answer: (body: AskBody) => Response) {
  return fetchTarget('http://bank.test/', (_url, init) => answer(JSON.parse(String(init.body))));
}

function noSource(conversationId: string) {
  const reply = { answerId: 'a', conversationId, outcome: 'no_source', answer: '資料庫裡沒有。' };
  return Response.json({ ...reply, citations: [], suggestions: [], language: 'zh-TW' });
}

describe('runEval', () => {
  it('tells a refused request from a broken server', async () => {
    const target = jsonTarget(({ question }) => new Response('', { status: question === '長' ? 400 : 500 }));
    const results = await runEval(target, [tooLong, crash]);
    expect(results.map((result) => result.got.outcome)).toEqual(['rejected', 'failed']);
  });

  it('asks a thread in one conversation and scores its last turn', async () => {
    const seen: AskBody[] = [];
    const target = jsonTarget((body) => {
      seen.push(body);
      return noSource('c7');
    });
    const thread: EvalQuestion = {
      ...base,
      id: 'q3',
      thread: ['甲？', '乙？'],
      question: '那成效呢？',
      expect: { outcome: ['no_source'] },
    };
    const [result] = await runEval(target, [thread]);
    expect(seen.map((body) => body.conversationId)).toEqual([undefined, 'c7', 'c7']);
    expect(result?.score.complete).toBe(true);
  });

  it('takes a reply of the wrong shape for a failure', async () => {
    const target = jsonTarget(() => Response.json({ answer: '好' }));
    await expect(target.ask({ question: '？' })).rejects.toBeInstanceOf(AskFailed);
  });

  it('sums up per kind and lists what failed', async () => {
    const target = jsonTarget(({ question }) => new Response('', { status: question === '長' ? 400 : 500 }));
    const results = await runEval(target, [tooLong, crash]);
    const { total } = summarise(results);
    expect([total.n, total.complete, total.wrongAnswers]).toEqual([2, 1, 0]);
    expect(formatSummary(summarise(results))).toContain('50.0 %');
    expect(formatFailures(results)).toContain('q2 壞');
  });
});
