import type { Cedict } from '../text/cedict.ts';
import { openCedict } from '../text/cedict.ts';
import { stem } from '../text/english-words.ts';
import type { ContentWord } from './content-words.ts';

/** Everyday English verbs: what they ask can be said in many other words. */
const ENGLISH_VERBS = new Set(
  'catch join calculate adopt host find cause affect decide stop start begin work fail succeed build buy sell save spend cost help improve change reduce increase raise cut lead bring lose win pay receive send handle treat deal try plan expect hope claim report publish release launch introduce implement deploy test measure check review assess evaluate rate score rank rule order ask answer reply speak call hear see look read write learn teach train follow run manage control regulate ban forbid allow permit require need apply offer provide serve support protect prevent avoid detect identify recognise recognize predict forecast flag refuse reject deny accept approve agree join hire fire involve include exclude collect store share delete keep remain stay happen become turn end finish close shut drop pull withdraw cancel postpone delay criticise criticize blame warn conclude cite admit refund repay pay settle compensate amount total money sum vs versus compare compared tell say remain find found discover cut fall drop rise grow jump gain win beat differ vary draw reach exceed cover handle monitor watch catch hit miss train trained built build own belong live exist matter mean count list name call choose pick select wrong right good bad worse worst better best english usual against exactly actually precisely practice practise conclusion take took get got run ran make made give gave leave left lose lost won fell met saw said paid sent spent cost kept held led brought bought sold told went came began rose grew chose broke wrote strip remove force oblige grant fund finance trigger miss skip misuse discipline punish sue interview survey sample monitor log label mark tag grade sort screen scan score process handle resolve escalate route answer reach'
    .split(' ')
    .map(stem),
);

let cedict: Cedict | undefined;
const kinds = new Map<string, boolean>();

/**
 * True for a word that names something (原住民), false for what is done or how it is (做不下去), by the dictionary:
 * verbs are explained with "to …". English words and words it does not know count as names.
 */
export function namesSomething(word: ContentWord): boolean {
  if (!word.han) return !ENGLISH_VERBS.has(word.text) && !/(?:ed|ing|ly)$/.test(word.asked);
  const known = kinds.get(word.text);
  if (known !== undefined) return known;
  cedict ??= openCedict();
  if (cedict.glosses(word.text).length === 0 && /[到了過掉完出住成]$/.test(word.text)) return false;
  const glosses = cedict
    .glosses(word.text)
    .flatMap((gloss) => gloss.split(/[;/]/))
    .filter((gloss) => !/^\s*CL:/.test(gloss));
  const actions = glosses.filter((gloss) => /^\s*(?:\([^)]*\)\s*)?(?:to |\(adj|\(adv)/.test(gloss)).length;
  const names = actions * 2 < Math.max(1, glosses.length);
  kinds.set(word.text, names);
  return names;
}

/** False for what the dictionary does not hold as one word: stretches cut at the wrong place, compounds with a hyphen. */
export function isDictionaryWord(word: ContentWord): boolean {
  if (!word.han) return !word.text.includes('-');
  cedict ??= openCedict();
  return cedict.glosses(word.text).length > 0;
}
