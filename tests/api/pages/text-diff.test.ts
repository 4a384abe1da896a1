import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffText } from '../../../api/pages/text-diff.ts';

describe('what changed between two texts', () => {
  it('is told character by character in Chinese and word by word in English', () => {
    expect(diffText('完成課程並通過實作評量。', '完成課程並通過筆試。')).toEqual([
      { kind: 'same', text: '完成課程並通過' },
      { kind: 'gone', text: '實作評量' },
      { kind: 'new', text: '筆試' },
      { kind: 'same', text: '。' },
    ]);
    expect(diffText('passes the test', 'passes a test')).toEqual([
      { kind: 'same', text: 'passes ' },
      { kind: 'gone', text: 'the' },
      { kind: 'new', text: 'a' },
      { kind: 'same', text: ' test' },
    ]);
  });

  it('holds both texts whole, whatever they are', () => {
    const word = fc
      .array(fc.constantFrom('完', '成', 'ab', ' ', '12', '\n'), { maxLength: 30 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(word, word, (before, after) => {
        const pieces = diffText(before, after);
        const text = (...kinds: string[]) =>
          pieces
            .filter((one) => kinds.includes(one.kind))
            .map((one) => one.text)
            .join('');
        expect([text('same', 'gone'), text('same', 'new')]).toEqual([before, after]);
      }),
    );
  });

  it('is shown whole when it is too much to compare', () => {
    const [before, after] = ['a '.repeat(2_000), 'b '.repeat(2_000)];
    expect(diffText(before, after).length).toBeLessThan(5);
  });
});
