import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { PersonalDataKind } from '../privacy/schema.ts';
import { draftFromText } from './draft-from-text.ts';
import { Metric } from './schema.ts';

const From = z.array(z.string());
const Drafted = z.object({ value: z.string(), from: From });

export const draftCase = defineCapability({
  name: 'draft-case',
  title: { 'zh-TW': '由文字整理案例草稿', en: 'Draft a case from a text' },
  description: {
    'zh-TW':
      '把貼上的文字、討論串或 Markdown 依規則整理成案例欄位，每項附上原句；個人資料先遮蔽，什麼都不儲存。',
    en: 'Reads the fields of a case from a text, a thread or Markdown by rules, each with its sentences; personal data is masked first and nothing is stored.',
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
  }),
  allow: ['staff'],
  acts: false,
  async run(_ctx, { text }) {
    const draft = draftFromText(text);
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
    };
  },
});
