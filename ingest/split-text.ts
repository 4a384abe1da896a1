/** Characters a passage holds at most: one screen, and short enough to be quoted. */
const maxLength = 2_000;

const sentenceEnd = /[^。！？!?\n]*?(?:[。！？!?]+|\.(?=\s)|\n|$)\s*/gu;

function hardCut(text: string): string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${maxLength}}`, 'gu')) ?? [];
}

/** Cuts plain text into passages after sentence ends; a text that fits stays whole, exactly as written. */
export function splitText(text: string): string[] {
  if (text.length <= maxLength) return [text];
  const passages: string[] = [];
  let current = '';
  for (const sentence of text.match(sentenceEnd) ?? []) {
    if (current.length + sentence.length > maxLength && current) {
      passages.push(current);
      current = '';
    }
    const pieces = sentence.length > maxLength ? hardCut(sentence) : [sentence];
    passages.push(...pieces.slice(0, -1));
    current += pieces.at(-1) ?? '';
  }
  if (current) passages.push(current);
  return passages.map((passage) => passage.trim()).filter((passage) => passage.length > 0);
}
