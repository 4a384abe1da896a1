export class JsonError extends Error {
  readonly code: 'json_malformed' | 'json_duplicate_key';

  constructor(code: JsonError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const maxDepth = 32;

/** The end of a string that starts at `start`, and whether it holds an escape. Text is known to be JSON. */
function endOfString(text: string, start: number): { end: number; escaped: boolean } {
  let escaped = false;
  for (let at = start + 1; ; at++) {
    const char = text.charCodeAt(at);
    if (char === 92) {
      escaped = true;
      at++;
    } else if (char === 34) return { end: at + 1, escaped };
  }
}

const numberEnd = /[^-+.0-9eE]/g;

function checkNumber(text: string, start: number): number {
  numberEnd.lastIndex = start;
  const end = numberEnd.exec(text)?.index ?? text.length;
  if (!Number.isFinite(Number(text.slice(start, end))))
    throw new JsonError('json_malformed', 'a number out of range');
  return end;
}

/** Walks text that is JSON already and refuses what two readers could read differently. */
function refuseAmbiguity(text: string): void {
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === 34) {
      const { end, escaped } = endOfString(text, at);
      const raw = text.slice(at, end);
      const value: string = escaped ? JSON.parse(raw) : raw.slice(1, -1);
      if (escaped && !value.isWellFormed()) throw new JsonError('json_malformed', 'half a character');
      at = end;
      const keys = open.at(-1);
      if (keys) {
        let next = at;
        while (/\s/.test(text[next] ?? '')) next++;
        if (text[next] === ':') {
          if (keys.has(value)) throw new JsonError('json_duplicate_key', value.slice(0, 100));
          keys.add(value);
        }
      }
    } else if (char === 123 || char === 91) {
      open.push(char === 123 ? new Set() : null);
      if (open.length > maxDepth) throw new JsonError('json_malformed', `deeper than ${maxDepth}`);
      at++;
    } else if (char === 125 || char === 93) {
      open.pop();
      at++;
    } else if (char === 45 || (char >= 48 && char <= 57)) at = checkNumber(text, at);
    else at++;
  }
}

/**
 * A JSON object that every reader reads the same way.
 * @throws JsonError for anything else: a member twice in one object (also after unescaping), nesting deeper than 32,
 * half a surrogate pair, a number out of range, a value that is no object
 */
export function parseStrictObject(text: string): Record<string, unknown> {
  let value: unknown;
  if (!text.isWellFormed()) throw new JsonError('json_malformed', 'half a character');
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new JsonError('json_malformed', (error as Error).message.slice(0, 100));
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new JsonError('json_malformed', 'not an object');
  refuseAmbiguity(text);
  return value as Record<string, unknown>;
}
