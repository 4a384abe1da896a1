import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import type { Turn } from './conversation.ts';
import { findPlaces } from './places.ts';

/** What a follow-up wants done with the answer before, when it asks nothing new. */
export interface ThreadRequest {
  readonly language?: Language;
  readonly short?: boolean;
  /** A place as the follow-up names it: the same question, of that place only. */
  readonly place?: string;
}

const pattern = (source: string) => new RegExp(fold(source), 'u');
const POLITE = pattern(
  '^(?:好[,，]?|那|那麼|請|麻煩|可以|可不可以|能不能|能否|幫我|再|please|can you|could you|ok,?|and)[ ,]*',
);
const ENDING = /(?:[ ,]*(?:嗎|好嗎|謝謝|吧|喔|please|thanks|thank you))*[ .?!]*$/u;

const IN_ENGLISH = pattern(
  '^(?:用|改用|換成|翻成|翻譯成|以|改成)?(?:英文|英語)(?:版)?(?:回答|說明|再說一次|再講一次|給我|說|講|呢)*$|^(?:(?:answer|say|repeat|tell me|give me|write|show|translate)(?: (?:that|it|this|the answer|me))* )?(?:again )?(?:in|into|to) english$|^english(?: version)?$',
);
const IN_CHINESE = pattern(
  '^(?:用|改用|換成|翻成|翻譯成|以|改成)?(?:中文|國語|正體中文|繁體中文|華語)(?:版)?(?:回答|說明|再說一次|再講一次|給我|說|講|呢)*$|^(?:(?:answer|say|repeat|tell me|give me|write|show|translate)(?: (?:that|it|this|the answer|me))* )?(?:again )?(?:in|into|to) (?:traditional )?(?:chinese|mandarin)$|^(?:chinese|mandarin)(?: version)?$',
);
const SHORTER = pattern(
  '^(?:說|講|寫|回答)?得?(?:再|更)?(?:短|簡短|精簡|簡單|扼要|簡潔)(?:一點|些|一些|點)(?:說|講)?$|^(?:用|請用)?(?:一句話|兩句話|一兩句)(?:就好|說明|總結|講完|說|回答)?$|^(?:說|講|給我)?重點(?:就好|即可)$|^(?:make (?:it|that) |be |keep it |a (?:bit|little) |much )*(?:shorter|briefer|brief|more concise|concise)$|^(?:in|use) (?:one|a|two|a few) (?:short )?sentences?$|^(?:tl;?dr|just the (?:key )?points?|summari[sz]e (?:it|that))$',
);
const ONLY = pattern(
  '^(?:只|僅)(?:看|要|列|留|講|說|給我|想看|需要)?(.{1,12}?)的?(?:案例|部分|那些|例子|就好|就可以)*$|^(?:only|just)(?: show(?: me)?| list| the)? (.{2,30}?)(?: (?:cases?|ones?|examples?|projects?))*$',
);

function placeIn(folded: string): string | undefined {
  const [, chinese, english] = ONLY.exec(folded) ?? [];
  const named = (chinese ?? english)?.replace(/^(?:the|those (?:in|from)|in|from) /u, '').trim();
  const [place] = named ? findPlaces(named) : [];
  return place && named && place.end - place.start >= named.length - 1 ? named : undefined;
}

/** What a folded follow-up wants done with the answer before; undefined when it asks something of its own. */
export function findThreadRequest(folded: string, turns: readonly Turn[]): ThreadRequest | undefined {
  if (turns.length === 0 || folded.length > 60) return undefined;
  const plain = (text: string) => {
    let rest = text.replace(ENDING, '').trim();
    for (let shorter = rest.replace(POLITE, ''); shorter !== rest; shorter = rest.replace(POLITE, ''))
      rest = shorter;
    return rest;
  };
  const request: { -readonly [key in keyof ThreadRequest]: ThreadRequest[key] } = {};
  for (const piece of plain(folded)
    .split(/[,;]| and |並且?|而且/u)
    .map(plain)
    .filter(Boolean)) {
    const place = placeIn(piece);
    if (IN_ENGLISH.test(piece)) request.language = 'en';
    else if (IN_CHINESE.test(piece)) request.language = 'zh-TW';
    else if (SHORTER.test(piece)) request.short = true;
    else if (place) request.place = place;
    else return undefined;
  }
  return Object.keys(request).length > 0 ? request : undefined;
}
