export interface Progress {
  update(done: number, total: number): void;
  end(): void;
}

const width = 24;

function bar(done: number, total: number): string {
  const filled = total > 0 ? Math.round((width * done) / total) : 0;
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done}/${total}`;
}

/** A bar that grows in place on a terminal; elsewhere a plain line for each quarter done. */
export function showProgress(label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  let quarter = 0;
  let open = false;
  return {
    update(done, total) {
      if (stream.isTTY) {
        stream.write(`\r\u001B[K${label} ${bar(done, total)}`);
        open = true;
        return;
      }
      const reached = total > 0 ? Math.floor((4 * done) / total) : 0;
      if (reached > quarter) stream.write(`${label} ${done}/${total}\n`);
      quarter = Math.max(quarter, reached);
    },
    end() {
      if (open) stream.write('\n');
      open = false;
    },
  };
}
