import { decodeText } from './decode-text.ts';
import { limits } from './limits.ts';
import type { Block, Outline } from './outline.ts';
import { DocumentRefused } from './refusals.ts';

const CHAPTER =
  /^(?:第[一二三四五六七八九十百零〇\d]+[編章節]|[壹貳參肆伍陸柒捌玖拾]+、|附錄|chapter \d+|part [ivx\d]+)/i;
const LONGEST_HEADING = 40;

/** The level of a line that numbers a chapter or a section of a Chinese document and says no sentence; 0 for others. */
export function chapterLevel(line: string): number {
  if (line.length > LONGEST_HEADING || !CHAPTER.test(line) || /[。，；：,;:.]$/.test(line)) return 0;
  return /^第[^編章節]+節/.test(line) ? 3 : 2;
}

/** Paragraphs are divided by blank lines; lines within one are kept as typed. */
export function readText(bytes: Uint8Array): Outline {
  const blocks: Block[] = [];
  const lines = decodeText(bytes).split(/\r\n?|\n|\f/);
  let paragraph: string[] = [];
  const flush = () => {
    const text = paragraph.join('\n');
    paragraph = [];
    if (text.trim()) blocks.push({ kind: 'text', text, place: {} });
    if (blocks.length > limits.blocks) throw new DocumentRefused('tooLong');
  };
  for (const line of lines.map((one) => one.trimEnd())) {
    const level = chapterLevel(line.trim());
    if (line.trim() === '' || level > 0) flush();
    if (level > 0) blocks.push({ kind: 'heading', level, text: line.trim(), place: {} });
    else if (line.trim() !== '') paragraph.push(line);
  }
  flush();
  return { format: 'text', blocks };
}
