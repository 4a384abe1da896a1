import { findNumbers, sameNumber, withoutDates } from './find-numbers.ts';
import { passagesIn } from './labels-of.ts';
import type { HeldCase, HeldSentence } from './library.ts';

const sections = [
  '問題背景',
  '導入作法',
  '成效',
  '失敗或風險',
  '治理作法',
  '可借鏡之處',
  '給主管的提問',
] as const;
type Section = (typeof sections)[number];

const aligned = new WeakMap<HeldCase, ReadonlyMap<HeldSentence, Section>>();

/** How much a Chinese sentence and an English one share: figures, and words by their dictionary meanings. */
function likeness(english: HeldSentence, chinese: HeldSentence): number {
  const figures = findNumbers(english.text).filter((value) => value > 1);
  const others = findNumbers(chinese.text);
  const shared = figures.filter((value) => others.some((other) => sameNumber(value, other))).length;
  let meanings = 0;
  for (const [stem, weight] of chinese.prepared.glosses())
    if (english.prepared.stems.has(stem)) meanings += weight;
  return shared * 1.2 + meanings / Math.sqrt(4 + chinese.prepared.glosses().size / 4);
}

function align(held: HeldCase): Map<HeldSentence, Section> {
  const english = passagesIn(held, 'English summary').flatMap((passage) => passage.sentences());
  const home = new Map<HeldSentence, Section>();
  for (const sentence of english) {
    let best = 0;
    for (const section of sections)
      for (const passage of passagesIn(held, section))
        for (const other of passage.sentences()) {
          const score = likeness(sentence, other);
          if (score > best) {
            best = score;
            home.set(sentence, section);
          }
        }
  }
  return home;
}

/** The sentence of the English summary that states the figures of a Chinese one, if there is one. */
export function englishSentenceFor(held: HeldCase, chinese: HeldSentence): HeldSentence | undefined {
  const figures = findNumbers(withoutDates(chinese.text)).filter((value) => value >= 2);
  if (figures.length === 0) return undefined;
  const shared = (sentence: HeldSentence) => {
    const others = findNumbers(sentence.text);
    return figures.filter((value) => others.some((other) => sameNumber(value, other))).length;
  };
  const [best] = passagesIn(held, 'English summary')
    .flatMap((passage) => passage.sentences())
    .map((sentence) => ({ sentence, count: shared(sentence) }))
    .sort((a, b) => b.count - a.count);
  return best && best.count * 2 >= figures.length ? best.sentence : undefined;
}

/** Sentences of the English summary that tell what the given sections of the case tell, in their own order. */
export function englishSentencesFor(held: HeldCase, wanted: readonly string[]): HeldSentence[] {
  const home = aligned.get(held) ?? align(held);
  aligned.set(held, home);
  const found = [...home].filter(([, section]) => wanted.includes(section)).map(([sentence]) => sentence);
  return found.sort((a, b) => a.start - b.start);
}
