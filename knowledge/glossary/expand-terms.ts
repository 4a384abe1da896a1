import { buildWordTrie, longestWordAt, type WordTrie } from './build-word-trie.ts';
import { foldTerm } from './fold-term.ts';
import type { EverydayEntry, GlossaryTerm } from './schema.ts';

export type Relation = 'synonym' | 'everyday';

/** A known word in a text and what else the same thing is called. Offsets count UTF-16 units of the given text. */
export type Expansion = {
  found: string;
  start: number;
  end: number;
  relation: Relation;
  /** `addZh` then `addEn`, folded like the text is. */
  add: string[];
  addZh: string[];
  addEn: string[];
  /** 0 to 1: how far the added words may be trusted to mean the same. */
  weight: number;
};

export type Thesaurus = { expand(text: string): Expansion[] };

type Link = Pick<Expansion, 'relation' | 'add' | 'addZh' | 'addEn' | 'weight'>;
type Draft = { forms: Set<string>; weight: number; concepts: number };
type Drafts = Map<string, Partial<Record<Relation, Draft>>>;

/** Synonyms name the same thing; an everyday word only leads to it, and an official word leads back most weakly. */
const weights = { synonym: 1, everyday: 0.5, back: 0.25 };

/** Longer everyday words are half sentences, which mean little in a search for an official word. */
const longestWayBack = 3;

/**
 * Built once, asked on every question.
 * @param fold spelling of the texts `expand` will be given; dictionary and additions are written in it too
 */
export function buildThesaurus(
  terms: readonly GlossaryTerm[],
  everyday: readonly EverydayEntry[],
  fold: (text: string) => string = foldTerm,
): Thesaurus {
  const drafts: Drafts = new Map();
  for (const term of terms) addTerm(drafts, term, fold);
  for (const entry of everyday) addEveryday(drafts, entry, fold);
  const links = [...drafts].map(([word, draft]): [string, Link[]] => [spell(word), toLinks(word, draft)]);
  const trie = buildWordTrie(links.filter(([, linksOfWord]) => linksOfWord.length > 0));
  inheritFromInside(trie, links);
  return { expand: (text) => expandWith(trie, text) };
}

function addTerm(drafts: Drafts, term: GlossaryTerm, fold: (text: string) => string): void {
  const names = [term.zh, term.en, ...term.synonymsZh, ...term.synonymsEn];
  const forms = distinct(names.map(fold).filter(canBeTyped));
  for (const form of forms) link(drafts, form, 'synonym', forms, weights.synonym);
  for (const word of term.everyday) link(drafts, fold(word), 'everyday', forms, weights.everyday);
}

function addEveryday(drafts: Drafts, entry: EverydayEntry, fold: (text: string) => string): void {
  const everyday = entry.everyday.map(fold);
  const official = entry.official.map(fold);
  for (const word of everyday) link(drafts, word, 'everyday', official, weights.everyday);
  const short = everyday.filter((word) => isChinese(word) && word.length <= longestWayBack);
  for (const word of official) link(drafts, word, 'everyday', short, weights.back);
}

/** Display names such as 專案管理（工作群） are shown, never searched. */
function canBeTyped(form: string): boolean {
  return !form.includes('(');
}

function link(drafts: Drafts, word: string, relation: Relation, forms: string[], weight: number): void {
  const relations = drafts.get(word) ?? {};
  const draft = relations[relation] ?? { forms: new Set<string>(), weight: 0, concepts: 0 };
  for (const form of forms) if (form !== word) draft.forms.add(form);
  draft.weight = Math.max(draft.weight, weight);
  draft.concepts += 1;
  drafts.set(word, { ...relations, [relation]: draft });
}

/** A word that stands for several concepts says less about each of them. */
function toLinks(word: string, relations: Partial<Record<Relation, Draft>>): Link[] {
  const same = relations.synonym?.forms ?? new Set<string>();
  return (['synonym', 'everyday'] as const).flatMap((relation) => {
    const draft = relations[relation];
    const forms = [...(draft?.forms ?? [])].filter((form) => relation === 'synonym' || !same.has(form));
    if (!draft || forms.length === 0) return [];
    const addZh = forms.filter((form) => isChinese(form));
    const addEn = forms.filter((form) => !isChinese(form));
    const weight = draft.weight / Math.sqrt(draft.concepts);
    return word === '' ? [] : [{ relation, add: [...addZh, ...addEn], addZh, addEn, weight }];
  });
}

/**
 * A long everyday phrase would hide the known words inside it (政府要賠錢 hides 賠錢), so it takes over what they
 * add. Names stay as they are: 資安稽核 is not also 資安.
 */
function inheritFromInside(trie: WordTrie<Link[]>, links: [string, Link[]][]): void {
  const phrases = links.filter(
    ([, own]) => own.length > 0 && own.every((link) => link.relation === 'everyday'),
  );
  for (const [phrase, own] of phrases.sort(([a], [b]) => a.length - b.length)) {
    const inside = [...expandWith(trie, phrase.slice(0, -1)), ...expandWith(trie, phrase.slice(1))];
    for (const link of own) {
      link.addZh = distinct([link, ...inside].flatMap((hit) => hit.addZh));
      link.addEn = distinct([link, ...inside].flatMap((hit) => hit.addEn));
      link.add = [...link.addZh, ...link.addEn];
    }
  }
}

function distinct(words: string[]): string[] {
  return [...new Set(words)];
}

function expandWith(trie: WordTrie<Link[]>, text: string): Expansion[] {
  const spelled = spell(text);
  const found: Expansion[] = [];
  let at = 0;
  while (at < text.length) {
    const hit = insideLatinWord(spelled, at)
      ? null
      : longestWordAt(trie, spelled, at, (end) => mayEnd(spelled, end));
    if (hit) {
      const { end } = hit;
      for (const linkOfWord of hit.value)
        found.push({ found: text.slice(at, end), start: at, end, ...linkOfWord });
    }
    at = hit ? hit.end : at + 1;
  }
  return found;
}

/** Spelling that differs without changing a length, so that offsets hold for the text as given. */
function spell(text: string): string {
  return text.replaceAll('臺', '台').replace(/[\s\u2010-\u2015-]/g, ' ');
}

function mayEnd(text: string, end: number): boolean {
  return !insideLatinWord(text, end) || endsPlural(text, end);
}

function insideLatinWord(text: string, at: number): boolean {
  return at > 0 && isLatin(text.charCodeAt(at - 1)) && isLatin(text.charCodeAt(at));
}

/** `fines` is found as `fine`. */
function endsPlural(text: string, end: number): boolean {
  return text.charAt(end) === 's' && !isLatin(text.charCodeAt(end + 1));
}

function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 0xdf && code <= 0x24f);
}

function isChinese(form: string): boolean {
  return /\p{Script=Han}/u.test(form);
}
