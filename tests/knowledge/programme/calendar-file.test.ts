import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarFile } from '../../../knowledge/programme/gatherings/calendar-file.ts';
import type { GatheringRow } from '../../../knowledge/programme/gatherings/queries.ts';

const row = (
  fields: Partial<GatheringRow> = {},
  record: Partial<GatheringRow['record']> = {},
): GatheringRow => ({
  id: 'gathering_1',
  cohortId: null,
  visibility: 'government',
  state: 'planned',
  record: {
    title: '跨部會聚會；案例分享, 第 1 場\\北區',
    about:
      '第一行\n第二行：請帶一則「失敗」的案例，說明受影響的人、發現的時間、停用的決定，以及下次會怎麼做。',
    place: '臺北市, 會議室 3; 視訊並行',
    agenda: [
      { minutes: 20, topic: '開場' },
      { minutes: 40, topic: '案例分享🎤與討論' },
    ],
    ...record,
  },
  startsAt: new Date('2026-04-20T06:00:00.000Z'),
  endsAt: new Date('2026-04-20T08:00:00.000Z'),
  capacity: null,
  sequence: 0,
  notes: null,
  createdBy: null,
  createdAt: new Date('2026-03-01T01:02:03.000Z'),
  updatedAt: new Date('2026-03-02T01:02:03.000Z'),
  ...fields,
});
const fileOf = (one: GatheringRow) => calendarFile(one, 'https://bank.example.gov.tw');

/** A file as another program reads it. */
function parse(ics: string): Map<string, string> {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const [event, ...others] = calendar.getAllSubcomponents('vevent');
  expect(others).toEqual([]);
  const all = [...calendar.getAllProperties(), ...event!.getAllProperties()];
  return new Map(all.map((one) => [one.name.toUpperCase(), String(one.getFirstValue())]));
}

describe('a gathering’s calendar file', () => {
  it('reads back as it was written, special characters and all', () => {
    const fields = parse(fileOf(row()));
    expect(fields.get('SUMMARY')).toBe(row().record.title);
    expect(fields.get('LOCATION')).toBe(row().record.place);
    expect(fields.get('DESCRIPTION')).toContain(row().record.about);
    expect(fields.get('DESCRIPTION')).toContain('14:00 開場\n14:20 案例分享🎤與討論');
    expect(fields.get('DTSTART')).toBe('2026-04-20T06:00:00Z');
    expect(fields.get('DTEND')).toBe('2026-04-20T08:00:00Z');
    expect(fields.get('DTSTAMP')).toBe('2026-03-02T01:02:03Z');
    expect(fields.get('URL')).toBe('https://bank.example.gov.tw/programme/gatherings/gathering_1');
  });

  it('has lines of 75 octets at most, ended by CRLF, and cuts no character', () => {
    const ics = fileOf(row({}, { title: '漢'.repeat(60) + '🎤'.repeat(30) }));
    expect(ics.endsWith('\r\n')).toBe(true);
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of ics.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line.isWellFormed()).toBe(true);
    }
    expect(parse(ics).get('SUMMARY')).toBe('漢'.repeat(60) + '🎤'.repeat(30));
  });

  it('lets no text begin a line of its own', () => {
    const evil = 'x\r\nEND:VEVENT\nATTENDEE:mailto:a@example.org';
    const ics = fileOf(row({}, { title: evil, place: evil, about: evil }));
    expect(ics.match(/^END:VEVENT/gm)).toHaveLength(1);
    expect(ics).not.toMatch(/^ATTENDEE/m);
  });

  it('keeps its UID over changes, counts them, and becomes a cancellation', () => {
    const first = parse(fileOf(row()));
    const changed = parse(fileOf(row({ sequence: 1, startsAt: new Date('2026-04-21T06:00:00.000Z') })));
    const off = parse(fileOf(row({ sequence: 2, state: 'cancelled' })));
    for (const one of [changed, off]) expect(one.get('UID')).toBe(first.get('UID'));
    expect([first, changed, off].map((one) => one.get('SEQUENCE'))).toEqual(['0', '1', '2']);
    expect([first, off].map((one) => one.get('METHOD'))).toEqual(['PUBLISH', 'CANCEL']);
    expect([first, off].map((one) => one.get('STATUS'))).toEqual(['CONFIRMED', 'CANCELLED']);
  });
});
