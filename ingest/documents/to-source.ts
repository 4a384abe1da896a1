import type { Language } from '../../core/language.ts';
import type { SourceRecord } from '../../knowledge/sources/schema.ts';
import { SourceRecord as SourceRecordSchema } from '../../knowledge/sources/schema.ts';
import { detectLanguage } from '../../knowledge/text/detect-language.ts';
import { cutPassages, type DocumentPassage } from './cut-passages.ts';
import { limits } from './limits.ts';
import type { Block, HeadingBlock, Outline } from './outline.ts';
import { refusalError } from './refusals.ts';

export interface SourceOptions {
  readonly externalId: string;
  /** File name; the title of a document that has none of its own. */
  readonly name: string;
  readonly visibility: string;
  readonly url?: string | undefined;
}

/** Names word processors put where a title belongs. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|無標題.*|(?:document|presentation|投影片|簡報|文件|活頁簿)\s*\d*|\(anonymous\)|powerpoint (?:presentation|簡報))$/i;

interface Titled {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A heading at the very top that is alone on its level names the document. */
function topHeading(blocks: readonly Block[]): HeadingBlock | undefined {
  const [first] = blocks;
  if (first?.kind !== 'heading' || first.place.slide !== undefined) return undefined;
  const headings = blocks.filter((block) => block.kind === 'heading');
  const alone = headings.every((block) => block === first || block.level > first.level);
  return alone ? first : undefined;
}

/** A line that could be a title: short and no sentence. */
function isTitleLine(text: string): boolean {
  return text.length <= 80 && !/[\n]|[。！？，；：.!?;:,]$/.test(text);
}

export function titleOf({ title, blocks, format }: Outline, name: string): Titled {
  const stem = name.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
  const top = topHeading(blocks);
  if (top) return { title: top.text, blocks: blocks.slice(1) };
  const [first] = blocks;
  if (first?.kind === 'text' && blocks[1]?.kind === 'heading' && isTitleLine(first.text) && !title)
    return { title: first.text, blocks: blocks.slice(1) };
  const isCover = (format === 'pptx' || format === 'odp') && first?.kind === 'heading';
  if (isCover) return { title: first.text, blocks };
  const own = title && !NO_TITLE.test(title) ? title : undefined;
  const repeats = first?.kind === 'heading' && first.text === own;
  return { title: own ?? stem, blocks: repeats ? blocks.slice(1) : blocks };
}

/** The language of most of the text; half and half is Chinese, the product's first language. */
function languageOf(passages: readonly DocumentPassage[]): Language {
  const length = (language: Language) =>
    passages
      .filter(({ text }) => detectLanguage(text) === language)
      .reduce((sum, { text }) => sum + text.length * (language === 'en' ? 1 : 3), 0);
  return length('en') > length('zh-TW') ? 'en' : 'zh-TW';
}

/**
 * Turns the outline of a document into a source whose passages say where they stand.
 * @throws AppError TOO_LARGE when it has more passages than a source may have
 */
export function toSource(outline: Outline, options: SourceOptions): SourceRecord {
  const { title, blocks } = titleOf(outline, options.name);
  const draft = cutPassages(blocks, 'zh-TW');
  const language = languageOf(draft);
  const passages = language === 'zh-TW' ? draft : cutPassages(blocks, language);
  if (passages.length > limits.passages) throw refusalError('tooLong');
  if (passages.length === 0) throw refusalError('empty');
  return SourceRecordSchema.parse({
    externalId: options.externalId,
    kind: 'document',
    title: title.slice(0, 1_000),
    url: options.url,
    language,
    visibility: options.visibility,
    details: { format: outline.format, ...(outline.pages !== undefined && { pages: outline.pages }) },
    passages: passages.map(({ section, text }) => ({ section, text, language: detectLanguage(text) })),
  });
}
