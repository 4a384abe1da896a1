import domino, { type DomNode } from '@mixmark-io/domino';
import { decodeText } from './decode-text.ts';
import { childrenOf, findNotes, HtmlBlocks, isSkipped } from './html-blocks.ts';
import { limits } from './limits.ts';
import type { Outline } from './outline.ts';
import { tidy } from './outline.ts';

/** Around the content, not of it. */
const AROUND = new Set(['NAV', 'HEADER', 'FOOTER', 'ASIDE', 'DIALOG', 'MENU']);
const AROUND_ROLES = new Set(['navigation', 'banner', 'contentinfo', 'complementary', 'search', 'dialog']);
const AROUND_NAMES =
  /(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|sidebar|cookies?|share|social|related|skip|footer|header|advert)(?:$|[\s_-])/i;

function isAround(node: DomNode): boolean {
  if (node.nodeType !== 1) return false;
  const names = `${node.getAttribute('class') ?? ''} ${node.getAttribute('id') ?? ''}`;
  return (
    AROUND.has(node.nodeName.toUpperCase()) ||
    AROUND_ROLES.has(node.getAttribute('role') ?? '') ||
    AROUND_NAMES.test(names)
  );
}

function findMarked(node: DomNode, fits: (node: DomNode) => boolean, depth = 0): DomNode[] {
  if (depth > limits.depth) return [];
  return childrenOf(node).flatMap((child) => {
    if (child.nodeType !== 1) return [];
    return fits(child) ? [child] : findMarked(child, fits, depth + 1);
  });
}

function lengthOf(node: DomNode): number {
  return tidy(node.textContent).length;
}

/** What the page is about: its `main` or its only `article`; without either, all of it but what stands around. */
function mainOf(body: DomNode): DomNode {
  const main = findMarked(
    body,
    (node) => node.nodeName.toUpperCase() === 'MAIN' || node.getAttribute('role') === 'main',
  );
  if (main.length === 1 && lengthOf(main[0]!) > 0) return main[0]!;
  const articles = findMarked(body, (node) => node.nodeName.toUpperCase() === 'ARTICLE');
  return articles.length === 1 && lengthOf(articles[0]!) * 2 > lengthOf(body) ? articles[0]! : body;
}

/** An article's own header holds its title; a header or menu beside it does not. */
function isLeftOut(node: DomNode): boolean {
  if (!isAround(node)) return false;
  const holdsTitle = node.nodeName.toUpperCase() === 'HEADER' && findMarked(node, isTitle).length > 0;
  return !holdsTitle;
}

const isTitle = (node: DomNode) => node.nodeName.toUpperCase() === 'H1' && !isSkipped(node);

function encodingIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1');
  return /<meta[^>]+charset=["']?\s*([\w-]+)/i.exec(head)?.[1];
}

/** Reads a web page: its main content, headings, lists and tables. */
export function readHtml(bytes: Uint8Array): Outline {
  const document = domino.createDocument(decodeText(bytes, encodingIn(bytes)));
  const main = mainOf(document.body);
  const reader = new HtmlBlocks(findNotes(document.body));
  const [titled] = findMarked(
    main,
    (node) => node.nodeName === 'P' && /^title$/i.test(node.getAttribute('class') ?? ''),
  );
  reader.walk(main, (node) => node === titled || isLeftOut(node));
  const title = tidy(titled?.textContent ?? '') || tidy(document.title);
  return { format: 'html', title: title || undefined, blocks: reader.blocks };
}
