import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = /^[A-Za-z0-9_-]{1,150}\.(?:key|cert)\.pem$/;

/** Private keys and the hub's own certificates, under DATA_DIR/keys: folder 0700, files 0600. */
export interface KeyFiles {
  read(name: string): string | undefined;
  /** Whole or not at all: a file is named only once it is written. */
  write(name: string, pem: string): void;
}

export function openKeyFiles(dataDir: string): KeyFiles {
  const folder = join(dataDir, 'keys');
  const pathOf = (name: string): string => {
    if (!fileName.test(name)) throw new Error(`not a key file name: ${name}`);
    return join(folder, name);
  };
  return {
    read(name) {
      const path = pathOf(name);
      if (!existsSync(path)) return undefined;
      chmodSync(path, 0o600);
      return readFileSync(path, 'utf8');
    },
    write(name, pem) {
      const path = pathOf(name);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
      writeFileSync(`${path}.new`, pem, { mode: 0o600, flush: true });
      renameSync(`${path}.new`, path);
    },
  };
}
