import { countryLabel } from '../cases/labels.ts';
import { stem } from '../text/english-words.ts';
import { fold } from '../text/fold.ts';
import { namesAnAspect } from './aspects.ts';
import type { ContentWord } from './content-words.ts';
import type { HeldCase, Library } from './library.ts';
import type { PreparedText } from './match-words.ts';
import { matchWord, prepareText } from './match-words.ts';
import type { NamedPlace, Place } from './places.ts';
import { findPlaces } from './places.ts';
import type { Question } from './understand-question.ts';
import { isDictionaryWord, namesSomething } from './word-kind.ts';

interface CaseProfile {
  /** Title, agency, keywords: what people call the case by. */
  readonly names: PreparedText;
  /** The main part of the title, and the agencies: words that only say which case is meant. */
  readonly main: PreparedText;
  readonly properNames: ReadonlySet<string>;
  readonly properStems: ReadonlySet<string>;
  readonly summary: PreparedText;
  readonly headline: PreparedText;
  readonly body: PreparedText;
  readonly places: readonly NamedPlace[];
}

export interface FoundCase {
  readonly held: HeldCase;
  readonly score: number;
  /** Called by a name of its own: its system, its agency, or its place and subject. */
  readonly named: boolean;
  /** The name is its own: a system or an agency, not only a place. */
  readonly proper: boolean;
  /** It lies in the place the question names; true when none is named. */
  readonly placed: boolean;
  /** Share of what the question is about (places and aspects aside) that the case speaks of, 0 to 1. */
  readonly fit: number;
  /** Words of the question that only say which case is meant. */
  readonly identity: ReadonlySet<string>;
}

const profiles = new WeakMap<HeldCase, CaseProfile>();
/** Latin names too common to tell one case from another. */
const commonNames = new Set(
  'decision-making accounts auditor auditors european advances agriculture algorithmic article artificial assurance automated benefits bridges business card center comptes consult court credit decision detection enterprise finance global highway home indication local making metropolitan pilot railway recording revenue risk standard supreme taxation tool trade universal verify water access facial recognition chatgpt copilot openai google meta microsoft assistant procurement guideline childcare support prediction transparency algorithms algorithm textbooks public governance report directive advanced analytics emergency cardiac arrest innovant forecasting flood ration cards abuse child register check smart welfare personal sickness insurance mammography social basic evaluation forecast customs typhoon tunnel freeway seatbelt guideline judicial draft judgments handbook fraud portal adaptive learning waste fence selection prosecutor family diabetes attendance smoke sovereign corpus property taipei tainan newtaipei taitung taoyuan pingtung enforcement youth disaster signals border slope alert platform government stroke teachers work transcription streaming intelligence wildfire screening inspection detroit federal inventory audit homelessness prevention michigan contracts pennsylvania pittsburgh chicago allegheny amsterdam rotterdam tokyo yokosuka procurement profiling clauses ethics services grade level ai it api uk us eu gds ml llm chatbot gpt app the of in for and a an to with by on from over under chat service services data public sector generative model system digital national city state county government department ministry agency office police bureau administration central authority council health social security human rights'.split(
    ' ',
  ),
);

/** Taiwan's, Swedish: a place says where, not which. */
function isPlaceName(name: string): boolean {
  const [place] = findPlaces(name);
  return place?.start === 0 && place.end === name.length && place.place.kind === 'country';
}

function properNamesOf(held: HeldCase): Set<string> {
  const { facts } = held;
  const latin =
    `${facts.title_zh} ${facts.agency_zh}`.match(
      /[\p{Script=Latin}\d][\p{Script=Latin}\d.@&-]*[\p{Script=Latin}\d]/gu,
    ) ?? [];
  const english =
    facts.title_en.match(/\b[\p{Lu}][\p{Script=Latin}\d.@-]*[\p{Lu}\d][\p{Script=Latin}\d.@-]*/gu) ?? [];
  const capitals = facts.title_en.match(/(?<!^)\b\p{Lu}[\p{Script=Latin}\d]{3,}/gu) ?? [];
  const quoted = [...`${facts.title_zh}`.matchAll(/[「《]([^」》]{2,8})[」》]/gu)].map((match) => match[1]!);
  const id = held.externalId.split('-').filter((part) => part.length >= 5 && !commonNames.has(part));
  return new Set(
    [...latin, ...english, ...capitals, ...quoted, ...id]
      .map(fold)
      .filter((name) => !commonNames.has(name) && !/^\d+$/.test(name) && !isPlaceName(name)),
  );
}

function mainNamesOf({ facts }: HeldCase): string {
  const titles = [facts.title_zh, facts.title_en].map((title) => title.split(/[：:]/)[0]!);
  const countries = [countryLabel(facts.country, 'zh-TW'), countryLabel(facts.country, 'en')];
  return [...titles, facts.agency_zh, facts.agency_en, ...countries].join('\n');
}

function profileOf(held: HeldCase): CaseProfile {
  const known = profiles.get(held);
  if (known) return known;
  const { facts } = held;
  const names = [
    facts.title_zh,
    facts.title_en,
    facts.agency_zh,
    facts.agency_en,
    facts.keywords.join('、'),
    countryLabel(facts.country, 'zh-TW'),
    countryLabel(facts.country, 'en'),
  ].join('\n');
  const body = held.passages.map((passage) => passage.text).join('\n');
  const properNames = properNamesOf(held);
  const profile: CaseProfile = {
    names: prepareText(names),
    main: prepareText(mainNamesOf(held)),
    properNames,
    properStems: new Set([...properNames].map(stem)),
    summary: prepareText([facts.summary_zh ?? '', facts.sector, facts.title_zh].join('\n')),
    headline: prepareText([names, facts.summary_zh ?? '', facts.sector].join('\n')),
    body: prepareText(body),
    places: findPlaces(fold(names)),
  };
  profiles.set(held, profile);
  return profile;
}

/** Chinese stretches of the question that stand in the case's names, the longest at each spot. */
function sharedNames(folded: string, names: string, minimum: number): string[] {
  const shared: string[] = [];
  for (let at = 0; at < folded.length; at++) {
    // What is longer is not there when its beginning is not.
    if (!names.includes(folded.slice(at, at + minimum))) continue;
    let length = 0;
    while (
      at + length < folded.length &&
      /\p{Script=Han}/u.test(folded[at + length]!) &&
      names.includes(folded.slice(at, at + length + 1))
    )
      length++;
    if (length < minimum) continue;
    shared.push(folded.slice(at, at + length));
    at += length - 1;
  }
  return shared;
}

function isPlaceOf(place: Place, held: HeldCase, profile: CaseProfile): boolean {
  if (place.kind === 'country') return held.facts.country === place.country;
  return profile.places.some((own) => own.place === place);
}

function placeScore(question: Question, profile: CaseProfile, held: HeldCase): number | null {
  if (question.places.length === 0) return 0;
  let score = 0;
  for (const { place } of question.places) {
    if (isPlaceOf(place, held, profile)) score += place.kind === 'country' ? 0.8 : 1.4;
    else if (place.names.some((name) => profile.body.folded.includes(name))) score += 0.3;
  }
  return score > 0 ? score : null;
}

/** 公路局 stands in 交通部公路局, not in 高速公路局. */
function holdsAgency(names: string, agency: string): boolean {
  if (!names.includes(agency)) return false;
  return new RegExp(`(?<![\\p{Script=Han}])${agency}|(?<=[部院府市縣會署國及與])${agency}`, 'u').test(names);
}

function agencyScore(question: Question, profile: CaseProfile, held: HeldCase): number {
  if (question.places.some(({ place }) => place.country !== 'TW')) return 0;
  let score = 0;
  for (const { names } of question.agencies) {
    if (
      names.some(
        (name) => held.facts.country === 'TW' && name.length > 2 && holdsAgency(profile.names.folded, name),
      )
    )
      score += 1.2;
    else if (names.some((name) => name.length > 2 && profile.body.folded.includes(name))) score += 0.2;
    else score -= 0.6;
  }
  return score;
}

/** Words remembered of one text; beyond it the text forgets and begins anew. */
const REMEMBERED = 1_000;
const remembered = new WeakMap<PreparedText, Map<string, number>>();

/** `matchWord` for the texts of cases, which every question is held against: the same words come again and again. */
function matchInCase(word: ContentWord, text: PreparedText): number {
  const matches = remembered.get(text) ?? new Map<string, number>();
  remembered.set(text, matches);
  const key = `${word.text} ${word.asked}`;
  const known = matches.get(key);
  if (known !== undefined) return known;
  if (matches.size >= REMEMBERED) matches.clear();
  const found = matchWord(word, text);
  matches.set(key, found);
  return found;
}

function wordScore(
  { word, rarity: found }: AskedWord,
  profile: CaseProfile,
): { score: number; inNames: boolean } {
  const rarity = found * (word.han && word.text.length === 1 ? 0.3 : 1);
  const inNames = matchInCase(word, profile.names);
  const inSummary = matchInCase(word, profile.summary);
  const inBody = matchInCase(word, profile.body);
  const best = Math.max(inNames, inSummary * 0.8, inBody * 0.35);
  return { score: rarity * (best >= 0.3 ? best : best * 0.5), inNames: inNames >= 0.9 };
}

function isNameWord(word: ContentWord, { properNames, properStems }: CaseProfile): boolean {
  if (properNames.has(word.text)) return true;
  if (word.han) return false;
  if (properStems.has(word.text)) return true;
  if (word.text.includes('-') && properNames.has(word.text.split('-')[0]!)) return true;
  if (word.text.length < 4) return false;
  for (const name of properNames)
    if (name.startsWith(word.text) && 2 * word.text.length >= name.length) return true;
  return false;
}

/** A word of the question with what is the same for every case. */
interface AskedWord {
  readonly word: ContentWord;
  readonly rarity: number;
  /** Says what is asked of the case, not which. */
  readonly onlyAsked: boolean;
  /** Says what the question is about: no place, no aspect. */
  readonly isSubject: boolean;
}

function askedWords(question: Question, library: Library): AskedWord[] {
  const asked = question.aspects.map((aspect) => aspect.asked);
  const placeNames = question.places.flatMap(({ place: one }) => one.names);
  return question.words.map((word) => {
    const onlyAsked = asked.some((pattern) => pattern.test(word.asked));
    const ofPlace = placeNames.some((name) => name.includes(word.text) || word.text.includes(name));
    return {
      word,
      rarity: library.rarity(word.text),
      onlyAsked,
      isSubject: !onlyAsked && !ofPlace && !namesAnAspect(word.asked),
    };
  });
}

/** What a word that hardly another case uses says of the case meant. */
const OWN_WORD = 0.8;
const HARDLY_ELSEWHERE = 0.8;

/** A short form or coinage of the case's own (雪隧): in its text, in no dictionary, hardly anywhere else. */
function isOwnWord(word: ContentWord, { body }: CaseProfile, library: Library): boolean {
  return (
    word.han &&
    word.text.length > 1 &&
    library.rarity(word.text) >= HARDLY_ELSEWHERE &&
    body.folded.includes(word.text) &&
    !isDictionaryWord(word) &&
    namesSomething(word)
  );
}

const SPOKEN = 0.3;
/** What is done can be put in other words than the case's. */
const SAID_OTHERWISE = 0.6;

/** No other case is meant as surely as the one a conversation is about. */
const OF_CONVERSATION = 4;

function scoreCase(
  question: Question,
  words: readonly AskedWord[],
  held: HeldCase,
  library: Library,
): FoundCase | null {
  const profile = profileOf(held);
  const place = placeScore(question, profile, held);
  const agency = agencyScore(question, profile, held);
  const identity = new Set<string>();
  let score =
    (place ?? -0.8) + agency + (question.places.length === 0 && held.facts.country === 'TW' ? 0.15 : 0);
  let named = agency >= 1.2;
  let proper = agency >= 1.2;
  for (const { place: own } of question.places)
    if (isPlaceOf(own, held, profile)) for (const name of own.names) identity.add(name);
  for (const { names } of question.agencies)
    if (names.some((name) => holdsAgency(profile.names.folded, name)))
      for (const name of names) identity.add(name);
  const spelled = [...profile.properNames].filter(
    (name) => name.length > 3 && question.folded.includes(name),
  );
  let subject = 0;
  let met = 0;
  for (const asked of words) {
    const { word, rarity, onlyAsked, isSubject } = asked;
    const isName = isNameWord(word, profile) || spelled.some((name) => name.includes(word.text));
    const { score: points, inNames } = wordScore(asked, profile);
    score += points * (onlyAsked ? 0.25 : 1);
    if (isSubject) {
      const weight = Math.max(0.1, rarity) * (word.han && word.text.length === 1 ? 0.25 : 1);
      const spoken = Math.max(matchInCase(word, profile.headline), 0.8 * matchInCase(word, profile.body));
      subject += weight * (spoken < SPOKEN && !namesSomething(word) ? SAID_OTHERWISE : 1);
      met += weight * spoken;
    }
    if (isName) {
      score += 1.5;
      named = true;
      proper = true;
      identity.add(word.text);
    }
    if (isOwnWord(word, profile, library)) {
      score += OWN_WORD;
      named = true;
    }
    if (inNames && !onlyAsked && profile.main.folded.includes(word.text)) identity.add(word.text);
  }
  for (const shared of sharedNames(question.folded, profile.names.folded, 4)) {
    score += 0.25 * shared.length * library.rarity(shared);
    named ||= library.rarity(shared) > 0.6;
    if (profile.main.folded.includes(shared)) identity.add(shared);
  }
  for (const name of profile.properNames)
    if (name.length > 1 && /\p{Script=Han}/u.test(name) && question.folded.includes(name)) {
      score += 1.5;
      named = true;
      proper = true;
      identity.add(name);
    }
  if (question.subject === held.externalId) {
    score += OF_CONVERSATION;
    proper = true;
  }
  named ||= proper || (place ?? 0) >= 1.3;
  return score > 0.3
    ? {
        held,
        score,
        named,
        proper,
        placed:
          place !== null &&
          (question.places.length === 0 ||
            question.places.some((one) => isPlaceOf(one.place, held, profile))),
        fit: subject === 0 ? 1 : met / subject,
        identity,
      }
    : null;
}

/** Cases the question may be about, the likeliest first. */
export function findEntities(question: Question, library: Library): FoundCase[] {
  const words = askedWords(question, library);
  const found = library.cases
    .map((held) => scoreCase(question, words, held, library))
    .filter((found) => found !== null)
    .sort((a, b) => b.score - a.score || a.held.externalId.localeCompare(b.held.externalId));
  const placed = found.filter((one) => one.placed && one.fit >= 0.25);
  return question.places.length > 0 && placed.length > 0
    ? [...placed, ...found.filter((one) => !placed.includes(one))]
    : found;
}

export function bodyOf(held: HeldCase): PreparedText {
  return profileOf(held).body;
}

/** Names, sector and summary of a case: what it is about, not what it mentions. */
export function headlineOf(held: HeldCase): PreparedText {
  return profileOf(held).headline;
}

/** Names in the question that are not the case's own, each in all its spellings: an answer from the case has to mention them. */
export function foreignNames(question: Question, found: FoundCase): string[][] {
  const profile = profileOf(found.held);
  const places = question.places
    .filter(
      ({ place }) =>
        !isPlaceOf(place, found.held, profile) &&
        !place.names.some((name) => profile.headline.folded.includes(name)),
    )
    .map(({ place }) => [...place.names]);
  const abroad = question.places.some(({ place }) => place.country !== 'TW');
  const agencies = (abroad ? [] : question.agencies)
    .filter(({ names }) => !names.some((name) => holdsAgency(profile.names.folded, name)))
    .map(({ names }) => [...names]);
  const articles = [...question.folded.matchAll(/第\s?(\d+)\s?([條點項章款])|\barticle (\d+)/gu)].map(
    ([, zh, unit = '條', en]) => [`第${zh ?? en}${unit}`, `第 ${zh ?? en} ${unit}`, `article ${zh ?? en}`],
  );
  return [...places, ...agencies, ...articles];
}

/** The question without the stretches that only name the case, so that 預防 in 遊民預防模型 is not taken for what is asked. */
export function withoutNames(question: Question, found: FoundCase): string {
  const { main } = profileOf(found.held);
  return sharedNames(question.folded, main.folded, 4).reduce(
    (text, name) => text.replaceAll(name, ' '),
    question.folded,
  );
}
