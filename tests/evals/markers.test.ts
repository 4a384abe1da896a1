import { describe, expect, it } from 'vitest';
import { findMarkerFaults, findUncitedLines } from './markers.ts';

describe('findMarkerFaults', () => {
  it('accepts markers that count up and repeat', () => {
    expect(findMarkerFaults('甲 [1]。乙 [2]，再看甲 [1]。', [1, 2])).toEqual([]);
  });

  it('sees markers out of order', () => {
    expect(findMarkerFaults('甲 [2]。乙 [1]。', [1, 2])).toHaveLength(1);
  });

  it('sees a marker that no citation stands behind', () => {
    expect(findMarkerFaults('甲 [1]。乙 [2]。', [1])).toEqual(['markers without a citation: 2']);
  });

  it('sees a citation that nothing points at', () => {
    expect(findMarkerFaults('甲 [1]。', [1, 2])).toEqual(['citations without a marker: 2']);
  });
});

describe('findUncitedLines', () => {
  it('leaves headings, lead-ins and rules alone', () => {
    expect(findUncitedLines('## 成效\n重點如下：\n**兩邊的差別**\n---\n- 省 5,000 小時 [1]')).toEqual([]);
  });

  it('lets one marked line carry the table below it', () => {
    expect(findUncitedLines('各群的值 [1]：\n\n| 群 | 值 |\n|---|---|\n| 系統規劃 | 1.10 |')).toEqual([]);
  });

  it('wants a marker in each row of a table that nothing introduces', () => {
    expect(findUncitedLines('| 群 | 值 |\n|---|---|\n| 甲 | 1 [1] |\n| 乙 | 2 |')).toEqual(['| 乙 | 2 |']);
  });

  it('finds the bare claim between two cited ones', () => {
    expect(findUncitedLines('甲 [1]。\n乙也是。\n丙 [2]。')).toEqual(['乙也是。']);
  });
});
