import { fold } from '../../knowledge/text/fold.ts';
import type { Command, Word } from './command.ts';

export const caseWord: Word = { 'zh-TW': '案例', en: 'case', also: ['cases'] };
export const badgeWord: Word = { 'zh-TW': '徽章', en: 'badge', also: ['badges'] };
const bankWord: Word = { 'zh-TW': '知識庫', en: 'bank' };

/** What a line turned out to be. `group`: the commands that begin as it does, when none fits whole. */
export type Line =
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'command'; readonly command: Command; readonly rest: string }
  | { readonly kind: 'unfit'; readonly group: readonly Command[] };

const slash = /^[/／⁄∕]\s*/u;

function fits(word: Word, typed: string): boolean {
  const folded = fold(typed);
  return [word['zh-TW'], word.en, ...(word.also ?? [])].some((known) => fold(known) === folded);
}

/** The first word of a text, in any script's spacing, and what follows it. A colon may end the word. */
function takeWord(text: string): { word: string; rest: string } {
  const [, word = '', rest = ''] = /^([^\s:：]+)[:：]?\s*([\s\S]*)$/u.exec(text) ?? [];
  return { word, rest };
}

/** What follows a command's words in a text; undefined when the text does not begin with them. */
function restAfter(words: readonly Word[], text: string): string | undefined {
  let rest = text;
  for (const expected of words) {
    const taken = takeWord(rest);
    if (!fits(expected, taken.word)) return undefined;
    rest = taken.rest;
  }
  return rest;
}

function findCommand(commands: readonly Command[], text: string): Line {
  const found = commands
    .map((command) => ({ command, rest: restAfter(command.words, text) }))
    .filter((match) => match.rest !== undefined)
    .sort((a, b) => b.command.words.length - a.command.words.length)[0];
  if (found) return { kind: 'command', command: found.command, rest: found.rest ?? '' };
  const group = commands.filter(({ words }) => fits(words[0]!, takeWord(text).word));
  return { kind: 'unfit', group };
}

/** Tells commands from questions. Every command also works behind `/bank`; `/bank` alone asks for help. */
export function readLine(commands: readonly Command[], text: string): Line {
  const trimmed = text.trim();
  if (!slash.test(trimmed)) return { kind: 'question', text: trimmed };
  const line = trimmed.replace(slash, '');
  const afterBank = restAfter([bankWord], line);
  return findCommand(commands, afterBank === undefined ? line : afterBank || 'help');
}

/** An id as typed: alone, in the backticks a list shows it in, or as the last part of its address. */
export function parseId(word: string | undefined): string | undefined {
  return /^`?(?:https?:\/\/\S+\/)?([\w-]{1,100})`?$/.exec(word ?? '')?.[1];
}

/** An id and nothing else. */
export function parseOnlyId(text: string): { id: string } | undefined {
  const id = parseId(text);
  return id ? { id } : undefined;
}

/** An id and the words after it; undefined when either is missing. */
export function parseIdAndReason(text: string): { id: string; reason: string } | undefined {
  const [, word, reason = ''] = /^(\S+)\s+([\s\S]+)$/u.exec(text) ?? [];
  const id = parseId(word);
  return id && reason ? { id, reason } : undefined;
}
