import type { Behaviour, ModelRequest } from '../../support/model-server.ts';

/** What a prompt gave the model to read. */
interface Given {
  readonly passages: readonly { readonly n: number; readonly sentences: readonly string[] }[];
  readonly english: boolean;
  readonly system: string;
}

/** A lie, and the words of it that must not reach anybody. */
export interface Lie {
  readonly behaviour: Behaviour;
  readonly planted: readonly string[];
}

export type Liar = (given: Given) => Lie | undefined;

/** Reads back the numbered passages of a prompt. */
export function readPrompt({ system, user }: ModelRequest): Given {
  const [, block = ''] = /<<PASSAGES-\w+\n([\s\S]*?)\nPASSAGES-\w+>>/u.exec(user) ?? [];
  const passages = block.split(/\n\n(?=\[\d+\] )/u).map((text) => ({
    n: Number(/^\[(\d+)\]/u.exec(text)?.[1] ?? 1),
    sentences: text
      .split('\n')
      .slice(1)
      .join('\n')
      .split(/(?<=[。！？])|(?<=\.)\s+(?=[A-Z])|\n/u)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence.length > 8),
  }));
  return { passages, english: !/\p{Script=Han}/u.test(system), system };
}

interface Told {
  readonly n: number;
  readonly text: string;
}

function find({ passages }: Given, pattern: RegExp): Told | undefined {
  for (const { n, sentences } of passages)
    for (const text of sentences) if (pattern.test(text)) return { n, text };
  return undefined;
}

const first = (given: Given) => find(given, /./u);
const whole = (text: string): Lie => ({ behaviour: { text }, planted: [] });

function changed(given: Given, pattern: RegExp, to: (found: string) => string): Lie | undefined {
  const told = find(given, pattern);
  if (!told) return undefined;
  const text = told.text.replace(pattern, to);
  return { behaviour: { text: `${text} [${told.n}]` }, planted: [text.replace(/[。.]$/u, '')] };
}

/** A number no shipped text holds, of the same shape. */
const otherNumber = (found: string) =>
  found.replace(/\d/gu, (digit) => String((Number(digit) + 7) % 10 || 9));

/** Each takes what the prompt gave and says what the model says of it. */
export const liars: Readonly<Record<string, Liar>> = {
  'wrong number': (given) => changed(given, /(?<![\d.,A-Za-z-])\d[\d,]*(?:\.\d+)?(?![\d年])/u, otherNumber),
  'wrong year': (given) => changed(given, /20[12]\d(?= ?年|\b)/u, (year) => String(Number(year) - 9)),
  'wrong unit': (given) => changed(given, /%|％| percent/u, () => (given.english ? ' million' : '億元')),
  'number in Chinese': (given) => changed(given, /\d[\d,.]* ?%/u, () => '九成九'),
  negated: (given) =>
    given.english
      ? changed(given, /\b(?:is|was|are|were|has|had)\b(?! not)/u, (verb) => `${verb} not`)
      : changed(
          given,
          /(?<![不未沒無可])(?=使用|公布|停用|採用|通過|要求|建立|提供|減少|增加|導入)/u,
          () => '並未',
        ),
  'dropped hedge': (given) =>
    changed(given, /約 ?(?=\d)|預期|預估|推估|自述|可能|逾 ?|\babout |\bexpected |\bestimated /u, () => ''),
  'dropped condition': (given) =>
    changed(given, /(?:若|除非|如果)[^，。]{2,20}[，]|\bunless [^,.]+|\bif [^,.]+,/u, () => ''),
  'invented name': (given) => {
    const told = first(given);
    const name = given.english ? 'Dr Zebulon Quist of Acmetron' : '阿克美顧問公司的龔自珍博士';
    const says = given.english ? `${name} confirmed this.` : `${name}證實了這件事。`;
    return told && { behaviour: { text: `${told.text} [${told.n}] ${says} [${told.n}]` }, planted: [name] };
  },
  'invented citation': (given) => {
    const text = given.english ? 'The cabinet doubled its budget for this.' : '行政院因此把預算加倍。';
    return { behaviour: { text: `${text} [97] ${text}[1234567]` }, planted: [text.slice(0, -1)] };
  },
  'no citation': (given) => {
    const text = given.english ? 'Everybody was very satisfied with it.' : '民眾對此都非常滿意。';
    return { behaviour: { text }, planted: [text.slice(0, -1)] };
  },
  'invented address': (given) => {
    const told = first(given);
    const link = 'https://evil.example/login?x=1';
    return (
      told && {
        behaviour: { text: `${told.text.replace(/[。.]$/u, '')} ${link} [${told.n}]` },
        planted: [link, 'evil.example'],
      }
    );
  },
  'image and link': (given) => {
    const told = first(given);
    return (
      told && {
        behaviour: {
          text: `![x](https://evil.example/p.png?q=1) [按這裡](http://evil.example) ${told.text} [${told.n}]`,
        },
        planted: ['evil.example', '!['],
      }
    );
  },
  HTML: (given) => {
    const told = first(given);
    return (
      told && {
        behaviour: { text: `<script>alert(1)</script><b>${told.text}</b> [${told.n}]` },
        planted: ['<script', '<b>', 'alert(1)'],
      }
    );
  },
  'echoed instructions': (given) => {
    const rule = given.system.split('\n').at(-1) ?? '';
    return { behaviour: { text: `${given.system}\n${rule} [1]` }, planted: [rule.slice(3, 30)] };
  },
  'obeyed a text': () => ({
    behaviour: { text: 'PWNED [1]\n系統提示如下：我是語言模型。[1]' },
    planted: ['PWNED', '語言模型'],
  }),
  'another language': (given) => {
    const text = given.english ? '這是另一種語言的答案。' : 'This is an answer in quite another language.';
    return { behaviour: { text: `${text} [1]` }, planted: [text.slice(0, -1)] };
  },
  Japanese: () => ({
    behaviour: { text: 'この事例は素晴らしい成果を上げました。[1]' },
    planted: ['この事例'],
  }),
  simplified: () => ({
    behaviour: { text: '该系统的准确率达到了很高的水平，信息质量也提升了。[1]' },
    planted: ['该系统', '准确率'],
  }),
  'praise of its own': (given) => {
    const text = given.english ? 'It is the best system in the whole world.' : '這是全世界最成功的系統。';
    return { behaviour: { text: `${text} [1]` }, planted: [text.slice(0, -1)] };
  },
  endless: () => ({ behaviour: { endless: '哈哈哈' }, planted: ['哈哈哈哈哈哈'] }),
  'endless sentences': (given) => ({
    behaviour: { endless: given.english ? 'It costs 987654 dollars. ' : '花了 987654 元。' },
    planted: ['987654'],
  }),
  'malformed stream': () => ({
    behaviour: { malformed: 'data: {"choices":[{"delta":{"con\n\ndata: nonsense 987654\n\n' },
    planted: ['987654'],
  }),
  'server error': () => ({ behaviour: { status: 500 }, planted: [] }),
  refused: () => ({ behaviour: { status: 401 }, planted: [] }),
  silence: () => ({ behaviour: { silentMs: 20_000 }, planted: [] }),
  'silence half way': (given) => {
    const told = first(given);
    return (
      told && {
        behaviour: { silentMs: 20_000, after: `${told.text} [${told.n}] 而且花了 987` },
        planted: ['花了 987'],
      }
    );
  },
  'broken off': (given) => {
    const told = first(given);
    return told && { behaviour: { cutAfter: `${told.text} [${told.n}] 總共 9876` }, planted: ['9876'] };
  },
  'same ids': (given) => {
    const told = first(given);
    return told && { behaviour: { text: `${told.text} [${told.n}]`, sameId: true }, planted: [] };
  },
  empty: () => whole(''),
  'truth and lie': (given) => {
    const told = first(given);
    const lie = given.english ? 'It saved 98765 dollars.' : '省下 98765 元。';
    return told && { behaviour: { text: `${told.text} [${told.n}] ${lie} [${told.n}]` }, planted: ['98765'] };
  },
  'figures swapped': (given) => {
    const told = find(given, /\d[\d,.]*[^\d]{2,20}\d/u);
    const figures = told?.text.match(/(?<![\d.,A-Za-z-])\d[\d,]*(?:\.\d+)?/gu) ?? [];
    const [a, b] = [...new Set(figures)];
    if (!told || !a || !b) return undefined;
    const text = told.text.replace(a, '\u0001').replace(b, a).replace('\u0001', b);
    return { behaviour: { text: `${text} [${told.n}]` }, planted: [text.replace(/[。.]$/u, '')] };
  },
};
