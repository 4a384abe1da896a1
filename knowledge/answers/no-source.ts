import type { Language } from '../../core/language.ts';
import { titleOf } from './labels-of.ts';
import type { HeldCase } from './library.ts';
import { exampleQuestions } from './out-of-scope.ts';
import type { AnswerDraft, Claim } from './schema.ts';

const texts = {
  inCase: {
    'zh-TW': (title: string) =>
      `在「${title}」這則案例裡，沒有找到能回答這個問題的內容，因此不作推測。已查過它的背景、作法、成效、風險、治理、指標與未能查證的事項。`,
    en: (title: string) =>
      `The case “${title}” does not say this, so no guess is made. Its background, approach, results, risks, governance, figures and unverified points were searched.`,
  },
  anywhere: {
    'zh-TW': () =>
      '知識庫裡沒有來源能回答這個問題，因此不作推測。已查過您可閱讀的案例、職能研究、名詞與文件。',
    en: () =>
      'No source in the knowledge bank answers this, so no guess is made. The cases, the competency study, the glossary and the documents you may read were searched.',
  },
  whom: {
    'zh-TW': '可以洽詢主辦機關的 AI 或資訊單位；如果您手上有相關案例，也歡迎分享到知識庫。',
    en: 'Ask the AI or IT unit of the agency concerned; if you know such a case, please share it with the bank.',
  },
  known: {
    'zh-TW': '案例對此的記載：',
    en: 'What the case records about it:',
  },
} as const;

/** Questions about the nearest cases, which the bank can answer. */
export function nearestQuestions(cases: readonly HeldCase[], language: Language): string[] {
  return cases
    .slice(0, 3)
    .map((held) => titleOf(held, language))
    .map((title) =>
      language === 'en' ? `What happened in “${title}”?` : `「${title}」的成效與風險是什麼？`,
    );
}

/** A plain "the sources do not say": what was searched, whom to ask, what lies nearest. */
export function noSource(
  language: Language,
  about: {
    held?: HeldCase | undefined;
    nearest?: readonly HeldCase[];
    claims?: readonly Claim[];
    suggestions?: readonly string[];
  } = {},
): AnswerDraft {
  const searched = about.held
    ? texts.inCase[language](titleOf(about.held, language))
    : texts.anywhere[language]();
  const claims = about.claims ?? [];
  return {
    outcome: 'no_source',
    parts: claims.length > 0 ? [{ lead: texts.known[language], claims, style: 'list' }] : [],
    notice: `${searched}${language === 'en' ? ' ' : ''}${texts.whom[language]}`,
    suggestions:
      about.suggestions ??
      (about.nearest?.length ? nearestQuestions(about.nearest, language) : exampleQuestions[language]),
  };
}
