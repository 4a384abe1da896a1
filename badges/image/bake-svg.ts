import { SaxesParser } from 'saxes';
import { ImageError, malformed } from './png-chunks.ts';

const badgeNamespace = 'https://purl.imsglobal.org/ob/v3p0';
const svgNamespace = 'http://www.w3.org/2000/svg';

interface Seen {
  root: boolean;
  badges: { verify: string | undefined; text: string }[];
}

/** Reads the tags of an SVG; nothing outside the file is asked for, and no entity of its own is known. */
function readTags(svg: string): Seen {
  const seen: Seen = { root: false, badges: [] };
  let inside = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => malformed(error.message));
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) malformed('a document type of its own');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') malformed(`encoding ${encoding}`);
  });
  parser.on('opentag', (tag) => {
    if (!seen.root && (tag.local !== 'svg' || tag.uri !== svgNamespace)) malformed('not an SVG');
    seen.root = true;
    if (inside > 0) inside++;
    else if (tag.uri === badgeNamespace && tag.local === 'credential') {
      inside = 1;
      seen.badges.push({ verify: tag.attributes.verify?.value, text: '' });
    }
  });
  parser.on('closetag', () => {
    if (inside > 0) inside--;
  });
  const take = (text: string) => {
    const badge = seen.badges.at(-1);
    if (inside === 1 && badge) badge.text += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.write(svg).close();
  return seen;
}

/**
 * The badge inside an SVG: a compact JWS, or JSON with an embedded proof.
 * @throws ImageError when the file is damaged, holds none or holds two
 * @see Open Badges 3.0, "Baking a Badge into an SVG"
 */
export function unbakeSvg(svg: string): string {
  const { root, badges } = readTags(svg);
  if (!root) malformed('empty');
  const [first, second] = badges;
  if (!first) throw new ImageError('baked_missing', 'no element of that name');
  if (second) throw new ImageError('baked_duplicate', 'two of them');
  return first.verify ?? first.text.trim();
}

/** Puts a badge right after the start tag of an SVG of ours. */
export function bakeSvg(svg: string, jws: string): string {
  const start = svg.indexOf('<svg ');
  const end = svg.indexOf('>', start);
  if (start < 0 || end < 0) malformed('not an SVG');
  const open = `<svg xmlns:openbadges="${badgeNamespace}" ${svg.slice(start + 5, end)}>`;
  const badge = `<openbadges:credential verify="${jws}"></openbadges:credential>`;
  return svg.slice(0, start) + open + badge + svg.slice(end + 1);
}
