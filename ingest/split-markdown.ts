import type { Token, Tokens } from 'marked';
import { lexer } from 'marked';

export interface Section {
  /** Headings from the outermost in, without the document title. */
  readonly path: readonly string[];
  /** Markdown as written. */
  readonly text: string;
}

/** A passage longer than this is cut at block boundaries; characters, chosen to keep a passage on one screen. */
const maxLength = 1_200;

function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading';
}

/** A list too long for one passage is cut between its items. */
function blocksOf(token: Token): string[] {
  if (token.raw.length <= maxLength || token.type !== 'list') return [token.raw];
  return (token as Tokens.List).items.map((item) => `${item.raw.trimEnd()}\n`);
}

/** A single block over the limit is cut after sentence ends, and hard when it has none. */
function cutLong(block: string): string[] {
  if (block.length <= maxLength) return [block];
  const sentences = block.match(/[^。！？.!?\n]+[。！？.!?\n]*\s*|[。！？.!?\n]+/gu) ?? [block];
  return sentences.flatMap((sentence) => sentence.match(new RegExp(`[\\s\\S]{1,${maxLength}}`, 'gu')) ?? []);
}

function pack(blocks: readonly string[]): string[] {
  const packed: string[] = [];
  for (const block of blocks.flatMap(cutLong)) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + block.length <= maxLength)
      packed[packed.length - 1] = last + block;
    else packed.push(block);
  }
  return packed.map((text) => text.trim()).filter((text) => text.length > 0);
}

/** Cuts a Markdown body into passages along its headings; the text of each is kept as written. */
export function splitMarkdown(body: string): Section[] {
  const sections: Section[] = [];
  let path: string[] = [];
  let blocks: string[] = [];
  const flush = () => {
    for (const text of pack(blocks)) sections.push({ path: [...path], text });
    blocks = [];
  };
  for (const token of lexer(body)) {
    if (!isHeading(token)) {
      blocks.push(...blocksOf(token));
      continue;
    }
    flush();
    path = token.depth <= 1 ? [] : [...path.slice(0, token.depth - 2), token.text];
  }
  flush();
  return sections;
}
