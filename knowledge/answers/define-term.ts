import { fold } from '../text/fold.ts';
import type { HeldSource, Library } from './library.ts';
import type { AnswerDraft } from './schema.ts';
import type { Question } from './understand-question.ts';

const ASKS = [
  /^(?:請問)?(?:什麼|甚麼|何)(?:是|叫做?|謂)(.+?)[?.!]*$/u,
  /^(?:請問|請解釋|解釋|請說明|說明)?(.+?)(?:是什麼意思|是甚麼意思|什麼意思|的意思(?:是什麼)?|的定義(?:是什麼)?|怎麼定義|如何定義|是什麼|是指什麼|指的是什麼|是啥)[?.!]*$/u,
  /^(?:what (?:is|are|does)|define|explain|what's)(?: meant by| the meaning of| the definition of)? (?:an? |the )?(.+?)(?: mean| stand for)?[?.!]*$/u,
  /^(?:meaning|definition) of (?:an? |the )?(.+?)[?.!]*$/u,
];
const QUOTES = /["'「」『』《》()（）]/gu;

function askedTerms(folded: string): string[] {
  return ASKS.flatMap((ask) => ask.exec(folded)?.[1] ?? []).map((term) => term.replace(QUOTES, '').trim());
}

/** The names a definition goes by: title, English title, and the synonyms its text lists. */
function namesOf(source: HeldSource): Set<string> {
  const also = source.passages.flatMap((passage) => [
    ...(/又稱([^。]+)。/u.exec(passage.text)?.[1] ?? '').split('、'),
    ...(/Also: ([^.]+)\./u.exec(passage.text)?.[1] ?? '').split(', '),
  ]);
  const titles = [source.title, source.titleEn ?? ''].flatMap((title) => [
    title,
    title.replace(/[（(].*?[）)]/gu, ''),
    ...(/[（(](.+?)[）)]/u.exec(title)?.slice(1) ?? []),
  ]);
  return new Set(
    [...titles, ...also].map((name) => fold(name).replaceAll(' ', '')).filter((name) => name.length > 0),
  );
}

const names = new WeakMap<HeldSource, Set<string>>();

function findTerm(term: string, library: Library): HeldSource | undefined {
  return library.glossary.find((source) => {
    const known = names.get(source) ?? namesOf(source);
    names.set(source, known);
    return known.has(term) || known.has(term.replace(/s$/, ''));
  });
}

/** The glossary's definition of a term a question asks for by name, or null. */
export function defineTerm(question: Question, library: Library): AnswerDraft | null {
  for (const term of askedTerms(question.folded)) {
    const source = findTerm(term.replaceAll(' ', ''), library);
    if (!source) continue;
    const passage = source.passages.find((one) => one.language === question.language) ?? source.passages[0];
    if (!passage) continue;
    const claims = passage.sentences().map((sentence) => ({ text: sentence.text, passageIds: [passage.id] }));
    const name = question.language === 'en' ? (source.titleEn ?? source.title) : source.title;
    const suggestions =
      question.language === 'en'
        ? [`Which cases show ${name}?`, `What are the risks of ${name}?`]
        : [`有哪些案例跟「${name}」有關？`, `「${name}」在實務上要注意什麼？`];
    return { outcome: 'answered', parts: [{ claims, style: 'paragraph' }], suggestions };
  }
  return null;
}
