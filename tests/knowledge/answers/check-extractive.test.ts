import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { checkClaim } from '../../../knowledge/answers/check/check-claim.ts';
import { passageForCheck } from '../../../knowledge/answers/check/passages-for-check.ts';
import { openLibrary } from '../../../knowledge/answers/library.ts';
import * as queries from '../../../knowledge/answers/queries.ts';
import { routeQuestion } from '../../../knowledge/answers/route-question.ts';
import { understandQuestion } from '../../../knowledge/answers/understand-question.ts';
import { detectLanguage } from '../../../knowledge/text/detect-language.ts';
import { loadQuestions } from '../../evals/question.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openSeededBank();
});
afterAll(() => bank?.store.close());

/** Told in prose; tables are computed, and what a case leaves open stands in none of its sentences. */
const prose = new Set(['case', 'advice', 'study', 'document', 'comparison', 'definition', 'list']);
const SAYS_NOTHING = /沒有記載|does not say/u;
const EVERY = 12;

describe('the check over extractive answers', () => {
  it('passes source sentences, in no time', { timeout: 120_000 }, async () => {
    const ctx = contextOf(bank);
    const library = await openLibrary(ctx);
    const all = await loadQuestions(new URL('../../evals/questions', import.meta.url).pathname);
    const questions = all.filter(({ thread }, at) => !thread && at % EVERY === 0);
    const refused: string[] = [];
    const cpuMs: number[] = [];
    let checked = 0;
    for (const asked of questions) {
      const question = await understandQuestion(asked.question.slice(0, 2_000));
      const { route, draft } = await routeQuestion(ctx, question, library);
      if (!prose.has(route) || draft.outcome !== 'answered') continue;
      const claims = draft.parts.flatMap((part) => part.claims);
      const ids = [...new Set(claims.flatMap(({ passageIds }) => passageIds))];
      const cited = await queries.selectCitedPassages(ctx.db, ids);
      const began = process.cpuUsage();
      for (const claim of claims.filter(({ text }) => !SAYS_NOTHING.test(text))) {
        const own = cited
          .filter(({ id }) => claim.passageIds.includes(id))
          .map((passage) => passageForCheck(passage, library));
        checked++;
        const findings = checkClaim(claim.text, own, detectLanguage(claim.text));
        if (findings.length > 0) refused.push(`${JSON.stringify(findings)} ${claim.text}`);
      }
      cpuMs.push(process.cpuUsage(began).user / 1_000);
    }
    cpuMs.sort((a, b) => a - b);
    expect(checked).toBeGreaterThan(150);
    expect(refused.length / checked, refused.join('\n')).toBeLessThan(0.01);
    expect(cpuMs[Math.floor(0.95 * cpuMs.length)]).toBeLessThan(50);
  });
});
