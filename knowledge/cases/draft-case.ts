import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { PersonalDataKind } from '../privacy/schema.ts';
import { draftWithModel } from './draft-with-model.ts';
import { Metric } from './schema.ts';

const From = z.array(z.string());
const Drafted = z.object({ value: z.string(), from: From });

export const draftCase = defineCapability({
  name: 'draft-case',
  title: { 'zh-TW': '由文字整理案例草稿', en: 'Draft a case from a text' },
  description: {
    'zh-TW':
      '把貼上的文字、討論串或 Markdown 整理成案例欄位，每項附上原句；有語言模型時由模型讀、逐項核對原句，否則依規則。個人資料先遮蔽，什麼都不儲存。',
    en: 'Reads the fields of a case from a text, a thread or Markdown, each with its sentences: a configured chat model reads and every field is held to its sentence, rules do the rest. Personal data is masked first and nothing is stored.',
  },
  input: z.object({ text: z.string().trim().min(1).max(60_000) }),
  output: z.object({
    facts: z.record(z.string(), Drafted),
    sections: z.record(z.string(), Drafted),
    metrics: z.array(z.object({ value: Metric, from: From })),
    sources: z.array(z.object({ value: z.object({ url: z.string(), title: z.string() }), from: From })),
    unplaced: z.array(z.string()),
    masked: z.array(z.object({ kind: PersonalDataKind, start: z.number().int(), end: z.number().int() })),
    marked: z.array(z.object({ text: z.string() })),
    /** Who read the text: a model, held to its sentences, or rules alone. */
    mode: z.enum(['rules', 'model']),
    model: z.string().optional(),
    prompt: z.string().optional(),
    /** Why the model did not read it, or not all of it. */
    note: z.string().optional(),
  }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { text }) {
    const { draft, note, ...how } = await draftWithModel(ctx, text);
    const plain = <T>({ value, from }: { value: T; from: readonly string[] }) => ({ value, from: [...from] });
    const each = <T>(all: Readonly<Record<string, { value: T; from: readonly string[] } | undefined>>) =>
      Object.fromEntries(Object.entries(all).flatMap(([name, one]) => (one ? [[name, plain(one)]] : [])));
    return {
      facts: each(draft.facts),
      sections: each(draft.sections),
      metrics: draft.metrics.map(plain),
      sources: draft.sources.map(plain),
      unplaced: [...draft.unplaced],
      masked: draft.masked.map(({ kind, start, end }) => ({ kind, start, end })),
      marked: draft.marked.map((span) => ({ text: span.text })),
      ...how,
      ...(note && { note: note[ctx.language] }),
    };
  },
});
