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

/**
 * Checks raw input against a schema.
 * @throws AppError INVALID_INPUT naming every field, in the caller's language
 */
export function parseInput<I extends z.ZodType>(schema: I, raw: unknown, language: Language): z.output<I> {
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
