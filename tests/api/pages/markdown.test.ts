import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../api/pages/markdown.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

const mark = (n: number) => (n <= 3 ? `<a class="cite">${n}</a>` : undefined);

describe('Markdown of sources and answers', () => {
  it('shows raw HTML as typed', () => {
    const html = renderMarkdown('<script>alert(1)</script>\n\n文字 <img src=x onerror=alert(1)> <b>粗</b>');
    expect(html).not.toMatch(/<(script|img|b)\b/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('&lt;b&gt;');
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,hi)',
    '[x](vbscript:x)',
    '[x](//evil.example/a)',
    '[x](/logout)',
    '<javascript:alert(1)>',
    '[x][ref]\n\n[ref]: javascript:alert(1)',
  ])('makes no link of %s', (text) => {
    expect(renderMarkdown(text)).not.toContain('<a ');
  });

  it('links web pages, telling them nothing of where the reader came from', () => {
    const html = renderMarkdown('[來源](https://example.org/a?b=1&c="x")');
    expect(html).toContain('href="https://example.org/a?b=1&amp;c=');
    expect(html).toContain('rel="noopener noreferrer nofollow"');
    expect(html).not.toMatch(/href="[^"]*"x/);
  });

  it('loads no picture', () => {
    expect(renderMarkdown('![圖](https://example.org/p.png)')).not.toContain('<img');
  });

  it('turns known marks into citations and leaves the others', () => {
    expect(renderMarkdown('甲 [1][2]，乙 [9]。', { mark })).toBe(
      '<p>甲<a class="cite">1</a><a class="cite">2</a>，乙[9]。</p>\n',
    );
  });

  it('keeps marks in lists, tables and bold text', () => {
    const html = renderMarkdown('- **甲** [1]\n\n| a | b |\n|---|---|\n| 乙 [2] | x |', { mark });
    expect(html).toContain('<strong>甲</strong><a class="cite">1</a>');
    expect(html).toContain('<td>乙<a class="cite">2</a></td>');
  });

  it('puts headings below the heading of the page they stand in', () => {
    expect(renderMarkdown('# 大', { headingLevel: 3 })).toBe('<h3>大</h3>\n');
  });

  it.each(['[', '](', '>', '_a_', '*a ', '`a', '<a ', 'a@', '![', '~~a', '- ', '|', '[1] ', '# '])(
    'takes 100 kB of %j without trouble',
    (piece) => {
      let html = '';
      const ms = cpuMsOf(() => {
        html = renderMarkdown(piece.repeat(Math.ceil(100_000 / piece.length)), { mark });
      });
      expect(ms).toBeLessThan(3_000);
      expect(html).not.toMatch(/<a (?!class="cite")/);
    },
  );

  it('shows hundreds of nested quotes without failing', () => {
    expect(renderMarkdown(`${'>'.repeat(1_400)} 甲`)).toContain('甲');
  });
});
