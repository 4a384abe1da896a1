import { describe, expect, it } from 'vitest';
import { findAdviceTopics, loadAdviceTopics } from '../../../knowledge/answers/advice-topics.ts';
import { fold } from '../../../knowledge/text/fold.ts';

describe('the subjects of advice', () => {
  it('have an id of their own each and words in both languages', async () => {
    const topics = await loadAdviceTopics();
    expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
    expect(topics.every(({ words }) => words.some(({ text }) => /^[a-z]/.test(text)))).toBe(true);
    expect(topics.every(({ words }) => words.some(({ text }) => /\p{Script=Han}/u.test(text)))).toBe(true);
  });

  it.each([
    ['廠商半年後換了模型，我們怎麼辦', 'vendor-lock'],
    ['誤報太多怎麼辦', 'false-alarms'],
    ['who signs off on this?', 'accountability'],
    ['要不要禁止同仁私下用 ChatGPT', 'shadow-ai'],
  ])('%s → %s', async (question, id) => {
    const found = await findAdviceTopics(fold(question));
    expect(found.map(({ topic }) => topic.id)).toContain(id);
  });
});
