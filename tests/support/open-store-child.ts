// A second process that opens a data folder: prints "open", then writes people until it is killed.
import { openStore } from '../../core/db/store.ts';

const dataDir = process.argv[2]!;
try {
  const store = await openStore({ dataDir }, new Date());
  store.announce('http://127.0.0.1:1');
  process.stdout.write('open\n');
  for (let n = 0; ; n++) {
    await store.system.query('insert into people (id, name, created_at) values ($1, $2, $3)', [
      `p${n}`,
      '甲',
      new Date(),
    ]);
    process.stdout.write(`wrote ${n}\n`);
  }
} catch (error) {
  process.stdout.write(`refused: ${(error as Error).message}\n`);
}
