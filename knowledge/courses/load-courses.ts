import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Course, CourseEntry, hoursOf } from './schema.ts';

const contentFolder = new URL('../content/courses/', import.meta.url);

function readFile(name: string, folder: URL): Course[] {
  try {
    return z
      .array(CourseEntry.strict())
      .parse(parse(readFileSync(new URL(name, folder), 'utf8')))
      .map((entry) => ({ ...entry, hours: hoursOf(entry.parts), origin: 'starter', state: 'published' }));
  } catch (cause) {
    throw new Error(`knowledge/content/courses/${name} cannot be read`, { cause });
  }
}

/**
 * The starter set: every shipped module, in the order of the files.
 * @throws Error naming the file that has a wrong shape, or the id that occurs twice
 */
export function loadCourses(folder: URL = contentFolder): Course[] {
  const courses = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => readFile(name, folder));
  const seen = new Set<string>();
  for (const { id } of courses) {
    if (seen.has(id)) throw new Error(`knowledge/content/courses: id "${id}" occurs twice`);
    seen.add(id);
  }
  return courses;
}
