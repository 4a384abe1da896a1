import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import { Id } from '../schema.ts';
import { getVisibleGathering } from './get-gathering.ts';
import type { GatheringRow } from './queries.ts';

const maxLineOctets = 75;

/** @see RFC 5545 §3.3.11: backslash, semicolon, comma and line ends are escaped in TEXT. */
function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** @see RFC 5545 §3.1: no line is longer than 75 octets; what goes on begins with a space. No character is cut. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > maxLineOctets) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

/** UTC, as `20261124T060000Z`: understood everywhere without a time zone definition. */
function utc(at: Date): string {
  return `${at.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
}

function describe({ record, startsAt }: GatheringRow, page: string): string {
  let at = startsAt.getTime();
  const agenda = record.agenda.map(({ minutes, topic }) => {
    const clock = new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);
    at += minutes * 60_000;
    return `${clock} ${topic}`;
  });
  return [record.about, agenda.join('\n'), record.url, page].filter(Boolean).join('\n\n');
}

/**
 * A gathering as an iCalendar file: the same UID for its whole life, SEQUENCE counting changes, CANCEL when called off.
 * @param origin scheme and host of this bank
 */
export function calendarFile(row: GatheringRow, origin: string): string {
  const cancelled = row.state === 'cancelled';
  const page = `${origin}/programme/gatherings/${row.id}`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//AI Governance Knowledge Bank//Gatherings//ZH-TW',
    'CALSCALE:GREGORIAN',
    `METHOD:${cancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${row.id}@ai-governance-knowledge-bank`,
    `SEQUENCE:${row.sequence}`,
    `DTSTAMP:${utc(row.updatedAt)}`,
    `CREATED:${utc(row.createdAt)}`,
    `LAST-MODIFIED:${utc(row.updatedAt)}`,
    `DTSTART:${utc(row.startsAt)}`,
    `DTEND:${utc(row.endsAt)}`,
    `SUMMARY:${escapeText(row.record.title)}`,
    `DESCRIPTION:${escapeText(describe(row, page))}`,
    `LOCATION:${escapeText(row.record.place)}`,
    `URL:${page}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

export const getCalendarFile = defineCapability({
  name: 'get-calendar-file',
  title: { 'zh-TW': '聚會的行事曆檔', en: "A gathering's calendar file" },
  description: {
    'zh-TW': '一場聚會的 iCalendar（.ics）內容。',
    en: 'A gathering as iCalendar (.ics).',
  },
  input: z.object({
    id: Id,
    /** Where the file's link leads back to; this bank's own address unless given. */
    origin: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .transform((given) => new URL(given).origin)
      .optional(),
  }),
  output: z.object({ name: z.string(), method: z.enum(['PUBLISH', 'CANCEL']), ics: z.string() }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { id, origin }) {
    const row = await getVisibleGathering(ctx, id);
    const { publicUrl, port } = ctx.bank.config.http;
    return {
      name: `${id}.ics`,
      method: row.state === 'cancelled' ? ('CANCEL' as const) : ('PUBLISH' as const),
      ics: calendarFile(row, origin ?? publicUrl ?? `http://127.0.0.1:${port}`),
    };
  },
});
