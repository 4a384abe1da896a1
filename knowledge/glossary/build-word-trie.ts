/** A word list walked character by character; finding the longest word at a place never looks back. */
export type WordTrie<T> = { next: Map<string, WordTrie<T>>; value?: T };

export function buildWordTrie<T>(words: Iterable<[string, T]>): WordTrie<T> {
  const root: WordTrie<T> = { next: new Map() };
  for (const [word, value] of words) {
    let node = root;
    for (const unit of word.split('')) {
      let child = node.next.get(unit);
      if (!child) {
        child = { next: new Map() };
        node.next.set(unit, child);
      }
      node = child;
    }
    node.value = value;
  }
  return root;
}

/**
 * The longest known word that starts at `start` and may end where `mayEnd` says so.
 * @returns its value and the offset behind it, or null
 */
export function longestWordAt<T>(
  root: WordTrie<T>,
  text: string,
  start: number,
  mayEnd: (end: number) => boolean,
): { value: T; end: number } | null {
  let best: { value: T; end: number } | null = null;
  let node: WordTrie<T> | undefined = root;
  for (let at = start; at < text.length; at += 1) {
    node = node.next.get(text.charAt(at));
    if (!node) break;
    if (node.value !== undefined && mayEnd(at + 1)) best = { value: node.value, end: at + 1 };
  }
  return best;
}
