const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}]/u;
/** What no line begins with in Chinese typesetting. */
const notFirst = /^[、。，．：；！？）」』】〉》…]/;

/** Width in ems of a bold face, near enough to break lines by. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text)
    width += wide.test(char) ? 1 : /[MWmw@%…]/.test(char) ? 0.95 : /[A-Z0-9]/.test(char) ? 0.66 : 0.54;
  return width;
}

/** Latin words stay whole, Chinese may break anywhere. */
function unitsOf(text: string): string[] {
  return (
    text.match(
      /[^\s\u2E80-\uA4CF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF\u{20000}-\u{3FFFD}]+\s*|\s+|[\s\S]/gu,
    ) ?? []
  );
}

/** Lines of at most `max` ems; what does not fit in `lines` ends with an ellipsis. */
export function wrapText(text: string, max: number, lines: number): string[] {
  const out: string[] = [''];
  for (const unit of unitsOf(text.replace(/\s+/g, ' ').trim())) {
    const last = out.length - 1;
    const joined = out[last] + unit;
    if (widthOf(joined.trimEnd()) <= max || out[last] === '' || notFirst.test(unit)) out[last] = joined;
    else out.push(unit.trimStart());
  }
  const trimmed = out.map((line) => line.trim()).filter(Boolean);
  if (trimmed.length <= lines) return trimmed.map((line) => clip(line, max + 1));
  const kept = trimmed.slice(0, lines);
  const gap = /[A-Za-z0-9]$/.test(kept[lines - 1]!) ? ' ' : '';
  kept[lines - 1] = clip(kept[lines - 1]! + gap + trimmed[lines], max - 1, true);
  return kept;
}

function clip(line: string, max: number, always = false): string {
  if (!always && widthOf(line) <= max) return line;
  let kept = '';
  for (const char of line) {
    if (widthOf(kept + char) > max) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}
