import type { z } from 'zod';
import type { Permission } from './actor.ts';
import { mayCall } from './actor.ts';
import type { Context } from './context.ts';
import type { FieldError } from './errors.ts';
import { AppError, forbidden, invalidInput, unauthenticated } from './errors.ts';
import type { Language, Text } from './language.ts';

/** One thing the bank can do, declared once; HTTP, MCP, chat models and chat commands derive from it. */
export interface Capability<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly title: Text;
  readonly description: Text;
  readonly input: I;
  readonly output: O;
  readonly allow: Permission;
  /** Changes something: never offered to MCP or to a chat model. */
  readonly acts: boolean;
  run(ctx: Context, input: z.output<I>): Promise<z.input<O>>;
}

export function defineCapability<I extends z.ZodType, O extends z.ZodType>(
  capability: Capability<I, O>,
): Capability<I, O> {
  return capability;
}

const fieldTexts: Record<string, Text> = {
  too_big: { 'zh-TW': '太長或太大', en: 'is too long or too large' },
  too_small: { 'zh-TW': '太短、太小或是空的', en: 'is empty, too short or too small' },
  invalid_type: { 'zh-TW': '缺少，或型別不對', en: 'is missing or has the wrong type' },
  invalid_value: { 'zh-TW': '不是允許的值', en: 'is not one of the allowed values' },
  invalid_format: { 'zh-TW': '格式不對', en: 'has the wrong format' },
  unrecognized_keys: { 'zh-TW': '有不認得的欄位', en: 'has unknown fields' },
};

function fieldError(issue: z.core.$ZodIssue, language: Language): FieldError {
  const text = fieldTexts[issue.code ?? '']?.[language];
  const allowed = issue.code === 'invalid_value' ? ` (${issue.values.map(String).join(', ')})` : '';
  return { path: issue.path.map(String).join('.'), message: text ? text + allowed : issue.message };
}

// Everything below a space but tab and line ends, and DEL to U+009F: nothing a person types.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/** Path of the first string the database could not hold or nobody typed; undefined when there is none. */
function findUnprintable(value: unknown, path: readonly string[] = []): readonly string[] | undefined {
  if (typeof value === 'string') return control.test(value) || !value.isWellFormed() ? path : undefined;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return undefined;
  if (path.length > 20) return path;
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnprintable(key, [...path, '?']) ?? findUnprintable(inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

function refuseUnprintable(raw: unknown): void {
  const path = findUnprintable(raw);
  if (!path) return;
  const text = {
    'zh-TW': '輸入含有控制字元，請移除後再試。',
    en: 'The input holds control characters; please remove them.',
  };
  throw invalidInput(text, [{ path: path.join('.'), message: text.en }]);
}

/**
 * Checks raw input against a schema.
 * @throws AppError INVALID_INPUT naming every field, in the caller's language
 */
export function parseInput<I extends z.ZodType>(schema: I, raw: unknown, language: Language): z.output<I> {
  refuseUnprintable(raw);
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => fieldError(issue, language));
  const named = fields
    .map((field) => (field.path ? `${field.path} ${field.message}` : field.message))
    .join('; ');
  throw invalidInput({ 'zh-TW': `輸入有誤：${named}`, en: `Invalid input: ${named}` }, fields);
}

/** @throws AppError UNAUTHENTICATED or FORBIDDEN when the actor may not call the capability */
export function requirePermission(ctx: Context, permission: Permission): void {
  if (mayCall(ctx.actor, permission)) return;
  if (ctx.actor.roles.length === 0) throw unauthenticated();
  throw forbidden(permission === 'anonymous' ? '' : permission.join(', '));
}

/** The one way to call a capability: role, input, run. */
export async function callCapability<I extends z.ZodType, O extends z.ZodType>(
  capability: Capability<I, O>,
  ctx: Context,
  raw: unknown,
): Promise<z.input<O>> {
  requirePermission(ctx, capability.allow);
  return capability.run(ctx, parseInput(capability.input, raw, ctx.language));
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
