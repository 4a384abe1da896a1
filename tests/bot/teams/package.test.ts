import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineOf } from '../../../bot/teams/line.ts';
import { buildPackage } from '../../../bot/teams/package/build-package.ts';
import { buildManifest, englishStrings, menuCommands } from '../../../bot/teams/package/manifest.ts';
import { projectRoot } from '../../support/project-files.ts';

const require = createRequire(import.meta.url);
const settings = {
  clientId: '5f0c1bd8-6c07-4f0e-9f2b-3a1d5f4e2c10',
  publicUrl: 'https://bank.example.gov.tw',
  version: '1.2.3',
  developer: '某機關',
  privacyUrl: 'https://bank.example.gov.tw',
  termsUrl: 'https://bank.example.gov.tw',
};

const manifestSchema = require.resolve(
  '@microsoft/app-manifest/build/json-schemas/teams/v1.29/MicrosoftTeams.schema.json',
);
const englishSchema = manifestSchema.replace('MicrosoftTeams.schema', 'MicrosoftTeams.Localization.schema');

/** What Microsoft's published schema says is wrong; [] is right. */
function faults(path: string, document: unknown): string[] {
  // Draft 4 in all but its name for what these schemas use.
  const { $schema: _draft4, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Width, height and colour type of a PNG. */
function headerOf(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20), colourType: view.getUint8(25) };
}

describe('the app package of Teams', () => {
  let files: Record<string, Uint8Array>;
  beforeAll(async () => {
    files = unzipSync(await buildPackage(settings));
  });

  it("holds a manifest that Microsoft's schema accepts", () => {
    const manifest = JSON.parse(strFromU8(files['manifest.json']!));
    expect(faults(manifestSchema, manifest)).toEqual([]);
    expect(faults(manifestSchema, { ...manifest, bots: [{ botId: 'x', scopes: [] }] })).not.toEqual([]);
  });

  it('holds its English, complete and accepted too', () => {
    const english = JSON.parse(strFromU8(files['en-us.json']!));
    expect(faults(englishSchema, english)).toEqual([]);
    const { bots } = buildManifest(settings);
    for (const [list, { commands }] of bots[0]!.commandLists.entries())
      for (const n of commands.keys())
        expect(english[`bots[0].commandLists[${list}].commands[${n}].title`]).toMatch(/^[a-z ]+$/);
    expect(Object.values(englishStrings()).join()).not.toMatch(/\p{Script=Han}/u);
  });

  it('holds both icons in their sizes, the outline on nothing', () => {
    expect(headerOf(files['color.png']!)).toMatchObject({ width: 192, height: 192 });
    expect(headerOf(files['outline.png']!)).toEqual({ width: 32, height: 32, colourType: 6 });
  });

  it('is the same file for the same settings', async () => {
    expect(Buffer.from(await buildPackage(settings)).equals(Buffer.from(await buildPackage(settings)))).toBe(
      true,
    );
  });

  it('lists commands that work as they stand in the menu, in both languages', () => {
    for (const command of menuCommands())
      for (const language of ['zh-TW', 'en'] as const) {
        const title = command.words.map((word) => word[language]).join(' ');
        const takesNothing = command.parse('') !== undefined;
        expect(lineOf(title).startsWith('/'), title).toBe(takesNothing);
        expect(lineOf(`/${title}`)).toBe(`/${title}`);
      }
  });

  it('asks for private replies and slash commands', () => {
    const [bot] = buildManifest(settings).bots;
    expect(bot).toMatchObject({ supportsTargetedMessages: true });
    expect(bot!.commandLists.some(({ triggers }) => triggers.includes('slash'))).toBe(true);
  });
});

describe('npm run teams-package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teams-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const out = join(folder, 'app.zip');
  const run = (env: Record<string, string>) =>
    execFileSync(
      process.execPath,
      ['--import', 'tsx', 'bot/teams/package/package-cli.ts', '--developer', '某機關', '--out', out],
      { cwd: projectRoot, env: { PATH: process.env.PATH ?? '', ...env }, stdio: 'pipe' },
    );

  it('writes the package', () => {
    run({ TEAMS_CLIENT_ID: settings.clientId, PUBLIC_URL: settings.publicUrl });
    expect(Object.keys(unzipSync(readFileSync(out)))).toContain('manifest.json');
  }, 120_000);

  it('refuses without an id or an https address', () => {
    expect(() => run({ PUBLIC_URL: settings.publicUrl })).toThrow();
    expect(() => run({ TEAMS_CLIENT_ID: settings.clientId, PUBLIC_URL: 'http://bank.test' })).toThrow();
  }, 120_000);
});
