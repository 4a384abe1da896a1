import { fold } from '../text/fold.ts';

/** A pattern over folded text, written in ordinary Traditional Chinese; no escapes that folding would change. */
export function pattern(source: string): RegExp {
  return new RegExp(fold(source), 'u');
}
