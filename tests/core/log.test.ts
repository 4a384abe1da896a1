import { describe, expect, it } from 'vitest';
import { createLog } from '../../core/log.ts';

function linesOf(level: 'info' | 'warn', use: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = [];
  use(createLog(level, (line) => lines.push(line)));
  return lines;
}

describe('the log', () => {
  it('writes one JSON line per event, also when a value holds line breaks', () => {
    const lines = linesOf('info', (log) => log.info('ask', { note: 'a\nb', ms: 3 }));
    expect(lines).toHaveLength(1);
    expect(lines[0]!.indexOf('\n')).toBe(lines[0]!.length - 1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', event: 'ask', note: 'a\nb', ms: 3 });
  });

  it('keeps quiet below its level', () => {
    expect(linesOf('warn', (log) => log.info('ask'))).toEqual([]);
    expect(linesOf('warn', (log) => log.error('down'))).toHaveLength(1);
  });

  it('shows an error with its cause', () => {
    const error = new Error('outer', { cause: new Error('inner') });
    const entry = JSON.parse(linesOf('info', (log) => log.error('failed', { error }))[0]!);
    expect(entry.error).toMatchObject({ message: 'outer', cause: { message: 'inner' } });
  });
});
