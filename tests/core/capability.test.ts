import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anonymous, audiencesOf } from '../../core/actor.ts';
import { callCapability, defineCapability, parseInput, saying } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';

const Input = z.strictObject({ question: z.string().min(1), level: z.enum(['basic', 'mid']).optional() });
const shout = defineCapability({
  name: 'shout',
  title: { 'zh-TW': '大聲說', en: 'Shout' },
  description: { 'zh-TW': '測試用', en: 'For the test' },
  input: Input,
  output: z.object({ said: z.string() }),
  allow: ['reviewer', 'admin'],
  acts: false,
  run: async (_ctx, input) => ({ said: input.question.toUpperCase() }),
});

const as = (roles: Context['actor']['roles']) => ({ actor: { roles }, language: 'en' }) as unknown as Context;
const codeOf = (call: Promise<unknown>) =>
  call.then(String, (error) => error instanceof AppError && error.code);

describe('a capability', () => {
  it('runs for one of its roles', async () => {
    expect(await callCapability(shout, as(['reviewer']), { question: 'why' })).toEqual({ said: 'WHY' });
  });

  it('asks the unknown to sign in and refuses the wrong role', async () => {
    expect(await codeOf(callCapability(shout, as([]), { question: 'why' }))).toBe('UNAUTHENTICATED');
    expect(await codeOf(callCapability(shout, as(['issuer']), { question: 'why' }))).toBe('FORBIDDEN');
  });

  it('looks at the role before it looks at the input', async () => {
    expect(await codeOf(callCapability(shout, as([]), 'nonsense'))).toBe('UNAUTHENTICATED');
  });

  it('names every wrong field in the language of the caller', () => {
    const fieldsIn = (language: 'zh-TW' | 'en') => {
      try {
        parseInput(Input, { question: '', level: 'top', extra: 1 }, language);
      } catch (error) {
        return (error as AppError).fields;
      }
    };
    expect(fieldsIn('en')?.map((field) => field.path)).toEqual(['question', 'level', '']);
    expect(fieldsIn('en')?.[1]?.message).toBe('is not one of the allowed values (basic, mid)');
    expect(fieldsIn('zh-TW')?.[1]?.message).toBe('不是允許的值 (basic, mid)');
  });
});

describe('bad input', () => {
  const refusalOf = (schema: z.ZodType, raw: unknown, language: 'zh-TW' | 'en' = 'zh-TW') => {
    try {
      parseInput(schema, raw, language);
    } catch (error) {
      return error as AppError;
    }
    throw new Error('was taken');
  };

  it("is told in a check's own words, in both languages", () => {
    const Odd = z.object({
      n: z.number().refine((n) => n % 2, saying({ 'zh-TW': '必須是奇數', en: 'must be odd' })),
    });
    expect(refusalOf(Odd, { n: 2 }).fields).toEqual([{ path: 'n', message: '必須是奇數' }]);
    expect(refusalOf(Odd, { n: 2 }, 'en').fields).toEqual([{ path: 'n', message: 'must be odd' }]);
  });

  it('is told the limit it passed', () => {
    expect(refusalOf(z.object({ q: z.string().max(5) }), { q: '123456' }, 'en').messageIn('en')).toBe(
      'Invalid input: q is too long or too large (≤ 5)',
    );
  });

  it.each([
    ['a control character', { a: 'x\u0000' }],
    ['half of a character pair', { a: ['\ud800'] }],
    ['a control character in a key', { 'a\u0001': 1 }],
    ['nesting without end', { a: JSON.parse('['.repeat(100) + ']'.repeat(100)) }],
  ])('is refused for %s, in Chinese too', (_what, raw) => {
    const [field] = refusalOf(z.unknown(), raw).fields;
    expect(field?.message).toMatch(/^(含有控制字元|巢狀太深)$/);
  });

  it('names only the first of very many bad entries', () => {
    const raw = { list: Array.from({ length: 10_000 }, () => 'x') };
    expect(refusalOf(z.object({ list: z.array(z.number()) }), raw).fields).toHaveLength(20);
  });
});

describe('an actor', () => {
  it('sees what its roles and agency open, and no more', () => {
    expect(audiencesOf(anonymous)).toEqual(['public']);
    expect(audiencesOf({ roles: ['staff'] })).toEqual(['public', 'government']);
    expect(audiencesOf({ roles: ['admin'], agency: 'moda' })).toEqual([
      'public',
      'government',
      'agency:moda',
    ]);
    expect(audiencesOf({ roles: ['pilot_leader'] })).toContain('community');
    expect(audiencesOf({ roles: [], agency: 'moda' })).toEqual(['public']);
  });
});
