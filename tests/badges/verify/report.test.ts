import { describe, expect, it } from 'vitest';
import { dayInTaiwan } from '../../../badges/verify/check-dates.ts';
import { summarize } from '../../../badges/verify/present-report.ts';
import {
  type BadgeStatus,
  checkCodes,
  checkNames,
  detailOf,
  failed,
  passed,
  statusOf,
} from '../../../badges/verify/report.ts';

describe('the report on a badge', () => {
  it('says each thing in both languages', () => {
    for (const text of [...Object.values(checkCodes), ...Object.values(checkNames)]) {
      expect(text['zh-TW']).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/^[A-Z][\x20-\x7E]+$/);
    }
  });

  const all = ['signature', 'binding', 'schema', 'dates', 'status'] as const;
  it('is valid only when every check that matters was made and passed', () => {
    expect(statusOf(all.map((name) => passed(name)))).toBe('valid');
    for (const missing of all)
      expect(statusOf(all.filter((name) => name !== missing).map((name) => passed(name)))).toBe(
        'unverifiable',
      );
    expect(statusOf([])).toBe('unverifiable');
  });

  it('names the worst when several things are wrong', () => {
    const good = all.map((name) => passed(name));
    const at = (...checks: ReturnType<typeof failed>[]) => statusOf([...good, ...checks]);
    expect(at(failed('dates', 'expired'), failed('issuer', 'issuer_unknown'))).toBe('expired');
    expect(at(failed('dates', 'expired'), failed('status', 'revoked'))).toBe('revoked');
    expect(at(failed('issuer', 'sandbox'), failed('status', 'revoked'))).toBe('sandbox');
    expect(at(failed('issuer', 'sandbox'), failed('signature', 'signature_invalid'))).toBe('invalid');
  });

  it.each<BadgeStatus>([
    'valid',
    'revoked',
    'suspended',
    'expired',
    'not_yet_valid',
    'invalid',
    'unverifiable',
    'sandbox',
  ])('has one sentence for %s that a layperson understands', (status) => {
    const checks = status === 'valid' ? [] : [failed('format', 'unsupported_format', { verdict: status })];
    const { 'zh-TW': zh, en } = summarize({ valid: status === 'valid', status, checks });
    expect(zh).toMatch(/徽章/);
    expect(en).toMatch(/badge/);
    expect(`${zh}${en}`).not.toMatch(/JWS|JWT|kid|schema|prerequisite/i);
  });

  it('does not call a genuine badge false because it is another person’s', () => {
    const checks = [...all.map((name) => passed(name)), failed('recipient', 'recipient_mismatch')];
    const found = { valid: false, status: statusOf(checks), checks };
    expect(summarize(found)['zh-TW']).toMatch(/本身沒有問題，但不是發給您查詢的這個人。$/);
    const both = [...checks, failed('dates', 'expired')];
    expect(summarize({ valid: false, status: statusOf(both), checks: both })['zh-TW']).toMatch(
      /^這不是有效的徽章/,
    );
  });

  it('counts days as people in Taiwan do', () => {
    expect(dayInTaiwan('2026-05-31T16:00:00Z')).toBe('2026-06-01');
    expect(dayInTaiwan('2026-12-31T23:59:59+08:00')).toBe('2026-12-31');
    expect(dayInTaiwan('9999-12-31T23:59:59Z')).toBe('9999-12-31');
    expect([dayInTaiwan('soon, perhaps'), dayInTaiwan(null)]).toEqual(['soon, perh', '']);
  });

  it('tells the name of a check with what it found', () => {
    expect(detailOf(failed('signature', 'signature_invalid'), 'zh-TW')).toBe(
      '簽章：簽章不符：內容被改過，或不是這個單位簽的。',
    );
  });
});
