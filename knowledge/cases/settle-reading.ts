import { newSecret } from '../../core/ids.ts';
import { checkClaim } from '../answers/check/check-claim.ts';
import { findUnfit } from '../answers/check/plain-words.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { fold } from '../text/fold.ts';
import type { CaseReading } from './case-reading.ts';
import { sectionHeadings } from './case-source.ts';
import { type Drafted, draftCued, monthsIn } from './draft-facts.ts';
import type { Fact, Part, Placed, RuleReading, TextDraft } from './draft-from-text.ts';
import { AiType, CaseOutcome, GovernmentLevel, Metric, Stage } from './schema.ts';
import { findSent, type SentSentence } from './sent-sentences.ts';

const enums = {
  governmentLevel: GovernmentLevel,
  aiType: AiType,
  stage: Stage,
  outcome: CaseOutcome,
} as const;
const longest: Readonly<Partial<Record<Fact, number>>> = { title: 300, agency: 200, sector: 100 };

/** What was taken from a model's reading, and how much of it. */
export interface Settled {
  readonly draft: TextDraft;
  readonly taken: number;
  readonly refused: number;
}

/** Whether a value may stand in the form: fit by itself, and said by its sentence. */
function isSaid(value: string, { sent }: SentSentence, instructions: string): boolean {
  const language = detectLanguage(value);
  if (value === '' || value.includes('○○○') || findUnfit(value, { language, instructions })) return false;
  const passage = { id: newSecret(), text: sent, about: [], language: detectLanguage(sent) };
  return checkClaim(value, [passage], language).length === 0;
}

/** A closed value is the model's judgement, but not against what the words of its sentence say. */
function isPlausible(name: keyof typeof enums, value: string, { sent }: SentSentence): boolean {
  const cued = draftCued(name, [sent]);
  return enums[name].safeParse(value).success && (cued === undefined || cued.value === value);
}

function factHolds(fact: Fact, value: string, sentence: SentSentence, instructions: string): boolean {
  if (fact === 'started' || fact === 'ended')
    return monthsIn(sentence.sent).some((month) => month === value || month.startsWith(`${value}-`));
  if (fact in enums) return isPlausible(fact as keyof typeof enums, value, sentence);
  if (value.length > longest[fact]!) return false;
  if (fact === 'agency') return value.length > 1 && fold(sentence.sent).includes(fold(value));
  return isSaid(value, sentence, instructions);
}

function figureText(name: string, value: string, unit: string): string {
  return `${name.trim()} ${value.trim()}${/^[a-z]/i.test(unit) ? ' ' : ''}${unit.trim()}`;
}

const isPart = (field: string): field is Part => field in sectionHeadings;

interface PlacedLine {
  readonly sentence: SentSentence;
  readonly part: Part;
  readonly value: string;
}

class Settling {
  readonly facts: Partial<Record<Fact, Drafted>> = {};
  readonly lines: PlacedLine[] = [];
  readonly metrics: Drafted<Metric>[] = [];
  taken = 0;
  refused = 0;
  private readonly sentences: readonly SentSentence[];
  private readonly instructions: string;

  constructor(sentences: readonly SentSentence[], instructions: string) {
    this.sentences = sentences;
    this.instructions = instructions;
  }

  readField({ field, value: raw, sentence: given }: CaseReading['fields'][number]): void {
    const value = raw.trim();
    const sentence = findSent(given, this.sentences);
    if (!sentence) this.refused++;
    else if (isPart(field)) this.place(field, value, sentence);
    else if (this.facts[field] || !factHolds(field, value, sentence, this.instructions)) this.refused++;
    else {
      this.facts[field] = { value, from: [sentence.own] };
      this.taken++;
    }
  }

  /** A part is written in the model's words where its sentence says them, in the author's else. */
  private place(part: Part, value: string, sentence: SentSentence): void {
    if (this.lines.some((line) => line.sentence === sentence)) return;
    const holds = isSaid(value, sentence, this.instructions);
    this.lines.push({ sentence, part, value: holds ? value : sentence.own });
    if (holds) this.taken++;
    else this.refused++;
  }

  readMetric({ name, value: raw, unit, sentence: given }: CaseReading['metrics'][number]): void {
    const sentence = findSent(given, this.sentences);
    const figure = raw.replaceAll(/[,，\s]/gu, '');
    const value = /^-?\d+(?:\.\d+)?$/.test(figure) ? Number(figure) : raw.trim();
    const metric = Metric.safeParse({ name: name.trim(), value, unit: unit.trim() });
    const holds =
      sentence && metric.success && isSaid(figureText(name, raw, unit), sentence, this.instructions);
    if (!holds || !/\d/.test(String(value))) this.refused++;
    else {
      this.metrics.push({ value: metric.data, from: [sentence.own] });
      this.taken++;
    }
  }
}

/** The rules have a sentence without the label before it. */
function isOf({ sentence: { own } }: PlacedLine, sentence: string): boolean {
  return own === sentence || own.endsWith(`：${sentence}`);
}

/** The sentences of each part in the text's order: under the author's headings as they stand, the rest as the model placed them. */
function joinParts(placed: readonly Placed[], lines: readonly PlacedLine[]): TextDraft['sections'] {
  const sections: Partial<Record<Part, Drafted>> = {};
  for (const part of Object.keys(sectionHeadings) as Part[]) {
    const told = placed.flatMap(({ sentence, part: byRules, headed }) => {
      const line = headed ? undefined : lines.find((one) => isOf(one, sentence));
      if (line) return line.part === part ? [{ value: line.value, from: sentence }] : [];
      return byRules === part ? [{ value: sentence, from: sentence }] : [];
    });
    if (told.length > 0)
      sections[part] = {
        value: [...new Set(told.map(({ value }) => value))].join('\n'),
        from: told.map(({ from }) => from),
      };
  }
  return sections;
}

/** A draft of the rules, with what of a model's reading its sentences bear out. */
export function settleReading(
  rules: RuleReading,
  reading: CaseReading,
  sentences: readonly SentSentence[],
  instructions: string,
): Settled {
  const settling = new Settling(sentences, instructions);
  for (const field of reading.fields) settling.readField(field);
  for (const metric of reading.metrics) settling.readMetric(metric);
  const { draft, placed } = rules;
  const { facts, lines, metrics, taken, refused } = settling;
  const isNew = ({ from }: Drafted<Metric>) =>
    !metrics.some((one) => one.from.some((sentence) => from.some((own) => sentence.includes(own))));
  const isPlaced = (sentence: string) => lines.some((line) => isOf(line, sentence));
  return {
    draft: {
      ...draft,
      facts: { ...draft.facts, ...facts },
      sections: joinParts(placed, lines),
      metrics: [...metrics, ...draft.metrics.filter(isNew)],
      unplaced: draft.unplaced.filter((sentence) => !isPlaced(sentence)),
    },
    taken,
    refused,
  };
}
