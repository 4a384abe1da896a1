/** The spelling words are compared in: width and case folded, 臺 written 台, hyphens and runs of space one space. */
export function foldTerm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('臺', '台')
    .replace(/[\s\u2010-\u2015-]+/g, ' ')
    .trim();
}
