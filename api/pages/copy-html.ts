import { escapeHtml, isWebAddress, renderMarkdown } from './markdown.ts';
import type { LinkedSource } from './parts.tsx';

/** Something to be pasted into a word processor: plain headings, paragraphs, tables, and numbered notes at the end. */
export interface CopiedDocument {
  readonly title: string;
  /** Below the title, one line each. */
  readonly facts: readonly (readonly [name: string, value: string | null | undefined])[];
  readonly parts: readonly { heading?: string; markdown: string }[];
  readonly notesTitle: string;
  readonly notes: readonly CopiedNote[];
  readonly foot: string;
}

export interface CopiedNote {
  readonly text: string;
  readonly sources: readonly LinkedSource[];
}

const anchor = (n: number) => `bank-note-${n}`;

/** A mark in the text leads to its note, also after pasting. */
function mark(count: number) {
  return (n: number) => (n >= 1 && n <= count ? `<sup><a href="#${anchor(n)}">[${n}]</a></sup>` : undefined);
}

function sourceHtml({ url, title, publisher, year }: LinkedSource): string {
  const facts = [title, publisher, year ? String(year) : undefined].filter((one) => one && one !== url);
  const address = isWebAddress(url) ? `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>` : escapeHtml(url);
  return `${escapeHtml(facts.join(', '))}${facts.length > 0 ? ' ' : ''}${address}`;
}

function noteHtml({ text, sources }: CopiedNote, n: number): string {
  const [first, ...rest] = [...(text ? [escapeHtml(text)] : []), ...sources.map(sourceHtml)];
  return `<p><a name="${anchor(n)}"></a>[${n}] ${[first ?? '', ...rest].join('<br>')}</p>`;
}

export function copiedHtml(document: CopiedDocument): string {
  const { title, facts, parts, notes, notesTitle, foot } = document;
  const lines = facts.flatMap(([name, value]) =>
    value ? [`${escapeHtml(name)}：${escapeHtml(value)}`] : [],
  );
  const options = { mark: mark(notes.length), headingLevel: 3 };
  const body = parts.map(
    ({ heading, markdown }) =>
      `${heading ? `<h2>${escapeHtml(heading)}</h2>` : ''}${renderMarkdown(markdown, options).replaceAll(/<\/?div[^>]*>/g, '')}`,
  );
  return [
    `<h1>${escapeHtml(title)}</h1>`,
    lines.length > 0 ? `<p>${lines.join('<br>')}</p>` : '',
    ...body,
    notes.length > 0
      ? `<h2>${escapeHtml(notesTitle)}</h2>${notes.map((note, index) => noteHtml(note, index + 1)).join('')}`
      : '',
    `<p>${escapeHtml(foot)}</p>`,
  ].join('');
}

/** The same without markup, for where only text can be pasted. */
export function copiedText({ title, facts, parts, notes, notesTitle, foot }: CopiedDocument): string {
  const plain = (markdown: string) => markdown.replaceAll('**', '').replace(/^#{1,6}\s+/gm, '');
  const noteLines = notes.flatMap(({ text, sources }, index) => {
    const [first, ...rest] = [...(text ? [text] : []), ...sources.map((one) => `${one.title} ${one.url}`)];
    return [`[${index + 1}] ${first ?? ''}`, ...rest.map((line) => `    ${line}`)];
  });
  return [
    title,
    ...facts.flatMap(([name, value]) => (value ? [`${name}：${value}`] : [])),
    '',
    ...parts.flatMap(({ heading, markdown }) => [...(heading ? [heading] : []), plain(markdown), '']),
    ...(noteLines.length > 0 ? [`${notesTitle}：`, ...noteLines, ''] : []),
    foot,
  ].join('\n');
}
