import { invalidInput } from '../../core/errors.ts';

/** Whole seconds and `Z`: what `nbf` and `exp` equal exactly. */
export function isoSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

export function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}

function wholeSeconds(at: Date): Date {
  return new Date(epochSeconds(at) * 1_000);
}

/** The same day some months later; the month's last day where it has no such day. */
function addMonths(at: Date, months: number): Date {
  const later = new Date(at);
  later.setUTCMonth(later.getUTCMonth() + months);
  if (later.getUTCDate() !== at.getUTCDate()) later.setUTCDate(0);
  return later;
}

export interface Validity {
  readonly from: Date;
  readonly until: Date | undefined;
}

const earliest = new Date('2000-01-01T00:00:00Z');

/**
 * When a badge is valid: as asked, else from now for as many months as its definition says.
 * @throws AppError INVALID_INPUT for an end before the start, or past the signer's certificate
 */
export function validityOf(
  asked: { validFrom?: string | undefined; validUntil?: string | undefined },
  rule: { months: number | undefined; latest: Date; now: Date },
): Validity {
  const from = wholeSeconds(asked.validFrom ? new Date(asked.validFrom) : rule.now);
  const end = asked.validUntil
    ? new Date(asked.validUntil)
    : rule.months
      ? addMonths(from, rule.months)
      : undefined;
  const until = end && wholeSeconds(end);
  const refuse = (path: string, zh: string, en: string) =>
    invalidInput({ 'zh-TW': zh, en }, [{ path, message: en }]);
  if (from < earliest || from > rule.latest)
    throw refuse('validFrom', '生效時間不在可接受的範圍內。', 'validFrom is out of range.');
  if (until && until <= from)
    throw refuse('validUntil', '到期時間必須晚於生效時間。', 'validUntil must be after validFrom.');
  if (until && until > rule.latest)
    throw refuse(
      'validUntil',
      '到期時間晚於簽章憑證的效期。',
      'validUntil is later than the end of the signing certificate.',
    );
  return { from, until };
}
