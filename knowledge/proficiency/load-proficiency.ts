import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { LevelId } from '../framework/schema.ts';
import { BehaviourFile, TargetFile } from './schema.ts';

const folder = new URL('../content/proficiency/', import.meta.url);

function read<T>(file: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
}

let behaviours: readonly BehaviourFile[] | undefined;
let targets: TargetFile | undefined;

/** The shipped behaviours, one file per level; read once. */
export function loadBehaviours(): readonly BehaviourFile[] {
  behaviours ??= LevelId.options.map((level) => read(`behaviours-${level}.json`, BehaviourFile));
  return behaviours;
}

/** The shipped targets; read once. */
export function loadTargets(): TargetFile {
  targets ??= read('targets.json', TargetFile);
  return targets;
}
