import {
  badgeClasses,
  type ClassName,
  type ClassRule,
  extension,
  type Kind,
  type Rule,
} from './badge-classes.ts';
import { parseDateTime } from './check-dates.ts';
import { isObject, listOf } from './credential-form.ts';

/** These may stand alone where a list is meant. @see the compacted schema */
const mayBeSingle = new Set(['proof', 'credentialSchema', 'termsOfUse']);
const languageTag = /^[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/;
const compactJws = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/;
const extensionWord = /^ext:[A-Za-z0-9._-]+$/;

const simpleKinds: Record<string, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  time: (value) => parseDateTime(value) !== undefined,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  language: (value) => typeof value === 'string' && languageTag.test(value),
  jws: (value) => typeof value === 'string' && compactJws.test(value),
};

function isOneOf(value: unknown, words: readonly string[]): boolean {
  if (typeof value !== 'string') return false;
  if (words.includes(value)) return value !== extension;
  return words.includes(extension) && extensionWord.test(value);
}

function typeFits(value: unknown, name: ClassName, rule: ClassRule): boolean {
  if (rule.type === 'none') return true;
  if (rule.type === 'exact') return value === name;
  const types = listOf(value);
  if (types.length === 0 || !types.every((one) => typeof one === 'string')) return false;
  return rule.type === 'free' || types.includes(name);
}

function faultOfValue(value: unknown, kind: Kind, path: string): string | undefined {
  if (typeof kind !== 'string') return isOneOf(value, kind) ? undefined : path;
  const simple = simpleKinds[kind];
  if (simple) return simple(value) ? undefined : path;
  return findShapeFault(value, kind as ClassName, path);
}

function faultOfMember(value: unknown, rule: Rule, path: string, name: string): string | undefined {
  if (rule.orUri && typeof value === 'string') return value === '' ? path : undefined;
  if (!rule.many) return faultOfValue(value, rule.kind, path);
  if (!Array.isArray(value) && !mayBeSingle.has(name)) return path;
  for (const [index, item] of listOf(value).entries()) {
    const fault = faultOfValue(item, rule.kind, `${path}.${index}`);
    if (fault) return fault;
  }
  return undefined;
}

/** Where a value first departs from the data model, as a path; undefined when it does not. */
export function findShapeFault(value: unknown, name: ClassName, path = ''): string | undefined {
  const rule = badgeClasses[name];
  if (!isObject(value)) return path || '.';
  if (!typeFits(value.type, name, rule)) return `${path}.type`;
  for (const [member, memberRule] of Object.entries(rule.members)) {
    const given = value[member];
    if (given === undefined) {
      if (memberRule.required) return `${path}.${member}`;
      continue;
    }
    const fault = faultOfMember(given, memberRule, `${path}.${member}`, member);
    if (fault) return fault;
  }
  if (!rule.closed) return undefined;
  const extra = Object.keys(value).find((member) => member !== 'type' && !(member in rule.members));
  return extra === undefined ? undefined : `${path}.${extra}`;
}
