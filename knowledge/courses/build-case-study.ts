import type { Text } from '../../core/language.ts';
import { sectionHeadings } from '../cases/case-source.ts';
import type { Course, CourseDraft, StudyPart } from './schema.ts';

/** A published case as a case study needs it. */
export interface StudiedCase {
  readonly id: string;
  readonly title: Text;
  readonly visibility: string;
  readonly competencies: readonly string[];
  readonly sections: readonly { passageId: string; heading: string; text: string }[];
}

/** Which sections of a case tell what of a case study. */
const told: Record<StudyPart, readonly string[]> = {
  situation: [sectionHeadings.background],
  decision: [sectionHeadings.approach, sectionHeadings.governance],
  happened: [sectionHeadings.results, sectionHeadings.risks],
  questions: [sectionHeadings.questions],
};

const mostCharacters = 6_000;
/** Chinese characters somebody reads with care in a minute. */
const charactersPerMinute = 250;
const mostDevelopments = 8;

function studyParts(sections: StudiedCase['sections']): NonNullable<CourseDraft['caseStudy']>['parts'] {
  return Object.entries(told).flatMap(([part, headings]) => {
    const taken = headings.flatMap((heading) => sections.filter((section) => section.heading === heading));
    const text = taken
      .map((section) => section.text.trim())
      .join('\n\n')
      .slice(0, mostCharacters);
    const passages = taken.map(({ passageId }) => passageId);
    return text === '' ? [] : [{ part: part as StudyPart, text, passages }];
  });
}

/** A discussion lets managers explain what a competency is about, and no more. */
function developments({ competencies }: StudiedCase, known: ReadonlySet<string>): Course['develops'] {
  const named = (competencies.length > 0 ? competencies : ['AI素養']).flatMap((competency) =>
    (['mid', 'senior'] as const).map((level) => ({ competency, level, from: 0, to: 1 })),
  );
  return named
    .filter(({ competency, level }) => known.has(`${level} ${competency}`))
    .slice(0, mostDevelopments);
}

const aim: Text = {
  'zh-TW': '讀懂一則真實案例當時的情境、決定與後果，並為自己的單位寫下一個可以檢查的決定。',
  en: 'Understand the situation, decision and outcome of a real case, and write one decision for your own unit that can be checked.',
};
const why: Text = {
  'zh-TW': '討論前先讀完全文與來源，分辨實測、自述與預期的數字。',
  en: 'Read the whole text and its sources before discussing; tell measured, self-reported and expected figures apart.',
};
const task: Text = {
  'zh-TW':
    '與兩位以上同事依討論題逐題討論，各題寫下一致與不一致的看法；再就自己單位的一個 AI 專案寫半頁決定：要做什麼、由誰做、何時檢查、什麼情況改變決定。',
  en: 'Discuss the questions with at least two colleagues and note where you agree and differ. Then write half a page about an AI project of your unit: what to do, who, when it is checked, and what would change the decision.',
};
const check = {
  text: {
    'zh-TW': '由參與討論以外的一位主管讀過紀錄並簽核。',
    en: 'A manager who did not take part reads the notes and signs.',
  },
  passes: {
    'zh-TW': '每一題都有結論或分歧的理由，決定有負責人與檢查日期。',
    en: 'Each question has a conclusion or a reason for differing; the decision has a person and a date.',
  },
  fails: {
    'zh-TW': '只摘要案例而沒有自己單位的決定。',
    en: 'The case is summarised and nothing is decided for the own unit.',
  },
};

/** A first draft of a module from a case: its author edits it, and somebody else reviews it, before a path may use it. */
export function buildCaseStudy(studied: StudiedCase, known: ReadonlySet<string>): CourseDraft {
  const parts = studyParts(studied.sections);
  const characters = studied.sections.reduce((sum, { text }) => sum + text.length, 0);
  const minutes = Math.max(10, Math.ceil(characters / charactersPerMinute / 5) * 5);
  return {
    title: {
      'zh-TW': `案例研討：${studied.title['zh-TW']}`.slice(0, 200),
      en: `Case study: ${studied.title.en}`.slice(0, 200),
    },
    aim,
    levels: ['mid', 'senior'],
    clusters: [],
    develops: developments(studied, known),
    prerequisites: [],
    parts: {
      readings: [{ caseId: studied.id, minutes, why }],
      task: { text: task, minutes: 60 },
      check: { kind: 'sign-off', minutes: 20, ...check },
    },
    caseStudy: { caseId: studied.id, parts },
    visibility: studied.visibility === 'public' ? 'government' : studied.visibility,
  };
}
