import type { Language } from '../../core/language.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import { isConfirmationWord } from '../commands/confirm.ts';
import { commands } from '../commands/index.ts';
import { readLine } from '../commands/words.ts';

const slash = /^[/／⁄∕]/u;

/**
 * What a person typed as the chat reads it. Here the words of a command work without a slash, when what follows is
 * what that command takes; what ends in a question mark, and everything else, is a question.
 */
export function lineOf(text: string): string {
  if (text === '') return '/bank help';
  if (slash.test(text) || isConfirmationWord(text) || /[?？]\s*$/.test(text)) return text;
  const line = readLine(commands, `/${text}`);
  return line.kind === 'command' && line.command.parse(line.rest) !== undefined ? `/${text}` : text;
}

/** Whether a line asks something, rather than commands or confirms it. */
export function isQuestion(line: string): boolean {
  if (isConfirmationWord(line)) return false;
  const read = readLine(commands, line);
  return read.kind === 'question' || (read.kind === 'command' && read.command.name === 'ask');
}

/** The language a reply is written in: a question's own, a command's Chinese, else the client's. */
export function languageOfLine(line: string, client: Language): Language {
  if (isQuestion(line)) return detectLanguage(line);
  return /\p{Script=Han}/u.test(line) ? 'zh-TW' : client;
}
