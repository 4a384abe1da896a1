import type { HeldSource, Library } from './library.ts';
import type { PreparedText } from './match-words.ts';
import { matchWord, prepareText } from './match-words.ts';
import { asksForName } from './named-terms.ts';
import { weighWords } from './pick-sentences.ts';
import type { TermNames } from './term-names.ts';
import type { Question } from './understand-question.ts';

const bodies = new WeakMap<HeldSource, PreparedText>();

/** What a term is said to be, without its name: whoever asks for the name does not know it. */
function bodyOf(source: HeldSource, names: TermNames): PreparedText {
  const known = bodies.get(source);
  if (known) return known;
  const id = source.externalId.replace(/^glossary-/, '');
  const loose = [...names.loose].filter(([, one]) => one === id).map(([word]) => word);
  const said = source.passages.map(({ text }) => text.replace(/^[^：:]{1,80}[：:]/u, ''));
  const body = prepareText([...said, ...loose].join('\n'));
  bodies.set(source, body);
  return body;
}

/** They ask for the name. */
const ASKING = /^(?:名詞|術語|名稱|說法|行話|稱呼|專業|正式|招|東西|call|term|word|name|peopl)$/u;
/** Share of the description's weight the definition has to speak of. */
const NEEDED = 0.5;

/** The term of the craft whose definition fits what a question describes and asks the name of. */
export function describedTerm(
  question: Question,
  names: TermNames,
  library: Library,
): HeldSource | undefined {
  const { folded, places, agencies, years } = question;
  if (!asksForName(folded) || places.length + agencies.length + years.length > 0) return undefined;
  const asked = question.words.filter((word) => !ASKING.test(word.text));
  const words = weighWords(asked, library, new Set()).filter(({ word }) => word.text.length > 1);
  if (words.length < 2) return undefined;
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  const scored = library.glossary
    .filter(({ externalId }) => names.crafts.has(externalId.replace(/^glossary-/, '')))
    .map((source) => {
      const body = bodyOf(source, names);
      const met = words.reduce((sum, { word, weight }) => sum + weight * matchWord(word, body), 0);
      return { source, score: met / total };
    });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { source: undefined, score: 0 } as {
    source: HeldSource | undefined;
    score: number;
  });
  return best.score >= NEEDED ? best.source : undefined;
}
