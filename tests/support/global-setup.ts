import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareTestStores } from './test-store.ts';

/** Gives every test file a temporary folder that is gone after the run, whatever they leave in it. */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-tests-'));
  process.env.TMPDIR = folder;
  console.log(`store: ${await prepareTestStores()}`);
  return () => rmSync(folder, { recursive: true, force: true });
}
