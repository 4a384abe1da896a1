import { loadGlossary } from '../glossary/load-glossary.ts';
import type { GlossaryDomain } from '../glossary/schema.ts';
import { isOneLetterOff } from '../text/edit-distance.ts';
import { fold } from '../text/fold.ts';
import type { AskedTerms } from './asked-terms.ts';
import { askedTerms } from './asked-terms.ts';
import { namesAnAspect } from './aspects.ts';
import type { HeldSource, Library } from './library.ts';
import type { AnswerDraft, AnswerPart } from './schema.ts';
import type { Question } from './understand-question.ts';

export interface Definition {
  readonly draft: AnswerDraft;
  /** Those of the terms that are competencies of the framework, by printed name. */
  readonly competencies: readonly string[];
}

/** Term ids by folded name; `own` are names and synonyms, `loose` the everyday words that lead to a term. */
interface Names {
  readonly own: ReadonlyMap<string, string>;
  readonly loose: ReadonlyMap<string, string>;
  /** Terms of the craft: their name alone asks what they are. */
  readonly crafts: ReadonlySet<string>;
}

let reading: Promise<Names> | undefined;

const keyOf = (name: string) => fold(name).replace(/[\s-]+/g, '');
const QUALIFIED = /^(?:ai|人工智慧|模型|演算法|系統|語言模型|政府|公部門)/u;
const GENERIC =
  /(?:這套)?(?:制度|機制|技術|系統|工具|方法|作法|做法|原則|法則|事情|問題|現象|攻擊|測試|模型|演算法|分析|指標)$/u;
/** What these name are everyday things, or things with a page of their own. */
const NOT_OF_THE_CRAFT: ReadonlySet<GlossaryDomain> = new Set([
  'sector',
  'outcome',
  'system',
  'framework',
  'agency-tw',
  'agency-foreign',
  'country',
  'administration',
]);
/** Shorter English words are one letter off too many others. */
const MENDED_LENGTH = 7;

async function readNames(): Promise<Names> {
  const { terms } = await loadGlossary();
  const own = new Map<string, string>();
  const loose = new Map<string, string>();
  const add = (names: Map<string, string>, words: readonly string[], id: string) => {
    for (const word of words) if (!names.has(keyOf(word))) names.set(keyOf(word), id);
  };
  const plain = (title: string) => title.replace(/[（(].*?[）)]/gu, '');
  for (const term of terms) add(own, [term.zh, term.en, plain(term.zh), plain(term.en)], term.id);
  for (const term of terms) add(own, [...term.synonymsZh, ...term.synonymsEn], term.id);
  for (const term of terms) add(loose, term.everyday, term.id);
  const crafts = terms.filter(({ domain }) => !NOT_OF_THE_CRAFT.has(domain)).map(({ id }) => id);
  return { own, loose, crafts: new Set(crafts) };
}

function misspelled(key: string, names: Names): string | undefined {
  if (key.length < MENDED_LENGTH || !/^[a-z]+$/.test(key)) return undefined;
  return [...names.own].find(([name]) => isOneLetterOff(key, name))?.[1];
}

function findId({ terms, alone }: AskedTerms, term: string, names: Names): string | undefined {
  const key = keyOf(term);
  if (alone) {
    // 那成效呢？ asks of what was spoken of before.
    const elliptical =
      /^(?:[a-z]{1,2}|\p{Script=Han}{1,2})$/u.test(key) && (key === 'ai' || namesAnAspect(term));
    if (terms.length > 1 || elliptical) return undefined;
    const id = names.own.get(key) ?? names.own.get(key.replace(GENERIC, '')) ?? misspelled(key, names);
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
    misspelled(key, names)
  );
}

/** A term may be written in both languages side by side (護欄 guardrail). */
function findNamed(asked: AskedTerms, term: string, names: Names): string | undefined {
  const whole = findId(asked, term, names);
  const [one, other, ...more] = term.split(
    /(?<=\p{Script=Han})\s*(?=[a-z])|(?<=[a-z])\s*(?=\p{Script=Han})/u,
  );
  if (whole || !one || !other || more.length > 0) return whole;
  const id = findId(asked, one, names);
  return id === findId(asked, other, names) ? id : undefined;
}

/** The sources of what is asked; none when one of several terms is unknown. */
function sourcesFor(asked: AskedTerms, names: Names, library: Library): HeldSource[] {
  const ids = asked.terms.map((term) => findNamed(asked, term, names));
  if (ids.some((id) => id === undefined)) return [];
  const sources = ids.map((id) => library.glossary.find((one) => one.externalId === `glossary-${id}`));
  return [...new Set(sources.filter((source) => source !== undefined))];
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

/** The glossary's definition of each term a question asks for by name, or null. */
export async function defineTerm(question: Question, library: Library): Promise<Definition | null> {
  reading ??= readNames();
  const names = await reading;
  for (const asked of askedTerms(question.folded)) {
    const sources = sourcesFor(asked, names, library).slice(0, 3);
    const parts = sources.map((source) => partOf(source, question)).filter((part) => part.claims.length > 0);
    if (parts.length === 0) continue;
    return {
      draft: { outcome: 'answered', parts, suggestions: suggestionsFor(sources, question) },
      competencies: sources
        .filter((source) => source.externalId.startsWith('glossary-competency-'))
        .map((source) => source.title),
    };
  }
  return null;
}
