import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerFromPassages } from '../../prompts/answer-from-passages.ts';
import { mendSentences } from '../../prompts/mend-sentences.ts';
import { labelOf, type Prompt } from '../../prompts/prompt.ts';
import { readCase } from '../../prompts/read-case.ts';
import { rewriteFollowUp } from '../../prompts/rewrite-follow-up.ts';

const nonce = 'n0nce12345';
const passages = [
  { n: 1, title: '標題甲', section: '成效', text: '省下 5,000 小時。' },
  { n: 2, title: '標題乙', section: '', text: '見 LINK-1。' },
];
const languages = ['zh-TW', 'en'] as const;

interface Filled {
  readonly prompt: Prompt<never>;
  readonly texts: readonly string[];
  /** What the asker or the sources gave: all of it has to arrive. */
  readonly given: readonly string[];
}

const filled: Filled[] = languages.flatMap((language) => {
  const fill = <Data>(prompt: Prompt<Data>, data: Data, given: readonly string[]) => ({
    prompt: prompt as unknown as Prompt<never>,
    texts: prompt.fill(data).map(({ text }) => text),
    given,
  });
  const read = passages.flatMap(({ title, text }) => [title, text]);
  return [
    fill(answerFromPassages, { question: '省了多少？', language, passages, nonce, short: false }, [
      '省了多少？',
      ...read,
    ]),
    fill(answerFromPassages, { question: '省了多少？', language, passages, nonce, short: true }, read),
    fill(
      mendSentences,
      { language, passages, nonce, sentences: [{ text: '省下 9 小時。', reason: 'number: 9' }] },
      ['S1: 省下 9 小時。', 'number: 9', ...read],
    ),
    fill(rewriteFollowUp, { language, nonce, thread: ['前一題'], question: '那成效呢？' }, [
      '前一題',
      '那成效呢？',
    ]),
    fill(readCase, { language, nonce, sentences: ['準確率 92%。', '已試辦。'] }, ['準確率 92%。\n已試辦。']),
  ];
});

describe('a prompt', () => {
  it('is among those filled here, each file of them', () => {
    const files = readdirSync(new URL('../../prompts', import.meta.url)).map((name) =>
      name.replace('.ts', ''),
    );
    const names = new Set(filled.map(({ prompt }) => prompt.name));
    expect(files.filter((name) => !['prompt', 'numbered-passages'].includes(name)).sort()).toEqual(
      [...names].sort(),
    );
  });

  it.each(filled)('$prompt.name fills every place and leaves none', ({ texts, given }) => {
    const all = texts.join('\n');
    for (const one of given) expect(all).toContain(one);
    expect(all).not.toMatch(/undefined|null|\[object|\$\{|\{\{|\bNaN\b|<<\w+-(?!n0nce12345)/);
  });

  it.each(filled)('$prompt.name names no block that is not there', ({ texts }) => {
    const [system = '', user = ''] = texts;
    const named = [...system.matchAll(/\b([A-Z]+)-n0nce12345/g)].map(([, block]) => block);
    expect(named.length).toBeGreaterThan(0);
    for (const block of named) expect(user).toContain(`<<${block}-${nonce}\n`);
  });

  it.each(filled)('$prompt.name says its version and purpose', ({ prompt }) => {
    expect(labelOf(prompt)).toMatch(/^[a-z-]+@[1-9]\d*$/);
    expect(prompt.purpose).toMatch(/^[A-Z].{20,}\.$/);
  });
});
