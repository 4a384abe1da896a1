import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LevelId } from '../../../knowledge/framework/schema.ts';
import { canDraw, itemsFor } from '../../../knowledge/quizzes/draw-quiz.ts';
import { loadQuizzes } from '../../../knowledge/quizzes/load-quizzes.ts';
import { listProjectFiles, projectRoot } from '../../support/project-files.ts';

const { items } = loadQuizzes();
const files = new Set(listProjectFiles());
const competencies = JSON.parse(
  readFileSync(`${projectRoot}/knowledge/content/framework/competencies.json`, 'utf8'),
) as { name: string; level: string; aiSet: { role: string } | null }[];
const core = [...new Set(competencies.filter((one) => one.aiSet?.role === 'core').map((one) => one.name))];

describe('the shipped items', () => {
  it('are sixty at least, each id once', () => {
    expect(items.length).toBeGreaterThanOrEqual(60);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });

  it('speak of competencies of the AI set at levels that have them', () => {
    const known = new Set(competencies.filter((one) => one.aiSet).map((one) => `${one.level} ${one.name}`));
    const wrong = items.flatMap((item) =>
      item.levels
        .filter((level) => !known.has(`${level} ${item.competency}`))
        .map((level) => `${item.id} ${level}`),
    );
    // The acceptance and security notes mention AI at every level the items name.
    expect(wrong).toEqual([]);
  });

  it('come from shipped cases', () => {
    expect(items.filter((item) => !files.has(`knowledge/content/cases/${item.source}.md`))).toEqual([]);
  });

  it('offer different options in both languages', () => {
    for (const item of items)
      for (const language of ['zh-TW', 'en'] as const)
        expect(new Set(item.options.map((option) => option[language])).size, item.id).toBe(4);
  });

  it('do not give the key away by its length or place', () => {
    const longest = items.filter((item) => {
      const lengths = item.options.map((option) => option['zh-TW'].length);
      return lengths.filter((length) => length >= lengths[item.key]!).length === 1;
    });
    expect(longest.length / items.length).toBeLessThan(0.4);
    for (const place of [0, 1, 2, 3])
      expect(items.filter((item) => item.key === place).length / items.length).toBeLessThan(0.4);
  });

  it('are enough for two different quizzes of every core AI competency at every level', () => {
    for (const competency of core)
      for (const level of LevelId.options) {
        const own = itemsFor(items, competency, level);
        expect(canDraw(own)).toBe(true);
        for (const tier of [1, 2, 3])
          expect(own.filter((item) => item.proficiency === tier).length).toBeGreaterThanOrEqual(4);
      }
  });

  it.each([
    'procurement',
    'accept',
    'bias',
    'privacy',
    'hallucination',
    'prompt-leak',
    'monitor',
    'explanation',
    'stopping',
  ])('include scenarios on %s', (subject) => {
    const words: Record<string, RegExp> = {
      procurement: /採購|契約/,
      accept: /驗收/,
      bias: /族群|偏誤|偏見/,
      privacy: /個資/,
      hallucination: /捏造|錯答|幻覺/,
      'prompt-leak': /輸入|越獄|外洩/,
      monitor: /抽樣|抽查|續用|年/,
      explanation: /說明這個決定|解釋|理由/,
      stopping: /停止|下架|不上線|關閉/,
    };
    const found = items.filter((item) =>
      words[subject]!.test(item.stem['zh-TW'] + item.options.map((one) => one['zh-TW']).join()),
    );
    expect(found.length).toBeGreaterThan(0);
  });
});
