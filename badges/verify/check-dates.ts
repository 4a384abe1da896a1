import type { ClaimedCredential } from './credential-form.ts';
import { type Check, failed, passed } from './report.ts';

const clockSkewMs = 60_000;
const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A date and time with its zone; undefined for anything else, a leap second or a day that does not exist. */
export function parseDateTime(value: unknown): Date | undefined {
  const match = typeof value === 'string' ? dateTime.exec(value) : null;
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const daysInMonth = new Date(Date.UTC(year!, month!, 0)).getUTCDate();
  if (month! < 1 || month! > 12 || day! < 1 || day! > daysInMonth) return undefined;
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const at = new Date(value as string);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The day of a time as people in Taiwan count it (UTC+8); what is no time is cut to the length of a day. */
export function dayInTaiwan(value: string | null): string {
  const at = parseDateTime(value);
  if (!at || at.getUTCFullYear() > 9_998) return (value ?? '').slice(0, 10);
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** A claim in seconds since 1970; undefined unless it is a number. */
function claimTime(value: unknown): Date | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? new Date(value * 1_000) : undefined;
}

export interface Dates {
  readonly from: Date | undefined;
  readonly until: Date | undefined;
}

export function datesOf({ members, model }: ClaimedCredential): Dates {
  const v1 = model === 'vcdm1';
  return {
    from: parseDateTime(members.validFrom ?? (v1 ? members.issuanceDate : undefined)),
    until: parseDateTime(members.validUntil ?? (v1 ? members.expirationDate : undefined)),
  };
}

/** @param window when the signature itself may be used, in seconds, if it says so */
export function checkDates(dates: Dates, now: Date, window: { from?: unknown; until?: unknown } = {}): Check {
  const { from, until } = dates;
  if (from && until && until < from)
    return failed('dates', 'schema_invalid', { note: 'validUntil < validFrom' });
  const starts = [from, claimTime(window.from)].filter((at) => at !== undefined);
  const ends = [until, claimTime(window.until)].filter((at) => at !== undefined);
  const early = starts.some((at) => at.getTime() - clockSkewMs > now.getTime());
  if (early) return failed('dates', 'not_yet_valid');
  const late = ends.some((at) => at.getTime() + clockSkewMs <= now.getTime());
  return late ? failed('dates', 'expired') : passed('dates');
}
