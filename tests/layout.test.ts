import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importsOf, listProjectFiles, readProjectFile } from './support/project-files.ts';

const files = listProjectFiles();
const sources = files
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readProjectFile(path) }))
  .map((file) => ({ ...file, imports: importsOf(file.text) }));
const product = sources.filter(({ path }) => !path.startsWith('tests/') && path !== 'vitest.config.ts');

/** What each part may import, beside itself and packages (the directions of the layout). */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  prompts: ['core'],
  knowledge: ['core', 'prompts'],
  badges: ['core', 'prompts', 'knowledge'],
  ingest: ['core', 'prompts', 'knowledge'],
  'capabilities.ts': ['core', 'prompts', 'knowledge', 'badges', 'ingest'],
  api: ['core', 'prompts', 'knowledge', 'badges', 'ingest', 'capabilities.ts'],
  bot: ['core', 'prompts', 'knowledge', 'badges', 'ingest', 'capabilities.ts'],
  'bank.ts': ['core', 'knowledge'],
  'start-server.ts': ['core', 'prompts', 'knowledge', 'badges', 'ingest', 'capabilities.ts', 'api', 'bot'],
  'server.ts': ['core', 'knowledge', 'bank.ts', 'start-server.ts'],
};

/** Programs of their own, which may open the bank as the server does. */
const isProgram = (path: string) => path.endsWith('/cli.ts') || path.endsWith('-cli.ts');

const partOf = (path: string) => path.split('/')[0]!;
const isRelative = (specifier: string) => specifier.startsWith('.');
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const target = (from: string, specifier: string) => posix.join(posix.dirname(from), specifier);

/** Every import of the product's files that satisfies a condition, as `file → import`. */
function importsWhere(condition: (path: string, specifier: string) => boolean): string[] {
  return product.flatMap(({ path, imports }) =>
    imports.filter((specifier) => condition(path, specifier)).map((specifier) => `${path} → ${specifier}`),
  );
}

describe('layout', () => {
  it('finds the files it is to judge', () => {
    expect(product.length).toBeGreaterThan(5);
    expect(
      importsOf("import { a } from './a.ts';\nexport * from 'b';\nimport 'c';\nawait import('d');"),
    ).toEqual(['./a.ts', 'b', 'c', 'd']);
  });

  it('has no part that the layout does not know', () => {
    expect(product.map(({ path }) => partOf(path)).filter((part) => !(part in mayImport))).toEqual([]);
  });

  it('lets imports run one way only', () => {
    const wrong = importsWhere((path, specifier) => {
      if (!isRelative(specifier)) return false;
      const from = partOf(path);
      const to = partOf(target(path, specifier));
      const opensBank = to === 'bank.ts' && isProgram(path);
      return from !== to && to !== 'package.json' && !opensBank && !mayImport[from]?.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('writes the ending of every file it imports', () => {
    expect(
      importsWhere((_, specifier) => isRelative(specifier) && !/\.(tsx?|json)$/.test(specifier)),
    ).toEqual([]);
  });

  it('shows the web framework to api, bot and server alone', () => {
    const web = /^(hono|@hono\/)/;
    const allowed = new Set(['api', 'bot', 'start-server.ts']);
    expect(importsWhere((path, specifier) => web.test(specifier) && !allowed.has(partOf(path)))).toEqual([]);
  });

  it('runs on its runtime dependencies alone', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readProjectFile('package.json')));
    const undeclared = importsWhere(
      (_, specifier) =>
        !isRelative(specifier) && !specifier.startsWith('node:') && !(packageOf(specifier) in dependencies),
    );
    expect(undeclared).toEqual([]);
  });
});

describe('house rules', () => {
  const sql =
    /[`'"]\s*(?:select\s[^`]+?\sfrom\s|insert\s+into\s|update\s+\w+(?:\s+\w+)?\s+set\s|delete\s+from\s|with\s+(?:recursive\s+)?\w+\s+as\s*\(|(?:create|alter|drop)\s+(?:table|role|index|policy)\s)/i;

  it('knows a statement when it sees one', () => {
    expect(
      ['`select a from b`', "'insert into a values (1)'", '`update a x set b = 1`'].every((t) => sql.test(t)),
    ).toBe(true);
    expect(sql.test("'Select an answer below'")).toBe(false);
  });

  it('keeps SQL in queries files and in core/db', () => {
    const mayHoldSql = (path: string) => path.startsWith('core/db/') || /[/-]queries\.ts$/.test(path);
    expect(
      product.filter(({ path, text }) => !mayHoldSql(path) && sql.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('keeps api and bot free of queries files', () => {
    const surfaces = files.filter((path) => /^(api|bot)\//.test(path) && /[/-]queries\.ts$/.test(path));
    expect(surfaces).toEqual([]);
  });

  it('reads the environment in core/config.ts alone', () => {
    const environment =
      /\bprocess\.env\b|\bprocess\[['"]env|import\s*{[^}]*\benv\b[^}]*}\s*from\s*'node:process'/;
    const readers = product.filter(({ text }) => environment.test(text)).map(({ path }) => path);
    expect(readers).toEqual(['core/config.ts']);
  });

  it('keeps nine files in ten under 250 lines', () => {
    const long = product.filter(({ text }) => text.split('\n').length > 250);
    expect(long.length / product.length).toBeLessThanOrEqual(0.1);
  });

  it('names files in kebab-case', () => {
    const odd = sources.map(({ path }) => path).filter((path) => !/^[a-z0-9./-]+$/.test(path));
    expect(odd).toEqual([]);
  });

  it('names no folder of one machine and no package registry', () => {
    // Spelled in pieces, so that this file passes its own test.
    const folders = ['work', 'root', 'home/[a-z]+', 'Users/[a-zA-Z]+'].map(
      (name) => `(?<![\\w.:/-])/${name}/`,
    );
    const registries = ['registry npmjs org', 'files pythonhosted org', 'deb debian org', 'proxy golang org'];
    const hosts = registries.map((host) => host.split(' ').join('\\.'));
    const forbidden = new RegExp([...folders, ...hosts].join('|'));
    const texts = files.filter((path) => !/\.(png|jpg|gz|woff2?|ico|pdf)$/.test(path));
    expect(texts.filter((path) => forbidden.test(readProjectFile(path)))).toEqual([]);
  });
});
