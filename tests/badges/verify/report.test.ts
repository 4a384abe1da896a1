import { describe, expect, it } from 'vitest';
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

  it('tells the name of a check with what it found', () => {
    expect(detailOf(failed('signature', 'signature_invalid'), 'zh-TW')).toBe(
      '簽章：簽章不符：內容被改過，或不是這個單位簽的。',
    );
  });
});
