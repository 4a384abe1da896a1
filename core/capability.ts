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
  invalid_union: { 'zh-TW': '型別或格式不對', en: 'has the wrong type or format' },
  unrecognized_keys: { 'zh-TW': '有不認得的欄位', en: 'has unknown fields' },
};
const unfit = { 'zh-TW': '不符要求', en: 'is not acceptable' };

/** What a schema says of a failed check of its own, in both languages: `.refine(isOdd, saying({ … }))`. */
export function saying(text: Text): { error: string; params: { text: Text } } {
  return { error: text.en, params: { text } };
}

/** What a check allows, for the person to read: the allowed values, the limit. */
function allowedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return ` (${issue.values.map(String).join(', ')})`;
  if (issue.code === 'too_big') return ` (≤ ${issue.maximum})`;
  return issue.code === 'too_small' ? ` (≥ ${issue.minimum})` : '';
}

function fieldError(issue: z.core.$ZodIssue, language: Language): FieldError {
  const own = issue.code === 'custom' ? (issue.params?.text as Text | undefined) : fieldTexts[issue.code];
  return { path: issue.path.map(String).join('.'), message: (own ?? unfit)[language] + allowedBy(issue) };
}

// Everything below a space but tab and line ends, and DEL to U+009F: nothing a person types.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
const controlText = { 'zh-TW': '含有控制字元', en: 'holds control characters' };
const depthText = { 'zh-TW': '巢狀太深', en: 'is nested too deeply' };
const maxDepth = 20;

interface Unfit {
  readonly path: readonly string[];
  readonly text: Text;
}

/** The first string the database could not hold or nobody typed, or nesting nobody needs. */
function findUnfit(value: unknown, path: readonly string[] = []): Unfit | undefined {
  if (typeof value === 'string')
    return control.test(value) || !value.isWellFormed() ? { path, text: controlText } : undefined;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return undefined;
  if (path.length > maxDepth) return { path, text: depthText };
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnfit(key, [...path, '?']) ?? findUnfit(inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

/** A thousand wrong entries of one list are told by the first few. */
const maxFields = 20;

function refusal(fields: readonly FieldError[]): AppError {
  const named = fields
    .map((field) => (field.path ? `${field.path} ${field.message}` : field.message))
    .join('; ');
  return invalidInput({ 'zh-TW': `輸入有誤：${named}`, en: `Invalid input: ${named}` }, fields);
}

/** What is wrong with which field of raw input; empty when it fits the schema. */
export function fieldErrors(schema: z.ZodType, raw: unknown, language: Language): FieldError[] {
  try {
    parseInput(schema, raw, language);
    return [];
  } catch (error) {
    if (error instanceof AppError && error.fields.length > 0) return [...error.fields];
    throw error;
  }
}

/**
 * Checks raw input against a schema.
 * @throws AppError INVALID_INPUT naming the bad fields, in the caller's language
 */
export function parseInput<I extends z.ZodType>(schema: I, raw: unknown, language: Language): z.output<I> {
  const unfit = findUnfit(raw);
  if (unfit) throw refusal([{ path: unfit.path.join('.'), message: unfit.text[language] }]);
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw refusal(parsed.error.issues.slice(0, maxFields).map((issue) => fieldError(issue, language)));
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
