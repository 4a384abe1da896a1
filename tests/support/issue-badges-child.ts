// A process that issues badges into a data folder, four at a time, and names each on a line, until it is killed.
import { approveBadge, issue, openBadgeBank } from '../badges/support.ts';

const world = await openBadgeBank({ dataDir: process.argv[2]!, now: new Date() });
const badge = await approveBadge(world);
process.stdout.write('ready\n');
for (;;) {
  const made = await Promise.all([0, 1, 2, 3].map(() => issue(world, badge)));
  for (const one of made) process.stdout.write(`${one.id}\n`);
}
