/** Formats read as documents; Markdown and JSONL have readers of their own. */
export const documentFormats = [
  'pdf',
  'docx',
  'pptx',
  'xlsx',
  'odt',
  'ods',
  'odp',
  'html',
  'csv',
  'text',
] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** Where in its document a block stands; counted from 1, as a reader counts. */
export interface Place {
  readonly page?: number;
  readonly slide?: number;
  /** The speaker's notes of the slide. */
  readonly notes?: boolean;
  readonly sheet?: string;
}

export interface HeadingBlock {
  readonly kind: 'heading';
  /** 1 is the outermost. */
  readonly level: number;
  readonly text: string;
  readonly place: Place;
}

export interface TextBlock {
  readonly kind: 'text';
  /** A paragraph, or list items a line each, nested ones indented. */
  readonly text: string;
  readonly place: Place;
}

export interface TableRow {
  /** Merged cells repeat their text in every column they cover. */
  readonly cells: readonly string[];
  /** Row number in a sheet or file of rows. */
  readonly row?: number;
}

export interface TableBlock {
  readonly kind: 'table';
  /** Printed above or below the table, such as `表 3　各機關預算`. */
  readonly caption?: string;
  /** One name per column; empty when the table has no header. */
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly place: Place;
}

export type Block = HeadingBlock | TextBlock | TableBlock;

/** What a reader makes of a document, before it is cut into passages. */
export interface Outline {
  readonly format: DocumentFormat;
  /** Title in the document's properties; the first heading may say it better. */
  readonly title?: string | undefined;
  readonly pages?: number;
  readonly blocks: readonly Block[];
}

/** White space of any kind to single spaces, none at the ends. */
export function tidy(text: string): string {
  return text
    .replace(/\u200B|\u200C|\u200D|\u2060|\uFEFF|\u00AD/g, '')
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
}
