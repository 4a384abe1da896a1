import type { Bank } from '../../core/context.ts';
import type { Embedder } from '../../core/embeddings/embedder.ts';

interface State {
  trouble?: string | undefined;
  /** Which model has shown, since this process began, that it makes the vectors of which set. */
  readonly proven: Map<number, Embedder>;
}

const states = new WeakMap<Bank, State>();

function stateOf(bank: Bank): State {
  const state = states.get(bank) ?? { proven: new Map() };
  states.set(bank, state);
  return state;
}

/** Keeps in mind why embedding waits, for the administrator; undefined when it goes on. */
export function noteTrouble(bank: Bank, message: string | undefined): void {
  stateOf(bank).trouble = message;
}

export function troubleOf(bank: Bank): string | undefined {
  return stateOf(bank).trouble;
}

/** From now on this model alone embeds questions for a set. */
export function noteProven(bank: Bank, setNo: number, embedder: Embedder): void {
  stateOf(bank).proven.set(setNo, embedder);
}

/** Nothing is known of any set any more: the model behind the address may have changed. */
export function forgetProven(bank: Bank): void {
  stateOf(bank).proven.clear();
}

export function provenFor(bank: Bank, setNo: number): Embedder | undefined {
  return stateOf(bank).proven.get(setNo);
}
