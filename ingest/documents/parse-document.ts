import type { Outline } from './outline.ts';
import { DocumentRefused } from './refusals.ts';
import { sniffBytes, sniffPackage } from './sniff.ts';
import { openPackage, type Package } from './zip.ts';

async function parsePackage(parts: Package): Promise<Outline> {
  switch (sniffPackage(parts)) {
    case 'docx':
      return (await import('./read-docx.ts')).readDocx(parts);
    case 'pptx':
      return (await import('./read-pptx.ts')).readPptx(parts);
    case 'xlsx':
      return (await import('./read-xlsx.ts')).readXlsx(parts);
    case 'odt':
      return (await import('./read-odf.ts')).readOdt(parts);
    case 'ods':
      return (await import('./read-odf.ts')).readOds(parts);
    default:
      return (await import('./read-odf.ts')).readOdp(parts);
  }
}

async function parse(name: string, bytes: Uint8Array): Promise<Outline> {
  switch (sniffBytes(name, bytes)) {
    case 'package':
      return parsePackage(openPackage(bytes));
    case 'pdf':
      return (await import('./read-pdf.ts')).readPdf(bytes);
    case 'html':
      return (await import('./read-html.ts')).readHtml(bytes);
    case 'csv':
      return (await import('./read-rows.ts')).readRows(bytes);
    default:
      return (await import('./read-text.ts')).readText(bytes);
  }
}

/**
 * Reads a document by what it is, not by what it is called. Runs in a thread of its own.
 * @throws DocumentRefused with the reason; anything unforeseen counts as `broken`
 */
export async function parseDocument(name: string, bytes: Uint8Array): Promise<Outline> {
  let outline: Outline;
  try {
    outline = await parse(name, bytes);
  } catch (cause) {
    throw cause instanceof DocumentRefused ? cause : new DocumentRefused('broken', { cause });
  }
  if (outline.blocks.length === 0) throw new DocumentRefused('empty');
  return outline;
}
