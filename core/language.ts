import { z } from 'zod';

/** The two languages of the product, as they appear in every reply. */
export const Language = z.enum(['zh-TW', 'en']);
export type Language = z.infer<typeof Language>;

/** A text a person sees, in both languages. */
export type Text = Readonly<Record<Language, string>>;

export const text = (zh: string, en: string): Text => ({ 'zh-TW': zh, en });

const spellings = new Map<string, Language>(
  Object.entries<Language>({
    zh: 'zh-TW',
    'zh-tw': 'zh-TW',
    'zh-hant': 'zh-TW',
    'zh-hant-tw': 'zh-TW',
    'zh-cn': 'zh-TW',
    'zh-hans': 'zh-TW',
    'zh-hk': 'zh-TW',
    en: 'en',
    'en-us': 'en',
    'en-gb': 'en',
  }),
);

/** The language a tag means (`zh`, `zh_TW`, `zh-CN` → `zh-TW`), or undefined when it is neither of ours. */
export function findLanguage(tag: string | undefined | null): Language | undefined {
  if (!tag) return undefined;
  const key = tag.trim().toLowerCase().replaceAll('_', '-');
  return spellings.get(key) ?? (key.startsWith('zh-') ? 'zh-TW' : key.startsWith('en-') ? 'en' : undefined);
}

const oneOfOurs: Text = { 'zh-TW': '必須是 zh-TW 或 en', en: 'must be zh-TW or en' };

/** Accepts every spelling of a language tag that design knows and yields ours. */
export const LanguageTag = z
  .string()
  .max(20)
  .transform((tag, issues) => {
    const language = findLanguage(tag);
    if (!language) issues.addIssue({ code: 'custom', params: { text: oneOfOurs } });
    return language ?? z.NEVER;
  });
