import type { ChatMessage } from '../core/models/chat-model.ts';

/** What a model is told for one purpose. A change of wording is a new version; the version is kept with each answer. */
export interface Prompt<Data> {
  readonly name: string;
  readonly version: number;
  readonly purpose: string;
  fill(data: Data): readonly ChatMessage[];
}

/** How a kept answer names the prompt it was written with. */
export function labelOf({ name, version }: Pick<Prompt<never>, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

/**
 * Data between marks that nobody can know beforehand, so that no text inside can end it.
 * @param nonce new for each call
 */
export function fence(name: string, nonce: string, text: string): string {
  return `<<${name}-${nonce}\n${text}\n${name}-${nonce}>>`;
}
