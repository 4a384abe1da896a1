import { elementsOf, parseXml } from './xml.ts';
import type { Package } from './zip.ts';

/** Joins a part's folder and a relative target; `..` never leaves the package. */
function resolveTarget(part: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = part.split('/').slice(0, -1);
  for (const step of target.split('/'))
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  return path.join('/');
}

export interface Relation {
  readonly type: string;
  /** Name of a part. */
  readonly target: string;
}

/** What an OOXML part points at inside its package, by relation id; links out of it are left out. */
export function relationsOf(parts: Package, part: string): Map<string, Relation> {
  const at = part.lastIndexOf('/');
  const xml = parts.xml(`${part.slice(0, at)}/_rels/${part.slice(at + 1)}.rels`);
  const relations = new Map<string, Relation>();
  for (const { attributes } of xml ? elementsOf(parseXml(xml), 'Relationship') : []) {
    const { Id, Type = '', Target = '', TargetMode } = attributes;
    if (Id && TargetMode !== 'External')
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: resolveTarget(part, Target) });
  }
  return relations;
}
