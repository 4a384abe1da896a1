import { describe, expect, it } from 'vitest';
import { findLanguage, LanguageTag } from '../../core/language.ts';

describe('language tags', () => {
  it.each(['zh', 'zh-Hant', 'zh_TW', 'zh-CN', 'ZH-tw', ' zh-TW '])('%s means zh-TW', (tag) => {
    expect(LanguageTag.parse(tag)).toBe('zh-TW');
  });

  it.each(['en', 'EN', 'en_US', 'en-AU'])('%s means en', (tag) => {
    expect(LanguageTag.parse(tag)).toBe('en');
  });

  it.each(['fr', '', 'chinese', 'constructor', '__proto__'])('%j means neither', (tag) => {
    expect(LanguageTag.safeParse(tag).success).toBe(false);
    expect(findLanguage(tag)).toBeUndefined();
  });
});
