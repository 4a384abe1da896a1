import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AiType } from '../cases/schema.ts';
import { fold } from '../text/fold.ts';
import type { ContentWord } from './content-words.ts';
import { contentWords } from './content-words.ts';
import type { PreparedText } from './match-words.ts';
import { matchWord, prepareText } from './match-words.ts';

const Words = z.object({ 'zh-TW': z.array(z.string().min(1)), en: z.array(z.string().min(1)) });

/** A subject managers ask advice on. `…` in a phrase stands for up to eight characters. */
const AdviceTopicFile = z.strictObject({
  id: z.string().min(1),
  name: z.object({ 'zh-TW': z.string().min(1), en: z.string().min(1) }),
  /** What people say when they ask about it; English phrases are beginnings of words. */
  asked: Words,
  /** What sentences that tell of it say. */
  words: Words,
  /** What titles, keywords and summaries of cases about it say. */
  cases: Words.optional(),
  aiTypes: z.array(AiType).optional(),
  /** It is a kind of AI: naming it is asking about AI. */
  ai: z.boolean().optional(),
  /** Only cases about it can tell of it. */
  only: z.boolean().optional(),
});

export interface AdviceTopic {
  readonly id: string;
  readonly asked: RegExp;
  readonly words: readonly { text: string; pattern: RegExp }[];
  readonly cases?: RegExp;
  readonly aiTypes: ReadonlySet<string>;
  readonly ai: boolean;
  readonly only: boolean;
  /** Single words said of it, asking and telling. */
  readonly vocabulary: PreparedText;
}

const file = new URL('../content/advice/topics.jsonl', import.meta.url);

function patternOf(phrase: string): string {
  const parts = phrase.split('…').map((part) => fold(part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return /^[a-z0-9]/.test(parts[0]!) ? `\\b${parts.join('.{0,12}')}` : parts.join('.{0,8}');
}

function patternsOf(words: z.infer<typeof Words>): RegExp {
  return new RegExp([...words['zh-TW'], ...words.en].map(patternOf).join('|'), 'gu');
}

/** Phrases are left to be found as a whole: free of "free version" says nothing. */
function vocabularyOf({ asked, words }: z.infer<typeof AdviceTopicFile>): string[] {
  return [asked, words]
    .flatMap((list) => [...list['zh-TW'].filter((phrase) => phrase.length <= 4), ...list.en])
    .filter((phrase) => !/[ …]/u.test(phrase));
}

function prepare(topic: z.infer<typeof AdviceTopicFile>): AdviceTopic {
  return {
    id: topic.id,
    asked: patternsOf(topic.asked),
    words: [...topic.words['zh-TW'], ...topic.words.en].map((text) => ({
      text: fold(text),
      pattern: new RegExp(patternOf(text), 'u'),
    })),
    ...(topic.cases ? { cases: new RegExp(patternsOf(topic.cases).source, 'u') } : {}),
    aiTypes: new Set(topic.aiTypes ?? []),
    ai: topic.ai ?? false,
    only: topic.only ?? false,
    vocabulary: prepareText(vocabularyOf(topic).join('\n')),
  };
}

let topics: Promise<readonly AdviceTopic[]> | undefined;

/** The shipped subjects of advice, read once. */
export function loadAdviceTopics(): Promise<readonly AdviceTopic[]> {
  topics ??= readFile(file, 'utf8').then((text) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => prepare(AdviceTopicFile.parse(JSON.parse(line)))),
  );
  return topics;
}

export interface FoundTopic {
  readonly topic: AdviceTopic;
  /** 1 for the one most of the question is about, less for the others. */
  readonly weight: number;
  /** Characters of the question that speak of it. */
  readonly length: number;
}

const LIMIT = 4;
/** A subject spoken of less than this, next to the main one, is but brushed. */
const BESIDE = 0.15;
/** A word of a subject under another name (mute for switched off) tells less than what people are known to say. */
const LIKE = 0.8;
/** Of the asking itself: 怎麼辦 is of no subject. */
const FRAMING = /^(?:怎麼辦|要不|不要|怎樣|可行|好壞|問題|事情|後來|知道|keep|need|deal|happen|problem)$/u;
/** A word more subjects than these speak of tells none. */
const COMMON = 3;

/** Characters of the question's words that are of a subject's vocabulary, though not said in a known way. */
function lengthOfWords(
  words: readonly ContentWord[],
  topics: readonly AdviceTopic[],
): Map<AdviceTopic, number> {
  const lengths = new Map<AdviceTopic, number>();
  for (const word of words) {
    if (word.text.length < 2 || FRAMING.test(word.text)) continue;
    const speaking = topics.filter(({ vocabulary }) => matchWord(word, vocabulary) >= LIKE);
    if (speaking.length > COMMON) continue;
    for (const topic of speaking)
      lengths.set(topic, (lengths.get(topic) ?? 0) + (0.6 * word.text.length) / speaking.length);
  }
  return lengths;
}

/** The subjects a folded question speaks of, the main one first. */
export async function findAdviceTopics(folded: string): Promise<FoundTopic[]> {
  const topics = await loadAdviceTopics();
  const likes = lengthOfWords(contentWords(folded), topics);
  const found = topics
    .map((topic) => {
      const said = [...new Set(folded.match(topic.asked) ?? [])].join('').length;
      return { topic, length: said + (said > 0 || !topic.only ? (likes.get(topic) ?? 0) : 0) };
    })
    .sort((a, b) => b.length - a.length)
    .slice(0, LIMIT);
  const most = found[0]?.length || 1;
  return found
    .filter(({ length }) => length > BESIDE * most)
    .map(({ topic, length }) => ({ topic, length, weight: 0.3 + (0.7 * length) / most }));
}
