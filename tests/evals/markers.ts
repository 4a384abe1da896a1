const marker = /\[(\d+)\]/g;

/** Markers must count up from 1 in order of first appearance, and be exactly the citations' numbers. */
export function findMarkerFaults(answer: string, citationNumbers: number[]): string[] {
  const used = [...new Set([...answer.matchAll(marker)].map((match) => Number(match[1])))];
  const faults: string[] = [];
  if (used.some((n, index) => n !== index + 1)) faults.push(`markers appear as ${used.join(', ')}`);
  if (citationNumbers.some((n, index) => n !== index + 1))
    faults.push(`citations are numbered ${citationNumbers.join(', ')}`);
  const unknown = used.filter((n) => !citationNumbers.includes(n));
  if (unknown.length > 0) faults.push(`markers without a citation: ${unknown.join(', ')}`);
  const unused = citationNumbers.filter((n) => !used.includes(n));
  if (unused.length > 0) faults.push(`citations without a marker: ${unused.join(', ')}`);
  return faults;
}

/** Lines that claim something and carry no marker. A table is judged by its rows or by the line above it. */
export function findUncitedLines(answer: string): string[] {
  const lines = answer.split('\n').map((line) => line.trim());
  return lines.filter((line, index) => isClaim(line, lines, index) && !/\[\d+\]/.test(line));
}

function isClaim(line: string, lines: string[], index: number): boolean {
  if (!/[\p{L}\p{N}]/u.test(line)) return false;
  if (line.startsWith('#')) return false;
  if (/[:：]\**$/.test(line)) return false;
  if (/^\*\*[^*]+\*\*$/.test(line)) return false;
  if (line.startsWith('|')) return isTableClaim(lines, index);
  return true;
}

function isTableClaim(lines: string[], index: number): boolean {
  if (/^\|[\s:|-]+\|?$/.test(lines[index + 1] ?? '')) return false;
  let above = index;
  while (above > 0 && (lines[above]?.startsWith('|') || lines[above] === '')) above -= 1;
  return !/\[\d+\]/.test(lines[above] ?? '');
}
