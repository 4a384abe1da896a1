import type { AskedTerms } from './asked-terms.ts';
import { askedTerms } from './asked-terms.ts';
import { namesAnAspect } from './aspects.ts';
import { describedTerm } from './described-term.ts';
import type { HeldSource, Library } from './library.ts';
import { namedTerms } from './named-terms.ts';
import type { AnswerDraft, AnswerPart } from './schema.ts';
import type { TermNames } from './term-names.ts';
import { keyOf, misspelledTerm, readTermNames } from './term-names.ts';
import type { Question } from './understand-question.ts';

export interface Definition {
  readonly draft: AnswerDraft;
  /** Those of the terms that are competencies of the framework, by printed name. */
  readonly competencies: readonly string[];
}

const QUALIFIED = /^(?:ai|人工智慧|模型|演算法|系統|語言模型|政府|公部門)的?/u;
const GENERIC =
  /(?:這套)?(?:制度|機制|技術|系統|工具|方法|作法|做法|原則|法則|事情|問題|現象|攻擊|測試|模型|演算法|分析|指標)$/u;

function findId({ terms, alone }: AskedTerms, term: string, names: TermNames): string | undefined {
  const key = keyOf(term);
  if (alone) {
    // 那成效呢？ asks of what was spoken of before.
    const elliptical =
      /^(?:[a-z]{1,2}|\p{Script=Han}{1,2})$/u.test(key) && (key === 'ai' || namesAnAspect(term));
    if (terms.length > 1 || elliptical) return undefined;
    const id = names.own.get(key) ?? names.own.get(key.replace(GENERIC, '')) ?? misspelledTerm(key, names);
    return id && names.crafts.has(id) ? id : undefined;
  }
  const forms = [
    key,
    key.replace(/s$/, ''),
    key.replace(/ies$/, 'y'),
    key.replace(GENERIC, ''),
    key.replace(QUALIFIED, ''),
  ];
  const known = forms.filter((form) => form.length > 1);
  return (
    known.map((form) => names.own.get(form)).find(Boolean) ??
    known.map((form) => names.loose.get(form)).find(Boolean) ??
    misspelledTerm(key, names)
  );
}

/** A term may be written in both languages side by side (護欄 guardrail). */
function findNamed(asked: AskedTerms, term: string, names: TermNames): string | undefined {
  const whole = findId(asked, term, names);
  const [one, other, ...more] = term.split(
    /(?<=\p{Script=Han})\s*(?=[a-z])|(?<=[a-z])\s*(?=\p{Script=Han})/u,
  );
  if (whole || !one || !other || more.length > 0) return whole;
  const id = findId(asked, one, names);
  return id === findId(asked, other, names) ? id : undefined;
}

/** The sources of what is asked; none when one of several terms is unknown. */
function sourcesFor(asked: AskedTerms, names: TermNames, library: Library): HeldSource[] {
  const ids = asked.terms.map((term) => findNamed(asked, term, names));
  const known = ids.filter((id) => id !== undefined);
  return known.length === ids.length ? heldTerms(known, library) : [];
}

function partOf(source: HeldSource, question: Question): AnswerPart {
  const passage = source.passages.find((one) => one.language === question.language) ?? source.passages[0];
  const claims = (passage?.sentences() ?? []).map((sentence) => ({
    text: sentence.text,
    passageIds: [passage!.id],
  }));
  return { claims, style: 'paragraph' };
}

function suggestionsFor(sources: readonly HeldSource[], question: Question): string[] {
  return sources.slice(0, 2).flatMap((source) => {
    const name = question.language === 'en' ? (source.titleEn ?? source.title) : source.title;
    return question.language === 'en'
      ? [`Which cases show ${name}?`, `What are the risks of ${name}?`]
      : [`有哪些案例跟「${name}」有關？`, `「${name}」在實務上要注意什麼？`];
  });
}

function heldTerms(ids: readonly string[], library: Library): HeldSource[] {
  const sources = ids.map((id) => library.glossary.find((one) => one.externalId === `glossary-${id}`));
  return [...new Set(sources.filter((source) => source !== undefined))];
}

function draftOf(sources: readonly HeldSource[], question: Question): AnswerDraft | null {
  const parts = sources.map((source) => partOf(source, question)).filter((part) => part.claims.length > 0);
  if (parts.length === 0) return null;
  return { outcome: 'answered', parts, suggestions: suggestionsFor(sources, question) };
}

/** What the terms mean that a question names, for one nothing else answers; null when no definition tells. */
export async function defineNamed(question: Question, library: Library): Promise<AnswerDraft | null> {
  const named = namedTerms(question, await readTermNames());
  return draftOf(heldTerms(named, library).slice(0, 2), question);
}

/** The definition of the term a question describes and asks the name of. */
export async function nameDescribed(question: Question, library: Library): Promise<AnswerDraft | null> {
  const described = describedTerm(question, await readTermNames(), library);
  return described ? draftOf([described], question) : null;
}

/** The glossary's definition of each term a question asks for by name, or null. */
export async function defineTerm(question: Question, library: Library): Promise<Definition | null> {
  const names = await readTermNames();
  for (const asked of askedTerms(question.folded)) {
    const sources = sourcesFor(asked, names, library).slice(0, 3);
    const draft = draftOf(sources, question);
    if (!draft) continue;
    return {
      draft,
      competencies: sources
        .filter((source) => source.externalId.startsWith('glossary-competency-'))
        .map((source) => source.title),
    };
  }
  return null;
}
