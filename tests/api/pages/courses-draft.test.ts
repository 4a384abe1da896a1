import { describe, expect, it } from 'vitest';
import { draftOf, fieldsOf } from '../../../api/pages/courses-draft.ts';
import { CourseDraft } from '../../../knowledge/courses/schema.ts';

const both = (text: string) => ({ 'zh-TW': text, en: `${text} (en)` });

/** Everything a module can have, and as many rows of it as a module may have. */
const full = CourseDraft.parse({
  title: both('單元'),
  aim: both('目標'),
  levels: ['mid', 'senior'],
  clusters: ['pm'],
  develops: Array.from({ length: 20 }, (_, n) => ({
    competency: `職能${n}`,
    level: n % 2 ? 'mid' : 'senior',
    from: n % 3,
    to: (n % 3) + 2,
  })),
  prerequisites: ['before-1', 'before-2'],
  parts: {
    session: { text: both('上課'), minutes: 60 },
    readings: Array.from({ length: 10 }, (_, n) => ({
      caseId: `tw-${n}`,
      minutes: 10 + n,
      why: both(`理由${n}`),
    })),
    task: { text: both('任務'), minutes: 90 },
    check: { kind: 'sign-off', text: both('檢核'), passes: both('通過'), fails: both('不通過'), minutes: 30 },
  },
  caseStudy: { caseId: 'tw-1', parts: [{ part: 'situation', text: '情境', passages: ['p1', 'p2'] }] },
  badge: 'badge_1',
  badgeProposal: both('徽章'),
  track: 'managers-mid',
  unit: 3,
  visibility: 'government',
});

describe('the form of a module', () => {
  it('gives back everything a draft holds, track, unit and badge too', () => {
    expect(CourseDraft.parse(draftOf(fieldsOf(full)))).toEqual(full);
  });

  it('leaves out what a draft does not have', () => {
    const { badge: _b, badgeProposal: _p, track: _t, unit: _u, caseStudy: _c, ...plain } = full;
    expect(CourseDraft.parse(draftOf(fieldsOf(plain)))).toEqual(plain);
  });
});
