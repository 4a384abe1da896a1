import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import { selectAttained } from '../../../knowledge/evidence/attained.ts';
import { updateProfile } from '../../../knowledge/people/profile.ts';
import { drawQuiz } from '../../../knowledge/quizzes/draw-quiz.ts';
import { loadQuizzes } from '../../../knowledge/quizzes/load-quizzes.ts';
import { type AskedItem, type OptionId, optionIds } from '../../../knowledge/quizzes/schema.ts';
import { scoreQuiz } from '../../../knowledge/quizzes/score-quiz.ts';
import { submitQuiz } from '../../../knowledge/quizzes/submit-quiz.ts';
import { takeQuiz } from '../../../knowledge/quizzes/take-quiz.ts';
import { day, hour, type LearnerBank, openLearnerBank } from '../../support/learners.ts';

const { items: bank } = loadQuizzes();
let world: LearnerBank;
beforeAll(async () => {
  world = await openLearnerBank();
});
afterAll(() => world.close());

/** What the key says, found without the product's marking: the text of the right option. */
function rightOptions(shown: { id: string; options: { id: string; text: string }[] }[]) {
  return shown.map(({ id, options }) => {
    const item = bank.find((one) => one.id === id)!;
    const text = item.options[item.key]!['zh-TW'];
    return { id, option: options.find((one) => one.text === text)!.id as OptionId };
  });
}

async function take(name: string, competency = 'AI素養', level = 'mid') {
  const me = await world.as(name);
  return { me, quiz: await callCapability(takeQuiz, me, { competency, level }) };
}

describe('a quiz', () => {
  it('shows neither keys nor what would give them away', async () => {
    const { quiz } = await take('peeker');
    const text = JSON.stringify(quiz);
    for (const { id } of quiz.items) {
      const item = bank.find((one) => one.id === id)!;
      expect(text).not.toContain(item.rationale['zh-TW']);
      expect(text).not.toContain(item.source);
    }
    expect(Object.keys(quiz.items[0]!).sort()).toEqual(['id', 'options', 'stem']);
    expect(quiz.note).toContain('尚未校準');
    const stored = await world.bank.store.system.query<{ row: string }>(
      "select a.items::text as row from quiz_attempts a where a.person_id = 'person_peeker'",
    );
    expect(stored[0]!.row).not.toContain('key');
  });

  it('is the same draw until it is answered, in both languages', async () => {
    const { quiz } = await take('again');
    const english = await callCapability(takeQuiz, await world.as('again', ['staff'], { language: 'en' }), {
      competency: 'AI literacy',
      level: 'mid',
    });
    expect(english.attemptId).toBe(quiz.attemptId);
    expect(english.items.map((one) => one.id)).toEqual(quiz.items.map((one) => one.id));
  });

  it('writes three for all right, with its reasons and cases', async () => {
    const { me, quiz } = await take('expert');
    const result = await callCapability(submitQuiz, me, {
      competency: 'AI素養',
      attemptId: quiz.attemptId,
      answers: rightOptions(quiz.items),
    });
    expect(result).toMatchObject({ proficiency: 3, correct: 6, total: 6, calibrated: false });
    expect(
      result.items.every((one) => one.right && one.rationale && one.source.url.startsWith('/cases/')),
    ).toBe(true);
    const [one] = await selectAttained(me.db, 'person_expert', world.now());
    expect(one).toMatchObject({ level: 'mid', tested: { proficiency: 3, source: quiz.attemptId } });
  });

  it('ends two years later', async () => {
    const until = new Date('2028-06-01T07:59:59Z');
    expect((await selectAttained(world.bank.store.system, 'person_expert', until))[0]?.tested).toBeDefined();
    const after = new Date('2028-06-01T08:00:01Z');
    expect(await selectAttained(world.bank.store.system, 'person_expert', after)).toEqual([]);
  });

  it('stops at the first proficiency that is not all right, and counts what is left out as wrong', async () => {
    const { me, quiz } = await take('half');
    const answers = rightOptions(quiz.items).slice(0, 3);
    const result = await callCapability(submitQuiz, me, {
      competency: 'AI素養',
      attemptId: quiz.attemptId,
      answers,
    });
    expect(result).toMatchObject({ proficiency: 1, correct: 3 });
    expect(result.tiers.map((tier) => tier.right)).toEqual([2, 1, 0]);
  });

  it('is answered once, by its own person, in time, and only about what was asked', async () => {
    const { me, quiz } = await take('careful');
    const hand = (changes: object, who = me) =>
      callCapability(submitQuiz, who, {
        competency: 'AI素養',
        attemptId: quiz.attemptId,
        answers: [],
        ...changes,
      });
    await expect(hand({}, await world.as('thief'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(hand({ competency: '服務驗收' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(hand({ answers: [{ id: 'lit-99', option: 'a' }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const twice = [0, 0].map(() => ({ id: quiz.items[0]!.id, option: 'a' }));
    await expect(hand({ answers: twice })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const start = world.now();
    world.setNow(new Date(start.getTime() + 3 * hour));
    await expect(hand({})).rejects.toMatchObject({ code: 'CONFLICT' });
    world.setNow(start);
    await hand({});
    await expect(hand({})).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('can be taken again after a day, with items not asked before', async () => {
    const { me, quiz } = await take('retaker');
    await callCapability(submitQuiz, me, { competency: 'AI素養', attemptId: quiz.attemptId, answers: [] });
    await expect(take('retaker')).rejects.toMatchObject({ code: 'LIMIT' });
    const start = world.now();
    world.setNow(new Date(start.getTime() + day + 1));
    const { quiz: second } = await take('retaker');
    world.setNow(start);
    const first = new Set(quiz.items.map((one) => one.id));
    expect(second.items.filter((one) => first.has(one.id))).toEqual([]);
  });

  it('takes the level from the profile', async () => {
    const me = await world.as('profiled');
    await callCapability(updateProfile, me, { level: 'senior' });
    const quiz = await callCapability(takeQuiz, me, { competency: 'AI素養' });
    expect(quiz.level.id).toBe('senior');
  });

  it('is not there for a competency without items', async () => {
    await expect(take('nobody', '需求分析')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(take('nobody', '風險管理', 'basic')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('marking', () => {
  const asked = fc
    .array(fc.integer({ min: 0, max: 1_000 }), { minLength: 40, maxLength: 40 })
    .map((numbers): AskedItem[] => {
      let i = 0;
      return drawQuiz(
        bank.filter((item) => item.competency === 'AI素養'),
        [],
        (n) => numbers[i++ % numbers.length]! % n,
      );
    });

  it('agrees with a second computation for every way to answer', () => {
    fc.assert(
      fc.property(
        asked,
        fc.array(fc.constantFrom(...optionIds), { minLength: 6, maxLength: 6 }),
        (items, given) => {
          const answers = new Map(items.map((item, i) => [item.id, given[i]!]));
          const right = items.map((item, i) => {
            const shownAt = 'abcd'.indexOf(given[i]!);
            return item.order[shownAt] === bank.find((one) => one.id === item.id)!.key;
          });
          const tierRight = (tier: number) =>
            items.every(
              (item, i) => bank.find((one) => one.id === item.id)!.proficiency !== tier || right[i] === true,
            );
          const expected = !tierRight(1) ? 0 : !tierRight(2) ? 1 : !tierRight(3) ? 2 : 3;
          const score = scoreQuiz(items, bank, answers);
          expect(score.proficiency).toBe(expected);
          expect(score.correct).toBe(right.filter(Boolean).length);
        },
      ),
    );
  });

  it('draws two of each proficiency whatever was seen', () => {
    fc.assert(
      fc.property(fc.subarray(bank.map((item) => item.id)), fc.nat(), (seen, seed) => {
        const own = bank.filter((item) => item.competency === 'AI系統設計與應用');
        const drawn = drawQuiz(own, seen, (n) => seed % n);
        const tiers = drawn.map((one) => own.find((item) => item.id === one.id)!.proficiency);
        expect(tiers).toEqual([1, 1, 2, 2, 3, 3]);
        expect(new Set(drawn.map((one) => one.id)).size).toBe(6);
        expect(drawn.every((one) => [...one.order].sort().join() === '0,1,2,3')).toBe(true);
      }),
    );
  });
});
