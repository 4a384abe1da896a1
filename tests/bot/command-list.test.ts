import { describe, expect, it } from 'vitest';
import { parseFind } from '../../bot/commands/case-find.ts';
import { commands } from '../../bot/commands/index.ts';
import { readLine } from '../../bot/commands/words.ts';

const read = (text: string) => {
  const line = readLine(commands, text);
  return line.kind === 'command' ? `${line.command.name} <${line.rest}>` : line.kind;
};

describe.each(commands.map((command) => [command.name, command] as const))('the command %s', (_, command) => {
  const typed = (language: 'zh-TW' | 'en') => `/${command.words.map((word) => word[language]).join(' ')}`;

  it('has words, usage and description in both languages, Chinese ones in Chinese', () => {
    for (const text of [...command.words, command.describe])
      expect([/\p{Script=Han}/u.test(text['zh-TW']), text.en.trim().length > 0]).toEqual([true, true]);
    expect(command.describe.en).not.toMatch(/\p{Script=Han}/u);
    expect(command.usage['zh-TW']).toMatch(/^\/[a-z]+/);
    expect(command.usage.en).toMatch(/^\/[a-z]+/);
    expect(`${command.usage['zh-TW']}${command.usage.en}`).not.toContain('\n');
  });

  it('is found by its English and Chinese words, behind /bank, with full-width slash and spaces', () => {
    const expected = `${command.name} <甲 乙>`;
    for (const words of [typed('zh-TW'), typed('en'), typed('en').toUpperCase()]) {
      expect(read(`${words} 甲 乙`)).toBe(expected);
      expect(read(`/bank ${words.slice(1)} 甲 乙`)).toBe(expected);
      expect(read(`/知識庫 ${words.slice(1)} 甲 乙`)).toBe(expected);
      expect(read(` ／${words.slice(1).replaceAll(' ', '　')}　甲 乙 `)).toBe(expected);
    }
  });

  it('begins its usage with the words it is found by', () => {
    for (const usage of Object.values(command.usage)) {
      const line = readLine(commands, usage);
      expect(line.kind === 'command' && line.command.name).toBe(command.name);
    }
  });

  it('asks before it acts, and only when it acts', () => {
    expect(command.question !== undefined).toBe(command.acts);
    if (command.acts) expect(command.allow).not.toBe('anonymous');
  });
});

describe('the command list', () => {
  it('names nothing twice and offers only what exists', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
    const first = new Set(commands.map(({ words }) => words[0]!.en));
    expect([...first].sort()).toEqual([
      'ask',
      'badge',
      'case',
      'diagnose',
      'gap',
      'help',
      'link',
      'path',
      'programme',
      'progress',
      'unlink',
    ]);
  });

  it.each([
    ['/案例 找 聊天機器人', 'case-find <聊天機器人>'],
    ['/案例 搜寻 聊天机器人', 'case-find <聊天机器人>'],
    ['/案例 审核', 'case-review <>'],
    ['／ＣＡＳＥ　ＦＩＮＤ　ｃｈａｔｂｏｔ', 'case-find <ｃｈａｔｂｏｔ>'],
    ['/ask：什麼是影子 AI？', 'ask <什麼是影子 AI？>'],
    ['/case review return case_1 理由 一\n理由 二', 'case-review-return <case_1 理由 一\n理由 二>'],
    ['/bank', 'help <>'],
    ['/說明', 'help <>'],
    ['/bank help', 'help <>'],
    ['什麼是 /case find？', 'question'],
    ['case find chatbot', 'question'],
    ['/nothing', 'unfit'],
    ['/case', 'unfit'],
    ['/case 聊天機器人', 'unfit'],
    ['/', 'unfit'],
  ])('reads %s as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('offers the commands of a group whose verb it does not know', () => {
    const line = readLine(commands, '/case delete');
    expect(line.kind === 'unfit' && line.group.map(({ name }) => name)).toContain('case-find');
  });
});

describe('/case find', () => {
  it.each([
    ['聊天機器人', { q: '聊天機器人' }],
    ['荷蘭 失敗 福利', { q: '福利', country: 'NL', outcome: 'failure' }],
    ['UK chatbot success', { q: 'chatbot', country: 'GB', outcome: 'success' }],
    ['chatbots in it no us', { q: 'chatbots in it no us' }],
    ['英國', { country: 'GB' }],
    ['', undefined],
    ['   ', undefined],
  ])('reads “%s”', (text, expected) => {
    expect(parseFind(text)).toEqual(expected);
  });
});
