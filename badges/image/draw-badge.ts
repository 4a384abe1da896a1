import type { Language } from '../../core/language.ts';
import { wrapText } from './wrap-text.ts';

export interface BadgeFace {
  readonly name: string;
  readonly competencies: readonly string[];
  readonly level: 'basic' | 'mid' | 'senior';
  readonly issuerName: string;
  readonly sandbox: boolean;
  readonly language: Language;
}

const fonts = "'Noto Sans Hant','Noto Sans TC','PingFang TC','Microsoft JhengHei',sans-serif";

const levels = {
  basic: { rank: 1, 'zh-TW': '基層', en: 'BASIC', ink: '#1d5b6b', soft: '#dcebee' },
  mid: { rank: 2, 'zh-TW': '中階', en: 'MID', ink: '#1f4273', soft: '#dfe7f2' },
  senior: { rank: 3, 'zh-TW': '高階', en: 'SENIOR', ink: '#46306f', soft: '#e7e1f1' },
} as const;
const sandboxInk = { ink: '#6b6f76', soft: '#ececee' };

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const notXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text as XML can hold it: markup escaped, characters XML lacks left out. */
function escapeXml(text: string): string {
  return text.replace(notXml, '').replace(/[&<>"']/g, (char) => escapes[char]!);
}

function line(text: string, y: number, size: number, more: string): string {
  return `<text x="400" y="${y}" font-size="${size}" text-anchor="middle" ${more}>${escapeXml(text)}</text>`;
}

/** Three points joined by lines inside a gateway: judgement that others can follow. */
function emblem(ink: string, soft: string): string {
  return `<g transform="translate(400 208)" fill="none" stroke="${ink}" stroke-width="7" stroke-linecap="round">
<path d="M-74 52V-6a74 74 0 0 1 148 0v58"/><path d="M-96 52h192"/>
<path d="M0-36 -30 18M0-36 30 18M-30 18h60" stroke-width="5"/>
<g fill="${soft}"><circle cy="-36" r="12"/><circle cx="-30" cy="18" r="12"/><circle cx="30" cy="18" r="12"/></g></g>`;
}

/** One bar for each level reached. */
function levelMark(face: BadgeFace, ink: string, y: number): string {
  const { rank } = levels[face.level];
  const bars = [0, 1, 2].map(
    (at) =>
      `<rect x="${at * 34}" y="0" width="26" height="8" rx="4" fill="${at < rank ? ink : 'none'}" stroke="${ink}" stroke-width="2"/>`,
  );
  return `<g transform="translate(353 ${y})">${bars.join('')}</g>${line(levels[face.level][face.language], y + 42, 24, `fill="${ink}" letter-spacing="4"`)}`;
}

function nameLines(face: BadgeFace): { markup: string; bottom: number } {
  const short = wrapText(face.name, 9, 2);
  const fits = short.length <= 2 && !short.at(-1)?.endsWith('…');
  const size = fits ? 54 : 42;
  const lines = fits ? short : wrapText(face.name, 12, 3);
  const top = 372 - ((lines.length - 1) * size * 1.25) / 2;
  const markup = lines.map((text, at) =>
    line(text, top + at * size * 1.25 + 12, size, 'fill="#17202b" font-weight="700"'),
  );
  return { markup: markup.join(''), bottom: top + (lines.length - 1) * size * 1.25 };
}

function sandboxBand(language: Language): string {
  const text = language === 'en' ? 'SANDBOX: NOT A REAL BADGE' : '測試用，不具效力';
  return `<path d="M48 160h704v92H48z" fill="#b3261e"/>${line(text, 217, 30, 'fill="#fff" font-weight="700" letter-spacing="3"')}`;
}

/** The issuer at the foot of the seal, where the rim leaves less room on every line: as large as it fits. */
function issuerLines(name: string): string {
  const bold = 'fill="#17202b" font-weight="700"';
  const size = [27, 24].find((one) => {
    const [first, ...more] = wrapText(name, Math.floor(410 / one), 2);
    return more.length === 0 && !first?.endsWith('…');
  });
  if (size) return line(name, 672, size, bold);
  return wrapText(name, 17, 2)
    .map((text, at) => line(text, 660 + at * 29, 21, bold))
    .join('');
}

/** The picture of a badge: a calm round seal with its name, competencies, level and issuer. */
export function drawBadge(face: BadgeFace): string {
  const { ink, soft } = face.sandbox ? sandboxInk : levels[face.level];
  const name = nameLines(face);
  const competencies = wrapText(face.competencies.join(face.language === 'en' ? ', ' : '、'), 18, 2);
  const below = Math.max(name.bottom + 66, 470);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 800 800" role="img" aria-label="${escapeXml(face.name)}" font-family="${fonts}">
<title>${escapeXml(face.name)}</title>
<clipPath id="seal"><circle cx="400" cy="400" r="352"/></clipPath>
<circle cx="400" cy="400" r="390" fill="${ink}"/><circle cx="400" cy="400" r="372" fill="none" stroke="#fff" stroke-width="3"/>
<circle cx="400" cy="400" r="352" fill="#fff"/>
<g clip-path="url(#seal)"><path d="M48 620h704v200H48z" fill="${soft}"/>${face.sandbox ? sandboxBand(face.language) : ''}</g>
<circle cx="400" cy="400" r="352" fill="none" stroke="${ink}" stroke-width="4"/>
${face.sandbox ? '' : emblem(ink, soft)}
${name.markup}
${competencies.map((text, at) => line(text, below + at * 36, 28, `fill="${ink}"`)).join('')}
${levelMark(face, ink, 552)}
${issuerLines(face.issuerName)}
</svg>
`;
}

/** A picture of the proposer's own, wrapped so that it can be baked as an SVG too. */
export function wrapPicture(dataUri: string, name: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 800 800" role="img" aria-label="${escapeXml(name)}">
<title>${escapeXml(name)}</title>
<image width="800" height="800" preserveAspectRatio="xMidYMid meet" href="${escapeXml(dataUri)}"/>
</svg>
`;
}
