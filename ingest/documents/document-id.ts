import { createHash } from 'node:crypto';

const maxLength = 120;

/**
 * An id for a document, always the same for the same name; the extension stays, so that `plan.pdf` and `plan.xlsx` are
 * two. A name too long or without a letter is told apart by its hash.
 */
export function documentId(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  if (!/[\p{L}\p{N}]/u.test(plain.replace(/\.[a-z0-9]+$/i, ''))) return `document-${hash}`;
  return plain.length <= maxLength ? plain : `${plain.slice(0, maxLength - 13)}-${hash}`;
}

/** The id of a document that has a web address: the same file elsewhere is another source. */
export function documentIdOfUrl(address: string): string {
  const url = new URL(address);
  return documentId(`${url.host}${decodeURI(url.pathname)}${url.search}`);
}
