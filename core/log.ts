export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

function plain(value: unknown): unknown {
  return value instanceof Error
    ? { name: value.name, message: value.message, stack: value.stack, cause: plain(value.cause) }
    : value;
}

/** One JSON line per event on stderr. Callers never pass question texts, tokens or keys. */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const least = order.indexOf(level);
  const at =
    (name: LogLevel) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      if (order.indexOf(name) < least) return;
      const entry: Record<string, unknown> = { time: new Date().toISOString(), level: name, event };
      for (const [key, value] of Object.entries(fields)) entry[key] = plain(value);
      write(`${JSON.stringify(entry)}\n`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
