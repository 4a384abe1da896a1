import { fold } from '../../text/fold.ts';
import type { ContentWord } from '../content-words.ts';
import { glossaryWordsFor } from '../glossary-words.ts';
import { findPlaces } from '../places.ts';
import type { Clause, ReadText } from './read-text.ts';

/** Who does something: agencies by the last character, people and bodies by name. */
const ACTOR = new RegExp(
  `^(?:${fold(
    '.{2,8}[縣市]|官方|署方|校方|院方|外界|.{1,8}(?:部|署|局|院|會|處|廳|府|司|大學|銀行|公司|法庭|警隊)|警方|警察|員警|廠商|業者|媒體|學者|研究者|研究團隊|人權團體|團體|檢察官|法官|律師|議員|民眾|市民|員工|職員|承辦人|公務員|老師|教師|學生|家長|醫師|醫生|護理師|社工|社工員|審計|監察使|稽核|主管|個管師|救護員|調度員|駕駛|移工|移民|遊民|病人|病患|患者|受訪者|開發者|使用者|工會|記者',
  )})$|^(?:court|judge|ministri|ministry|agenc|council|polic|offic|auditor|audit|vendor|supplier|compani|research|journalist|citizen|resid|staff|employe|worker|teacher|student|parent|doctor|patient|parliament|commission|ombudsman|regul|govern|citi|depart|mayor|court)`,
  'u',
);

/** They end like an agency and are none. */
const NO_ACTOR = new RegExp(
  `^(?:${fold('部署|全部|內部|外部|局部|細部|機會|社會|體會|誤會|都會|學會|好處|用處|到處|各處|壞處|何處|處|部|會|院|司')})$`,
  'u',
);

function isActor(word: ContentWord): boolean {
  if (NO_ACTOR.test(word.text)) return false;
  return ACTOR.test(word.text) || (word.han && word.text.length > 1 && findPlaces(word.text).length > 0);
}

interface Placed {
  readonly word: ContentWord;
  readonly at: number;
}

function placed(words: readonly ContentWord[], text: string): Placed[] {
  return words
    .map((word) => ({ word, at: text.indexOf(word.han ? word.text : word.asked) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
}

function sameActor(a: ContentWord, b: ContentWord): boolean {
  if (a.text.includes(b.text) || b.text.includes(a.text)) return true;
  return glossaryWordsFor(a.text).includes(b.text) || glossaryWordsFor(b.text).includes(a.text);
}

/** Actors that stand side by side are one: 倫敦警方, 移民署與內政部. */
const SIDE_BY_SIDE = 2;

type Actors = readonly ContentWord[];

function endOf({ word, at }: Placed): number {
  return at + (word.han ? word.text : word.asked).length;
}

/** The run of actors that a list of placed words has at an index. */
function runAt(words: readonly Placed[], index: number): Actors {
  let from = index;
  while (
    from > 0 &&
    isActor(words[from - 1]!.word) &&
    words[from]!.at - endOf(words[from - 1]!) < SIDE_BY_SIDE
  )
    from--;
  let to = index;
  while (
    to + 1 < words.length &&
    isActor(words[to + 1]!.word) &&
    words[to + 1]!.at - endOf(words[to]!) < SIDE_BY_SIDE
  )
    to++;
  return words.slice(from, to + 1).map(({ word }) => word);
}

/** Who is named before a place in a text, in order; those side by side count as one. */
function actorsBefore(words: readonly Placed[], limit: number): Actors[] {
  const runs = words
    .map((one, place) => ({ ...one, place }))
    .filter((one) => isActor(one.word) && one.at < limit)
    .map(({ place }) => runAt(words, place));
  return runs.filter((run, at) => at === 0 || run[0] !== runs[at - 1]![0]);
}

/** Who acts in a clause, and what is said of it. */
interface Deed {
  readonly actors: readonly Actors[];
  readonly words: readonly ContentWord[];
}

function deedOf(clause: Clause): Deed | undefined {
  const words = placed(clause.words, clause.text);
  const at = words.findIndex(({ word }) => isActor(word));
  if (at < 0 || at > 1) return undefined;
  const said = words.slice(at + 1).filter(({ word }) => !isActor(word) && word.text.length > 1);
  return said[0] && { actors: actorsBefore(words, said[0].at), words: said.map(({ word }) => word) };
}

/** Who acts where a source says the same: in that clause or, when it names nobody, in those before it. */
function actorsOf(source: ReadText, at: number, said: readonly ContentWord[]): readonly Actors[] {
  const own = source.clauses[at]!;
  const limit = Math.min(...placed(said, own.text).map((one) => one.at));
  const here = actorsBefore(placed(own.words, own.text), limit);
  if (here.length > 0) return here;
  for (let index = at - 1; index >= 0; index--) {
    const clause = source.clauses[index]!;
    const [before] = actorsBefore(placed(clause.words, clause.text), Infinity);
    if (before) return [before];
  }
  return [];
}

/** Somebody without the look of an actor stands where one would (運安會 read as two words). */
function isSlotTaken(source: ReadText, at: number, deed: Deed, claim: ReadText): boolean {
  const own = source.clauses[at]!;
  const limit = Math.min(...placed(deed.words, own.text).map((one) => one.at));
  const slot = own.text.slice(0, limit).match(/\p{Script=Han}{2,}/gu) ?? [];
  return slot.some(
    (run) =>
      run.length >= 3 && !claim.folded.includes(run.slice(0, 3)) && /[部署局院會處廳府司縣市]/u.test(run),
  );
}

/** Those a claim names are those its source names, none more, in their order. */
function agree(claimed: readonly Actors[], known: readonly Actors[], abouts: readonly ReadText[]): boolean {
  const places = claimed.flat().map((actor) => {
    const at = known.findIndex((run) => run.some((other) => sameActor(actor, other)));
    return at < 0 && abouts.some(({ folded }) => folded.includes(actor.text)) ? undefined : at;
  });
  const found = places.filter((place) => place !== undefined);
  return found.every((place, at) => place >= 0 && (at === 0 || place >= found[at - 1]!));
}

/** Half of what is said of somebody found in one clause is that clause. */
const FOUND = 0.5;

/** Somebody of whom a claim says what its source says of somebody else. */
export function wrongSubject(
  claim: ReadText,
  sources: readonly ReadText[],
  abouts: readonly ReadText[],
): string | undefined {
  for (const clause of claim.clauses) {
    const deed = deedOf(clause);
    if (!deed || deed.actors.length === 0) continue;
    const places = sources.flatMap((source) =>
      source.clauses.map((own, at) => ({ source, at, share: shareIn(own.text, deed.words) })),
    );
    const most = Math.max(0, ...places.map(({ share }) => share));
    if (most < FOUND) continue;
    const isHis = ({ source, at }: (typeof places)[number]) => {
      const known = actorsOf(source, at, deed.words);
      const inSentence = deed.actors.flat().some((actor) => source.folded.includes(actor.text));
      if (isSlotTaken(source, at, deed, claim) && !inSentence) return false;
      return known.length === 0 || agree(deed.actors, known, abouts);
    };
    if (!places.filter(({ share }) => share === most).some(isHis)) return deed.actors[0]![0]!.asked;
  }
  return undefined;
}

function shareIn(text: string, words: readonly ContentWord[]): number {
  return words.filter((word) => text.includes(word.han ? word.text : word.asked)).length / words.length;
}
