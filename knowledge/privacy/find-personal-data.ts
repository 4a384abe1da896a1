import { isNationalId } from '../personnel/national-id.ts';
import { meantAsCompanyNumber } from './company-number.ts';
import { namePatterns } from './person-names.ts';
import { extensionPattern, phonePattern } from './phone-patterns.ts';
import { inPlainSigns, separator } from './plain-text.ts';
import type { PersonalDataKind, PersonalDataSpan } from './schema.ts';

interface Found {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

const free = '(?<![A-Za-z\\d])';
const nationalId = new RegExp(`${free}[A-Z]${separator}[A-D1289](?:${separator}\\d){8}(?![A-Za-z\\d])`, 'gi');
const eightDigits = new RegExp(`(?<![\\w.])(?<!\\d-)\\d(?:${separator}\\d){7}(?![\\w%])(?![.-]\\d)`, 'g');
/** Also with spaces around the sign or the sign spelt out, as people write it for other people. */
const email =
  /(?<![\w.+'-])[a-z0-9][\w.+'-]{0,63}\s?(?:@|[([{]\s?(?:at|＠|@)\s?[)\]}])\s?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,24}(?![a-z0-9])/gi;
const webAddress = /https?:\/\/[^\s<>"'）)」】，。]+/gi;

function matches(kind: PersonalDataKind, pattern: RegExp, plain: string): Found[] {
  return [...plain.matchAll(pattern)].map(({ index, 0: text }) => ({
    kind,
    start: index,
    end: index + text.trimEnd().length,
  }));
}

const bare = (text: string) => text.toUpperCase().replaceAll(/[^A-Z\d]/g, '');
const around = 14;

/** The kinds in the order in which they win a stretch two of them claim. */
function findCertain(plain: string): Found[] {
  const addresses = [...plain.matchAll(webAddress)].map(({ index, 0: text }) => [index, index + text.length]);
  const inAddress = ({ start }: Found) => addresses.some(([from, to]) => start >= from! && start < to!);
  const text = ({ start, end }: Found) => bare(plain.slice(start, end));
  return [
    ...matches('email', email, plain),
    ...matches('national_id', nationalId, plain).filter((one) => isNationalId(text(one))),
    ...[phonePattern, extensionPattern].flatMap((pattern) =>
      matches('phone', pattern, plain).filter((one) => !inAddress(one)),
    ),
    ...matches('company_number', eightDigits, plain).filter(
      (one) =>
        !inAddress(one) &&
        meantAsCompanyNumber(
          plain.slice(one.start, one.end),
          plain.slice(Math.max(0, one.start - around), one.start),
          plain.slice(one.end, one.end + around),
        ),
    ),
  ];
}

function withoutOverlap(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of found)
    if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one);
  return kept.sort((a, b) => a.start - b.start);
}

/**
 * Stretches of a text that point at a person, in reading order, none over another: national and resident numbers and
 * 統一編號 by their check digit, Taiwanese phone numbers, e-mail addresses; and names, which are never certain.
 */
export function findPersonalData(text: string): PersonalDataSpan[] {
  const plain = inPlainSigns(text);
  const names = namePatterns.flatMap((pattern) => matches('name', pattern, plain));
  return withoutOverlap([...findCertain(plain), ...names]).map((one) => ({
    ...one,
    text: text.slice(one.start, one.end),
    certain: one.kind !== 'name',
  }));
}
