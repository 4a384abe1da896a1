/** A passage as a model reads it: its number is what a citation names. */
export interface NumberedPassage {
  readonly n: number;
  readonly title: string;
  readonly section: string;
  /** Links are tokens, not addresses. */
  readonly text: string;
}

export function asNumbered(passages: readonly NumberedPassage[]): string {
  return passages
    .map(({ n, title, section, text }) => `[${n}] ${[title, section].filter(Boolean).join(' › ')}\n${text}`)
    .join('\n\n');
}
