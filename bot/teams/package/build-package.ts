import { strToU8, zipSync } from 'fflate';
import { drawColorIcon, drawOutlineIcon } from './icons.ts';
import { buildManifest, englishFile, englishStrings, iconFiles, type PackageSettings } from './manifest.ts';

/** A fixed day, so that the same settings make the same file. */
const mtime = new Date('2020-01-01T00:00:00Z');

/** The app's package as Teams takes it: manifest, English texts and icons, zipped. */
export async function buildPackage(settings: PackageSettings): Promise<Uint8Array> {
  const text = (content: unknown) => strToU8(`${JSON.stringify(content, null, 2)}\n`);
  const files = {
    'manifest.json': text(buildManifest(settings)),
    [englishFile]: text(englishStrings()),
    [iconFiles.color]: await drawColorIcon(),
    [iconFiles.outline]: await drawOutlineIcon(),
  };
  return zipSync(files, { mtime });
}
