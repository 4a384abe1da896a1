import { foldForMatching, type Lexicon, termsOf } from '../framework/lexicon.ts';
import { ClusterId, LevelId } from '../framework/schema.ts';

/** What a line such as 系統規劃 中階 20 says of a path; `rest`: what it says beside. */
export interface PathWords {
  readonly cluster?: ClusterId;
  readonly level?: LevelId;
  readonly hoursAvailable?: number;
  readonly rest: string;
}

const hours = /(?<![\d.-])(\d{1,5}(?:\.\d{1,2})?)\s*(?:個?小時|小時|hours?|hrs?|h)?(?![\d.])/iu;
const hoursNamed = /(?<![\d.-])(\d{1,5}(?:\.\d{1,2})?)\s*(?:個?小時|hours?|hrs?|h(?![a-z]))/iu;

function take<Id extends string>(
  text: string,
  terms: readonly { id: string; text: string }[],
  ids: readonly Id[],
): { id?: Id; rest: string } {
  for (const term of terms) {
    // A Latin name is a word of its own; a Chinese one may stand anywhere.
    const whole = /^[\x20-\x7e]+$/.test(term.text);
    const at = text.search(
      new RegExp(whole ? `(?<![a-z0-9])${escaped(term.text)}(?![a-z0-9])` : escaped(term.text), 'u'),
    );
    const id = ids.find((one) => one === term.id);
    if (at >= 0 && id) return { id, rest: `${text.slice(0, at)} ${text.slice(at + term.text.length)}` };
  }
  return { rest: text };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * Reads cluster, level and hours in any order.
 * @param options.sentence a question: hours need their unit, since it may hold other numbers
 */
export function readPathWords(
  lexicon: Lexicon,
  typed: string,
  options: { sentence: boolean } = { sentence: false },
): PathWords {
  const terms = termsOf(lexicon);
  const clusters = [
    ...terms
      .filter(({ kind }) => kind === 'cluster' || kind === 'project-management')
      .map(({ kind, id, text }) => ({ id: kind === 'cluster' ? id : 'pm', text })),
    ...ClusterId.options.map((id) => ({ id, text: id })),
  ].sort((a, b) => b.text.length - a.text.length);
  const levels = [
    ...terms.filter(({ kind, strength }) => kind === 'level' && (!options.sentence || strength === 'strong')),
    ...LevelId.options.map((id) => ({ id, text: id })),
  ];
  const cluster = take(foldForMatching(typed), clusters, ClusterId.options);
  const level = take(cluster.rest, levels, LevelId.options);
  const found = (options.sentence ? hoursNamed : hours).exec(level.rest);
  const rest = found ? level.rest.replace(found[0], ' ') : level.rest;
  return {
    ...(cluster.id && { cluster: cluster.id }),
    ...(level.id && { level: level.id }),
    ...(found && { hoursAvailable: Number(found[1]) }),
    rest: rest.replaceAll(/[\s,.;·、]+|群|人員/gu, ' ').trim(),
  };
}
