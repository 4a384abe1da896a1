import type { IncomingHttpHeaders } from 'node:http';

/** Kinds of content by the name a web server gives them, and the extension each is read by. */
const extensions: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/jsonl': 'jsonl',
  'application/x-ndjson': 'jsonl',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The name of a downloaded file: the end of its address, with the extension its kind of content has. */
export function nameOf(url: URL, headers: IncomingHttpHeaders): string {
  const last = decoded(url.pathname.split('/').at(-1) ?? '').replace(/[/\\\p{Cc}]/gu, '');
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const extension = extensions[type];
  const stem = last || url.hostname;
  const isNamed = /\.(?:md|markdown|jsonl|ndjson|csv|tsv|txt|html?|xhtml|pdf|docx|pptx|xlsx|od[tsp])$/i.test(
    stem,
  );
  return (isNamed || !extension ? stem : `${stem}.${extension}`).slice(-200);
}
