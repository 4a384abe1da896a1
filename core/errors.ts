import type { Language, Text } from './language.ts';

/** Every way a request can fail; each surface maps all of them. */
export type ErrorCode =
  | 'INVALID_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'LIMIT'
  | 'TOO_LARGE'
  | 'UNSUPPORTED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/** What was wrong with one field: its path in the input and a text for the person. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** A failure with a stable code and a message fit to show in both languages. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly text: Text;
  readonly fields: readonly FieldError[];

  constructor(
    code: ErrorCode,
    text: Text,
    options: { fields?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    super(text.en, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.text = text;
    this.fields = options.fields ?? [];
  }

  messageIn(language: Language): string {
    return this.text[language];
  }
}

export function invalidInput(text: Text, fields: readonly FieldError[] = []): AppError {
  return new AppError('INVALID_INPUT', text, { fields });
}

export function notFound(what: Text): AppError {
  return new AppError('NOT_FOUND', {
    'zh-TW': `找不到這筆${what['zh-TW']}，或您沒有檢視的權限。`,
    en: `This ${what.en} does not exist, or you may not see it.`,
  });
}

export function unauthenticated(): AppError {
  return new AppError('UNAUTHENTICATED', {
    'zh-TW': '這項功能需要先登入或提供有效的權杖。',
    en: 'Sign in or send a valid token to do this.',
  });
}

export function forbidden(role: string): AppError {
  return new AppError('FORBIDDEN', {
    'zh-TW': `您的身分不能使用這項功能（需要角色：${role}）。`,
    en: `Your roles do not allow this (needed: ${role}).`,
  });
}

export function conflict(text: Text): AppError {
  return new AppError('CONFLICT', text);
}
