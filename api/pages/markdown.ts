import { Marked, type Tokens } from 'marked';

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** True for addresses a link may lead to: web pages, nothing that runs. */
export function isWebAddress(href: string): boolean {
  return URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
}

export interface MarkdownOptions {
  /** What a mark `[n]` becomes, as HTML; undefined leaves it as text. */
  readonly mark?: (n: number) => string | undefined;
  /** Links to pages of this site, `/cases/x`, stay links: for text of ours. */
  readonly pages?: boolean;
  /** The level of the text's highest headings. */
  readonly headingLevel?: number;
}

const markPattern = /^\[(\d{1,3})\](?!\()/;

/** Source text is hostile: raw HTML is shown as typed, links lead to web pages only, pictures are not loaded. */
function createMarked({ mark, pages = false, headingLevel = 3 }: MarkdownOptions): Marked {
  const marked = new Marked({ gfm: true });
  marked.use({
    extensions: [
      {
        name: 'mark',
        level: 'inline',
        start: (text) => text.match(/\[\d{1,3}\]/)?.index,
        tokenizer(text) {
          const found = markPattern.exec(text);
          return found ? { type: 'mark', raw: found[0], n: Number(found[1]) } : undefined;
        },
        renderer: ({ raw, n }) => mark?.(n) ?? escapeHtml(raw),
      },
    ],
    renderer: {
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
      image: ({ text }: Tokens.Image) => escapeHtml(text),
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        if (pages && /^\/(?![/\\])/.test(href)) return `<a href="${escapeHtml(href)}">${inner}</a>`;
        if (!isWebAddress(href)) return inner;
        return `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow">${inner}</a>`;
      },
      heading({ tokens, depth }: Tokens.Heading) {
        const level = Math.min(6, Math.max(headingLevel, depth));
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      checkbox: () => '',
      table(token: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], tag: 'th' | 'td') =>
          `<tr>${cells.map((one) => `<${tag}>${this.parser.parseInline(one.tokens)}</${tag}>`).join('')}</tr>`;
        const body = token.rows.map((cells) => row(cells, 'td')).join('');
        return `<div class="table-scroll"><table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>`;
      },
    },
  });
  return marked;
}

/** Above this many the parser's time grows with the square of the text; honest prose stays far below. */
const maxDelimiters = 1_500;

function isTangled(text: string): boolean {
  return (text.match(/[*_[<>~`!@]/g)?.length ?? 0) > maxDelimiters;
}

function plainHtml(text: string): string {
  return `<p class="plain-text">${escapeHtml(text)}</p>\n`;
}

/** Markdown of an answer or a source as HTML that is safe to put into a page; a tangle is shown as plain text. */
export function renderMarkdown(text: string, options: MarkdownOptions = {}): string {
  if (isTangled(text)) return plainHtml(text);
  // A mark belongs to the word before it: no space between them, so that no line begins with one.
  const joined = options.mark ? text.replace(/[ \t]+(?=\[\d{1,3}\](?!\())/g, '') : text;
  try {
    return createMarked(options).parse(joined, { async: false });
  } catch {
    return plainHtml(text);
  }
}
