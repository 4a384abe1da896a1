import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadBehaviours, loadTargets } from '../../../knowledge/proficiency/load-proficiency.ts';
import { projectRoot } from '../../support/project-files.ts';

const competencies = JSON.parse(
  readFileSync(`${projectRoot}/knowledge/content/framework/competencies.json`, 'utf8'),
) as { name: string; level: string; status: string }[];
const files = loadBehaviours();

describe('observable behaviours', () => {
  it('cover every competency of every level, and say which the study does not define', () => {
    const ours = files.flatMap((file) =>
      file.items.map((item) => `${file.level} ${item.competency} ${item.definedByStudy}`),
    );
    const theirs = competencies.map((one) => `${one.level} ${one.name} ${one.status === 'defined'}`);
    expect(ours.sort()).toEqual(theirs.sort());
  });

  it('go from 1 to 5 and never say the same thing twice', () => {
    const all = files.flatMap((file) => file.items.flatMap((item) => item.behaviours));
    for (const file of files)
      for (const item of file.items)
        expect(item.behaviours.map((one) => one.proficiency)).toEqual([1, 2, 3, 4, 5]);
    for (const language of ['zh-TW', 'en'] as const)
      expect(new Set(all.map((one) => one[language])).size).toBe(all.length);
  });

  it('are told in the words of Taiwan', () => {
    const text = JSON.stringify(files);
    expect(text.match(/信息|軟件|網絡|數據庫|質量|視頻|默認|服務器|用戶/g)).toBeNull();
  });

  it('are drafts, as the targets are', () => {
    expect(files.every((file) => file.draft && file.ours)).toBe(true);
    expect(loadTargets()).toMatchObject({ draft: true, targets: { basic: 2, mid: 3, senior: 4 } });
  });
});
