const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

const reference = /<([@#!]?)([^>|]*)(?:\|([^>]*))?>/gu;

/** What Slack wrapped in `< >`, as a person reads it. */
function unwrap(kind: string, target: string, label: string | undefined): string {
  if (kind === '#') return `#${label ?? target}`;
  if (kind === '@') return label ? `@${label}` : '';
  if (kind === '!') return label ? `@${label.replace(/^@/, '')}` : '';
  return label && !target.endsWith(label) && target !== `mailto:${label}`
    ? `${label} ${target}`
    : (label ?? target);
}

/** A message's text as typed: Slack's escapes undone, mentions of the app and of people left out. */
export function readText(text: string): string {
  return text
    .replaceAll(reference, (_, kind: string, target: string, label?: string) => unwrap(kind, target, label))
    .replaceAll(/&(?:lt|gt|amp);/g, (entity) => entities[entity]!)
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}
