/** What Slack takes at most, in characters unless the name says otherwise (Block Kit reference). */
export const limits = {
  markdown: 12_000,
  section: 3_000,
  fallbackText: 3_000,
  containerTitle: 150,
  containerChildren: 10,
  altText: 2_000,
  button: 75,
  buttonValue: 2_000,
  buttonsInRow: 25,
  blocks: 50,
  modalTitle: 24,
  metadata: 3_000,
  input: 3_000,
  options: 100,
  optionText: 75,
  label: 2_000,
  hint: 2_000,
  accessibilityLabel: 75,
} as const;

/** A text no longer than `max`, with … where it was cut; never half of a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(end) ? end.slice(0, -1) : end}…`;
}

/** Markdown no longer than `max`, cut between paragraphs or lines, with `note` at its end when it was cut. */
export function clipMarkdown(markdown: string, max: number, note: string): string {
  if (markdown.length <= max) return markdown;
  const room = markdown.slice(0, max - note.length - 2);
  const at = Math.max(room.lastIndexOf('\n\n'), room.lastIndexOf('\n'));
  return `${(at > max / 2 ? room.slice(0, at) : clip(room, room.length)).trimEnd()}\n\n${note}`;
}
