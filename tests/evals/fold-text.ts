const wide = '\\u2e80-\\u303f\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff';
const spaceBesideWide = new RegExp(`(?<=[${wide}]) | (?=[${wide}%])`, 'g');

/**
 * The answer as the patterns see it: NFKC, 臺 as 台, no citation markers, no bold or code marks, no thousands
 * separators, white space collapsed and none beside a Chinese character.
 */
export function foldText(text: string): string {
  return foldWidth(text)
    .replace(/\[\d+\]/g, '')
    .replace(/[*`]/g, '')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/\s+/g, ' ')
    .replace(spaceBesideWide, '')
    .trim();
}

/** A pattern of a question, folded like the text it is matched with. */
export function foldPattern(pattern: string): RegExp {
  return new RegExp(foldWidth(pattern), 'iu');
}

function foldWidth(text: string): string {
  return text.normalize('NFKC').replaceAll('臺', '台');
}
