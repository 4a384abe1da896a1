import type { Context } from '../../core/context.ts';
import type { Language, Text } from '../../core/language.ts';

const withoutModel: Text = {
  'zh-TW': '語意模型目前無法使用，這次只依字詞搜尋。',
  en: 'The embedding model cannot be reached; this was found by words alone.',
};

const degraded = new WeakSet<object>();

/** Marks a call whose searches did without a model that is set up. */
export function noteDegraded(ctx: Pick<Context, 'db'>): void {
  degraded.add(ctx.db);
}

/** What to tell whoever asked; undefined when nothing was left out. */
export function degradedIn(ctx: Pick<Context, 'db'>, language: Language): string | undefined {
  return degraded.has(ctx.db) ? withoutModel[language] : undefined;
}
