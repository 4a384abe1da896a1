import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { listGlossary } from './list-glossary.ts';
import { loadGlossary } from './load-glossary.ts';
import { GlossaryTerm, glossaryDomains } from './schema.ts';

const Domain = z.enum(
  Object.keys(glossaryDomains) as [keyof typeof glossaryDomains, ...(keyof typeof glossaryDomains)[]],
);

export const browseGlossary = defineCapability({
  name: 'browse-glossary',
  title: { 'zh-TW': '詞彙表', en: 'Glossary' },
  description: {
    'zh-TW': '查詢 AI 治理詞彙：中英名稱、同義詞、日常說法與說明。',
    en: 'The glossary of AI governance: names in both languages, synonyms, everyday words and definitions.',
  },
  input: z.object({
    q: z.preprocess((value) => (value === '' ? undefined : value), z.string().max(200).optional()),
    domain: z.preprocess((value) => (value === '' ? undefined : value), Domain.optional()),
  }),
  output: z.object({ items: z.array(GlossaryTerm), total: z.number().int() }),
  allow: 'anonymous',
  acts: false,
  async run(_ctx, { q, domain }) {
    const { terms } = await loadGlossary();
    const items = listGlossary(terms, {
      ...(q !== undefined && { q }),
      ...(domain !== undefined && { domain }),
    });
    return { items, total: terms.length };
  },
});
