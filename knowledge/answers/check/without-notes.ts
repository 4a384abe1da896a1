const NOTE = /\s?[（(](?:數字為|figures are)[^）)]*[）)](?=[。.]?$)/u;
const QUOTED = /“([^”]*)” \(source in Chinese\)/u;

/** A claim without what the bank itself adds to it: how its figures arose, and that it is a quotation. */
export function withoutNotes(text: string): string {
  return text.replace(NOTE, '').replace(QUOTED, '$1');
}
