import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { strToU8, type Zippable, zipSync } from 'fflate';

type Part = string | Uint8Array;

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../fixtures/documents/${name}`, import.meta.url)));
}

function pack(parts: Readonly<Record<string, Part>>): Uint8Array {
  const packed: Zippable = {};
  for (const [name, part] of Object.entries(parts))
    packed[name] = typeof part === 'string' ? strToU8(part) : part;
  return zipSync(packed);
}

const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const rootRelation =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

/** A Word document of one paragraph, with other parts beside it. */
export function minimalDocx(text: string, parts: Readonly<Record<string, Part>> = {}): Uint8Array {
  return pack({
    '[Content_Types].xml': types,
    '_rels/.rels': rootRelation,
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
    ...parts,
  });
}

/** A workbook of empty sheets, with other parts beside it or in their place. */
export function minimalXlsx(
  sheets: readonly string[],
  parts: Readonly<Record<string, Part>> = {},
): Uint8Array {
  const list = sheets
    .map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at + 1}"/>`)
    .join('');
  const relations = sheets
    .map(
      (_, at) => `<Relationship Id="r${at + 1}" Type="x/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
    )
    .join('');
  return pack({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations}</Relationships>`,
    ...parts,
  });
}

/** The same archive with a lie in it: the unpacked size of one part, in both places that state it. */
export function lyingAbout(zip: Uint8Array, part: string, claimed: number): Uint8Array {
  const lying = Buffer.from(zip);
  const name = Buffer.from(part);
  for (const [mark, size, nameAt] of [
    ['PK\x03\x04', 22, 30],
    ['PK\x01\x02', 24, 46],
  ] as const)
    for (let at = lying.indexOf(mark, 0, 'latin1'); at >= 0; at = lying.indexOf(mark, at + 4, 'latin1'))
      if (lying.subarray(at + nameAt, at + nameAt + name.length).equals(name))
        lying.writeUInt32LE(claimed, at + size);
  return lying;
}

interface Page {
  /** Bytes the page's content unpacks to. */
  readonly bomb?: number;
}

/** A PDF of pages without text. */
export function pdfOf(pages: readonly Page[]): Uint8Array {
  const given = pages.length > 0 ? pages : [{}];
  const objects: Buffer[] = [];
  const add = (body: Buffer | string) => objects.push(Buffer.from(body as string)) as number;
  add('<</Type/Catalog/Pages 2 0 R>>');
  add(`<</Type/Pages/Count ${given.length}/Kids[${given.map((_, at) => `${3 + 2 * at} 0 R`).join(' ')}]>>`);
  for (const [at, { bomb }] of given.entries()) {
    add(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents ${4 + 2 * at} 0 R>>`);
    const inner = bomb ? deflateSync(Buffer.alloc(64_000_000, '0 0 m ')) : deflateSync(Buffer.from('q Q'));
    // Packed twice, a megabyte of zeros is a few bytes.
    const content = bomb
      ? deflateSync(Buffer.concat(Array.from({ length: Math.ceil(bomb / 64_000_000) }, () => inner)))
      : inner;
    const filter = bomb ? '[/FlateDecode/FlateDecode]' : '/FlateDecode';
    add(
      Buffer.concat([
        Buffer.from(`<</Length ${content.length}/Filter${filter}>>stream\n`),
        content,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  for (const [at, body] of objects.entries()) {
    offsets.push(length);
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF`,
    ),
  );
  return Buffer.concat(parts);
}
