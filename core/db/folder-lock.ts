import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Who holds a data folder. `startTicks` tells a reused process number apart (Linux; null elsewhere). */
const Holder = z.object({
  pid: z.number(),
  startTicks: z.string().nullable(),
  since: z.string(),
  url: z.string().nullable(),
});
export type Holder = z.infer<typeof Holder>;

export interface FolderLock {
  /** Publishes where the running server listens, for the command-line tools. */
  announce(url: string): void;
  release(): void;
}

const fileIn = (dataDir: string) => join(dataDir, 'bank.lock');

function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.startTicks === null || startTicksOf(holder.pid) === holder.startTicks;
}

function readHolder(dataDir: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The live holder of a data folder, or undefined when nobody has it open. */
export function findHolder(dataDir: string): Holder | undefined {
  const holder = readHolder(dataDir);
  return holder && isAlive(holder) ? holder : undefined;
}

function create(dataDir: string, holder: Holder): boolean {
  try {
    writeFileSync(fileIn(dataDir), JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Only one process at a time may judge a lock stale; a guard left by a crash counts for ten seconds. */
function withGuard<T>(dataDir: string, fn: () => T): T | undefined {
  const guard = join(dataDir, 'bank.lock.takeover');
  try {
    mkdirSync(guard);
  } catch {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 10_000) rmSync(guard, { recursive: true, force: true });
    return undefined;
  }
  try {
    return fn();
  } finally {
    rmdirSync(guard);
  }
}

function takeOver(dataDir: string, holder: Holder): boolean {
  return (
    withGuard(dataDir, () => {
      if (findHolder(dataDir)) return false;
      rmSync(fileIn(dataDir), { force: true });
      return create(dataDir, holder);
    }) ?? false
  );
}

function refusal(dataDir: string): Error {
  const holder = findHolder(dataDir);
  const who = holder ? `pid ${holder.pid}${holder.url ? `, ${holder.url}` : ''}` : 'another process';
  return new Error(
    `資料夾 ${dataDir} 正由另一個程序使用（${who}）。兩個程序同時開啟會遺失資料，因此停止啟動；請先結束該程序，或改用另一個 DATA_DIR。\n` +
      `The folder ${dataDir} is in use (${who}). Two processes on one embedded store lose data, so this one stops; end the other or set another DATA_DIR.`,
  );
}

/**
 * Takes the folder for this process; a lock left behind by a crashed process is taken over.
 * @throws Error naming the holder when a live process has it
 */
export function lockFolder(dataDir: string): FolderLock {
  mkdirSync(dataDir, { recursive: true });
  const holder: Holder = {
    pid: process.pid,
    startTicks: startTicksOf(process.pid),
    since: new Date().toISOString(),
    url: null,
  };
  if (!create(dataDir, holder) && !takeOver(dataDir, holder)) throw refusal(dataDir);
  return {
    announce(url) {
      const next = `${fileIn(dataDir)}.new`;
      writeFileSync(next, JSON.stringify({ ...holder, url }), { mode: 0o600 });
      renameSync(next, fileIn(dataDir));
    },
    release: () => rmSync(fileIn(dataDir), { force: true }),
  };
}
