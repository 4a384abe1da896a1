import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot, readProjectFile } from './support/project-files.ts';

const readme = readProjectFile('README.md');
const all = (pattern: RegExp) => [...readme.matchAll(pattern)].map((match) => match[1]!);

describe('the README', () => {
  it('names only commands that exist', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readProjectFile('package.json')));
    const named = [...all(/npm run ([a-z]+)/g), ...all(/npm (start|test)\b/g)];
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    // The programs that the commands start are there too.
    const programs = named.flatMap((name) => /--import tsx (\S+)/.exec(scripts[name]!)?.[1] ?? []);
    expect(programs.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = all(/\]\(([^)#]+)\)/g).filter((link) => !/^https?:/.test(link));
    expect(links.filter((link) => !existsSync(join(projectRoot, link)))).toEqual([]);
  });

  it('names only settings that exist', () => {
    const settings = new Set(
      [...readProjectFile('.env.example').matchAll(/^#? ?([A-Z_]+)=/gm)].map((m) => m[1]!),
    );
    const named = all(/`([A-Z]+_[A-Z_]+)[`/=]/g).filter((name) => name !== 'TEST_DATA');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !settings.has(name))).toEqual([]);
  });

  it('counts the cases and their countries right, in both languages', () => {
    const folder = 'knowledge/content/cases';
    const cases = readdirSync(join(projectRoot, folder)).filter(
      (name) => name.endsWith('.md') && name !== 'README.md',
    );
    const countries = new Set(
      cases.map((name) => /^country: *['"]?([A-Z]{2})/m.exec(readProjectFile(`${folder}/${name}`))?.[1]),
    );
    countries.delete('EU');
    expect([all(/\*\*(\d+) 則案例/g), all(/\*\*(\d+) cases/g)].flat()).toEqual(
      Array(2).fill(String(cases.length)),
    );
    expect([all(/來自 (\d+) 個國家/g), all(/from (\d+) countries/g)].flat()).toEqual(
      Array(2).fill(String(countries.size)),
    );
  });
});
