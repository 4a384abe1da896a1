import { parse } from 'csv-parse/sync';
import { invalidInput } from '../../core/errors.ts';
import { badgeTexts } from './badges-texts.ts';

/** The columns of a batch, with the Chinese name each may have. */
export const csvColumns = [
  { name: 'email', also: '電子郵件' },
  { name: 'id', also: '代號' },
  { name: 'name', also: '姓名' },
  { name: 'evidence_name', also: '證明名稱' },
  { name: 'evidence_narrative', also: '證明說明' },
  { name: 'evidence_url', also: '證明連結' },
  { name: 'result_name', also: '成績項目' },
  { name: 'result_value', also: '成績' },
  { name: 'language', also: '語言' },
  { name: 'valid_until', also: '有效至' },
] as const;
type Column = (typeof csvColumns)[number]['name'];

export type RequestFields = Readonly<Partial<Record<Column, string>>>;

/** A date alone means to the end of that day in Taiwan. */
function endOf(date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date}T23:59:59+08:00` : date;
}

/** A request to issue from flat fields; what was left empty is left out. */
export function requestOf(fields: RequestFields): Record<string, unknown> {
  const value = (name: Column) => fields[name]?.trim() || undefined;
  const only = (entries: Record<string, string | undefined>) =>
    Object.fromEntries(Object.entries(entries).filter(([, one]) => one !== undefined));
  const evidence = only({
    name: value('evidence_name'),
    narrative: value('evidence_narrative'),
    url: value('evidence_url'),
  });
  const result = only({ name: value('result_name'), value: value('result_value') });
  const until = value('valid_until');
  return {
    recipient: only({ email: value('email'), id: value('id'), name: value('name') }),
    evidence: Object.keys(evidence).length > 0 ? [evidence] : [],
    ...(Object.keys(result).length > 0 && { results: [result] }),
    ...only({ language: value('language'), validUntil: until && endOf(until) }),
  };
}

function columnOf(header: string): string {
  const typed = header.trim().toLowerCase();
  return csvColumns.find(({ name, also }) => name === typed || also === typed)?.name ?? typed;
}

/**
 * The people of a CSV file, in order.
 * @throws AppError INVALID_INPUT when it is no CSV or names nobody
 */
export function readRequests(csv: string): RequestFields[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, {
      bom: true,
      columns: (header: string[]) => header.map(columnOf),
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    });
  } catch (error) {
    const { csvUnreadable } = badgeTexts.issue;
    const reason = (error as Error).message;
    throw invalidInput({ 'zh-TW': csvUnreadable['zh-TW'] + reason, en: csvUnreadable.en + reason });
  }
  const [first] = rows;
  if (!first) throw invalidInput(badgeTexts.issue.csvEmpty);
  if (!('email' in first) && !('id' in first)) throw invalidInput(badgeTexts.issue.csvColumn);
  return rows;
}
