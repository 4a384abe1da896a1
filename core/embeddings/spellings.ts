interface Spelling {
  readonly model: RegExp;
  readonly question: (text: string) => string;
  readonly passage: (text: string) => string;
}

const plain = (text: string) => text;

/** What a model wants written before a text, as its model card says; the rest take texts as they are. */
const spellings: readonly Spelling[] = [
  {
    model: /(?:^|[-/_])e5(?:[-_:]|$)/i,
    question: (text) => `query: ${text}`,
    passage: (text) => `passage: ${text}`,
  },
  {
    model: /embedding-?gemma/i,
    question: (text) => `task: search result | query: ${text}`,
    passage: (text) => `title: none | text: ${text}`,
  },
  {
    model: /qwen3-embedding/i,
    question: (text) =>
      `Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:${text}`,
    passage: plain,
  },
];

export function spellingOf(model: string): Spelling {
  return spellings.find((one) => one.model.test(model)) ?? { model: /./, question: plain, passage: plain };
}
