import { SaxesParser } from 'saxes';
import { limits } from './limits.ts';
import { DocumentRefused } from './refusals.ts';

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Names as written, prefix included. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}
export type XmlNode = XmlElement | string;

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export interface XmlEvents {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Reads XML piece by piece; entities are never resolved. @throws DocumentRefused `broken` when it is not well-formed */
export function streamXml(xml: string, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('error', (cause) => {
    throw new DocumentRefused('broken', { cause });
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > limits.depth) throw new DocumentRefused('tooLong');
    events.open?.(localName(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    events.close?.(localName(tag.name));
  });
  parser.on('text', (text) => events.text?.(text));
  parser.on('cdata', (text) => events.text?.(text));
  parser.write(xml).close();
}

/** The tree of an XML part. @throws DocumentRefused `broken`, or `tooLong` beyond the limits */
export function parseXml(xml: string): XmlElement {
  const root = { name: '', attributes: {}, children: [] as XmlNode[] };
  const open = [root];
  let count = 0;
  streamXml(xml, {
    open(name, attributes) {
      count += 1;
      if (count > limits.elements) throw new DocumentRefused('tooLong');
      const element = { name, attributes, children: [] as XmlNode[] };
      open.at(-1)!.children.push(element);
      open.push(element);
    },
    close: () => void open.pop(),
    text: (text) => void open.at(-1)!.children.push(text),
  });
  const first = root.children.find((node) => typeof node !== 'string');
  if (!first) throw new DocumentRefused('broken');
  return first;
}

export function elementsOf(parent: XmlElement, name?: string): XmlElement[] {
  return parent.children.filter(
    (node): node is XmlElement => typeof node !== 'string' && (name === undefined || node.name === name),
  );
}

export function childOf(parent: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at = parent;
  for (const name of path) at = at && elementsOf(at, name)[0];
  return at;
}

/** Every element of that name below another, in order; none inside one another. */
export function descendantsOf(parent: XmlElement, name: string): XmlElement[] {
  return elementsOf(parent).flatMap((element) =>
    element.name === name ? [element] : descendantsOf(element, name),
  );
}

/** An attribute by its name with or without prefix. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  const { attributes } = element;
  if (name in attributes) return attributes[name];
  const found = Object.keys(attributes).find((key) => localName(key) === name);
  return found === undefined ? undefined : attributes[found];
}

export function textOf(node: XmlNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}
