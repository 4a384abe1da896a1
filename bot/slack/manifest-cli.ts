import { pathToFileURL } from 'node:url';
import { writeManifest } from './manifest.ts';

/** Prints the manifest for the address given; with none, the one kept under docs/. */
const site = process.argv[2]?.replace(/\/$/, '') ?? 'https://bank.example.gov.tw';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (URL.canParse(site) && site.startsWith('https://')) process.stdout.write(writeManifest(site));
  else {
    process.stderr.write('usage: npm run --silent slack-manifest -- https://YOUR-ADDRESS\n');
    process.exitCode = 1;
  }
}
