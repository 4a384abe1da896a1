import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Text } from '../../core/language.ts';
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

/** What each proficiency means, from 0 (design of the framework's scale). */
export const proficiencyNames: readonly Text[] = [
  { 'zh-TW': '0 還沒有接觸', en: '0 none yet' },
  { 'zh-TW': '1 說得出', en: '1 can explain' },
  { 'zh-TW': '2 在協助下做得到', en: '2 does with help' },
  { 'zh-TW': '3 能獨力完成', en: '3 does alone' },
  { 'zh-TW': '4 能帶領他人', en: '4 leads others' },
  { 'zh-TW': '5 訂出規則', en: '5 sets the rules' },
];
