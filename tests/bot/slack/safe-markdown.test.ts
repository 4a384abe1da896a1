import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { escapeMrkdwn, type Linkable, safeMarkdown } from '../../../bot/slack/present/safe-markdown.ts';

const linkable: Linkable = {
  site: 'https://bank.example',
  addresses: new Set(['https://source.example/report.pdf']),
};
const safe = (markdown: string) => safeMarkdown(markdown, linkable);

/** Where the links of a Markdown text go, as a full reader of Markdown finds them. */
function targets(markdown: string): string[] {
  const found: string[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'link' || token.type === 'image') found.push(token.href);
  });
  return found;
}

describe('Markdown for Slack', () => {
  it('keeps links to pages of the bank and to the cited sources', () => {
    expect(safe('見[案例](/cases/tw-1)與 https://source.example/report.pdf')).toBe(
      '見[案例](https://bank.example/cases/tw-1)與 https://source.example/report.pdf',
    );
    expect(safe('[報告](https://source.example/report.pdf)')).toBe(
      '[報告](https://source.example/report.pdf)',
    );
  });

  it('shows a page by its name alone when nobody could open it', () => {
    expect(safeMarkdown('見[案例](/cases/tw-1)。', { addresses: new Set() })).toBe('見案例。');
  });

  it.each([
    '<!channel> <!here|here> <!everyone> <@U123> <#C1> <!subteam^S1>',
    '&lt;!channel&gt; &#60;!here&#62; &#x3C;@U1&#x3e;',
    '@channel @HERE @everyone',
    '`<!channel>` ```\n<@U123>\n```',
  ])('lets nobody be mentioned by %s', (text) => {
    expect(safe(text)).not.toMatch(/<[@!#]|&(lt|#60|#x3c);|@(channel|here|everyone)/i);
  });

  it.each([
    '[點我](https://evil.example/x)',
    '![圖](https://evil.example/x.png)',
    'https://evil.example/x 與 www.evil.example',
    '[https://bank.example](https://evil.example)',
    '[a [b](https://evil.example/1) c](https://evil.example/2)',
    '[x](<https://evil.example>)',
    '[x](\nhttps://evil.example)',
    '[x]( //evil.example )',
    '[x](//evil.example)',
    '[x]: https://evil.example\n\n[x]',
    '[x](javascript:alert(1))',
    '[x](https://bank.example.evil.example/)',
    '[x](https://bank.example@evil.example/)',
    '` [x](https://evil.example)',
    '\\`[x](https://evil.example)\\`',
    '`a\n\n[x](https://evil.example)\n\n`',
    '<https://evil.example|look> <https://evil.example>',
    '[x](https://evil.example "title")',
    '[x](HTTPS://EVIL.EXAMPLE)',
  ])('makes no link of %j', (text) => {
    const left = targets(safe(text)).filter((href) => !href.startsWith('https://bank.example/'));
    expect(left.filter((href) => /^\s*(https?:)?\/\/|^javascript:|^www\./i.test(decodeURI(href)))).toEqual(
      [],
    );
    expect(safe(text)).not.toMatch(/(?:https?:\/\/|www\.)evil/i);
  });

  it('leaves ordinary text as it was', () => {
    const text = '## 標題\n\n- 第一點 [1][2]\n- a < b，**粗體**、`code`\n\n> 引文';
    expect(safe(text)).toBe(text);
  });

  it('takes the meaning from every sign of Slack’s own markup', () => {
    expect(escapeMrkdwn('<!channel> & *b* _i_ ~s~ `c` https://evil.example')).not.toMatch(
      /<|>|&(?!amp;|lt;|gt;)|(?<!\u2060)[*_~`](?!\u2060)|:\/\//,
    );
  });
});
