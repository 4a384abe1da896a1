import { gunzipSync } from 'node:zlib';
import { openPglite } from '../../core/db/pglite.ts';

const blockBytes = 512;

/** A tar archive of a database without the log segments that its last checkpoint made useless. */
function withoutOldLog(archive: Buffer, current: string): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < archive.length; ) {
    const name = archive.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const bytes = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8) || 0;
    const blocks = 1 + Math.ceil(bytes / blockBytes);
    const end = name ? at + blocks * blockBytes : archive.length;
    const segment = /pg_wal\/([0-9A-F]{24})$/.exec(name)?.[1];
    if (!segment || segment === current) kept.push(archive.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

/** The same database as a plain archive, with nothing to unpack or to recover at its start. */
export async function slimmed(dump: Uint8Array): Promise<Buffer> {
  const driver = await openPglite({ dump });
  const current = await driver.hold(async (session) => {
    await session.exec('checkpoint');
    const [row] = await session.query<{ file: string }>(
      'select redo_wal_file as file from pg_control_checkpoint()',
    );
    return row!.file;
  });
  const archive = gunzipSync(await driver.dump());
  await driver.close();
  return withoutOldLog(archive, current);
}
