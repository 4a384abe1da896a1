import type { Language } from '../../core/language.ts';
import type { AskReply, Citation } from '../../knowledge/answers/schema.ts';

export interface Style {
  /** ANSI bold, dim and the like; off for files and pipes. */
  readonly color: boolean;
}

const texts = {
  sources: { 'zh-TW': '出處', en: 'Sources' },
  suggestions: { 'zh-TW': '也可以問', en: 'You could ask' },
  asOf: { 'zh-TW': '資料檢視日期', en: 'Sources last reviewed' },
  version: { 'zh-TW': '第 {n} 版', en: 'version {n}' },
};

function paint(code: number, text: string, { color }: Style): string {
  return color && text ? `\u001B[${code}m${text}\u001B[0m` : text;
}

/** Markdown emphasis becomes what a terminal can show; links keep their address. */
function plain(markdown: string, style: Style): string {
  return markdown
    .replaceAll(/^#{1,6}\s+(.+)$/gm, (_, title: string) => paint(1, title, style))
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, strong: string) => paint(1, strong, style))
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 <$2>');
}

function citationLines(citation: Citation, language: Language, style: Style): string[] {
  const place = [citation.title, citation.section].filter(Boolean).join(' › ');
  const version = texts.version[language].replace('{n}', String(citation.version));
  const name = citation.externalId ?? citation.sourceId;
  const addresses = [citation.url, ...citation.sourceUrls.map(({ url }) => url)].filter(
    (url) => url !== null,
  );
  return [
    `${paint(1, `[${citation.n}]`, style)} ${place} ${paint(2, `(${name}, ${version})`, style)}`,
    `    ${citation.excerpt.replaceAll(/\s+/g, ' ').trim()}`,
    ...[...new Set(addresses)].slice(0, 3).map((url) => paint(2, `    ${url}`, style)),
  ];
}

/** An answer as lines for a terminal: the text, then each citation with its excerpt and addresses. */
export function presentAnswer(reply: AskReply, style: Style): string {
  const { language } = reply;
  const cited = reply.citations.flatMap((citation) => citationLines(citation, language, style));
  const heading = (text: string) => ['', paint(1, text, style)];
  return [
    plain(reply.answer, style),
    ...(reply.degraded ? ['', reply.degraded] : []),
    ...(cited.length > 0 ? [...heading(texts.sources[language]), ...cited] : []),
    ...(reply.asOf ? ['', paint(2, `${texts.asOf[language]}: ${reply.asOf}`, style)] : []),
    ...(reply.suggestions.length > 0
      ? [...heading(texts.suggestions[language]), ...reply.suggestions.map((suggestion) => `  ${suggestion}`)]
      : []),
  ].join('\n');
}
