import domino from '@mixmark-io/domino';
import { strToU8, type Zippable, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { childrenOf, findNotes, HtmlBlocks } from './html-blocks.ts';
import type { Outline } from './outline.ts';
import { tidy } from './outline.ts';
import { childOf, parseXml, textOf } from './xml.ts';
import type { Package } from './zip.ts';

const NEEDED = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[^/]+\.xml|word\/_rels\/document\.xml\.rels)$/;

/** The parts with text in them, unpacked within our limits and packed anew: no pictures, no embedded files. */
function safeCopy(parts: Package): Buffer {
  const kept: Zippable = {};
  for (const name of parts.names) {
    if (!NEEDED.test(name)) continue;
    const xml = parts.xml(name);
    if (xml !== undefined) kept[name] = strToU8(xml.replace(/encoding=["']utf-16["']/i, 'encoding="UTF-8"'));
  }
  return Buffer.from(zipSync(kept, { level: 0 }));
}

const styleMap = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='標題'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  ...[1, 2, 3, 4, 5, 6].flatMap((level) => [
    `p[style-name='heading ${level}'] => h${level}:fresh`,
    `p[style-name='Heading ${level}'] => h${level}:fresh`,
    `p[style-name='標題 ${level}'] => h${level}:fresh`,
    `p[style-name='toc ${level}'] => !`,
    `p[style-name='TOC ${level}'] => !`,
    `p[style-name='Contents ${level}'] => !`,
  ]),
  "p[style-name='TOC Heading'] => !",
  ...['Bullet', 'Number'].flatMap((kind) =>
    [2, 3].map((depth) => {
      const list = kind === 'Bullet' ? 'ul' : 'ol';
      return `p[style-name='List ${kind} ${depth}'] => ${'ul|ol > li > '.repeat(depth - 1)}${list} > li:fresh`;
    }),
  ),
  'comment-reference => !',
];

function titleIn(parts: Package): string | undefined {
  const core = parts.xml('docProps/core.xml');
  const title = core && childOf(parseXml(core), 'title');
  return (title && tidy(textOf(title))) || undefined;
}

/** Reads a Word document; it has headings and tables, but no page numbers before it is laid out. */
export async function readDocx(parts: Package): Promise<Outline> {
  const { value } = await mammoth.convertToHtml(
    { buffer: safeCopy(parts) },
    { styleMap, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
  );
  const { body } = domino.createDocument(`<body>${value}</body>`);
  const title = childrenOf(body).find(
    (node) => node.nodeType === 1 && node.getAttribute('class') === 'title',
  );
  const reader = new HtmlBlocks(findNotes(body));
  reader.walk(body, (node) => node === title);
  return {
    format: 'docx',
    title: (title && tidy(title.textContent)) || titleIn(parts),
    blocks: reader.blocks,
  };
}
