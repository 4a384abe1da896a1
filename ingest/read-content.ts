import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { starterSources } from '../knowledge/courses/course-source.ts';
import { loadCourses } from '../knowledge/courses/load-courses.ts';
import type { FrameworkContent } from '../knowledge/framework/content.ts';
import { frameworkSources, loadFrameworkContent } from '../knowledge/framework/content.ts';
import { glossarySources } from '../knowledge/glossary/glossary-sources.ts';
import { loadGlossary } from '../knowledge/glossary/load-glossary.ts';
import type { SourceRecord } from '../knowledge/sources/schema.ts';
import { SourceRecord as SourceRecordSchema } from '../knowledge/sources/schema.ts';
import { readMarkdown } from './read-markdown.ts';

const contentFolder = new URL('../knowledge/content/', import.meta.url);

/** The content the product ships, ready to be stored. */
export interface ShippedContent {
  readonly sources: SourceRecord[];
  readonly framework: FrameworkContent;
}

function readFolder(folder: string): SourceRecord[] {
  const url = new URL(`${folder}/`, contentFolder);
  return readdirSync(url)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => {
      try {
        return readMarkdown(readFileSync(new URL(name, url), 'utf8'), {
          name,
          visibility: 'public',
          kind: 'study',
        });
      } catch (cause) {
        throw new Error(`knowledge/content/${folder}/${name} cannot be read`, { cause });
      }
    });
}

/** Reads and validates every shipped file. */
export async function readContent(): Promise<ShippedContent> {
  const framework = await loadFrameworkContent(fileURLToPath(new URL('framework', contentFolder)));
  const glossary = await loadGlossary();
  const tables = [...frameworkSources(framework), ...glossarySources(glossary.terms)];
  return {
    framework,
    sources: [
      ...readFolder('cases'),
      ...readFolder('study'),
      ...tables.map((source) => SourceRecordSchema.parse(source)),
      ...starterSources(loadCourses()),
    ],
  };
}

/** Changes whenever any shipped file or the way it is read changes. */
export function contentFingerprint(): string {
  const hash = createHash('sha256');
  const folders = [
    contentFolder,
    new URL('.', import.meta.url),
    new URL('../knowledge/search/', import.meta.url),
    new URL('../knowledge/text/', import.meta.url),
    new URL('../knowledge/framework/', import.meta.url),
    new URL('../knowledge/glossary/', import.meta.url),
    new URL('../knowledge/courses/', import.meta.url),
  ];
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .sort();
    for (const file of files)
      hash.update(file.slice(fileURLToPath(folder).length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}
