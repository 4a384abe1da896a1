import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError } from '../../core/errors.ts';
import type { Lexicon } from '../framework/lexicon.ts';
import { resolveName } from '../framework/replies.ts';
import { insertPerson, updatePerson } from '../people/queries.ts';
import type { Plan } from './import-csv.ts';
import { fillProfile, loginOf, selectPeopleByLogin } from './queries.ts';
import type { Column, CsvRow, RowProblem } from './read-csv.ts';

export const personnelColumns: readonly Column[] = [
  { name: 'person', also: ['person_id', 'staff_number', '員工代號', '員工編號', '人員代號'], required: true },
  { name: 'name', also: ['姓名'], required: true },
  { name: 'agency', also: ['機關代碼', '機關'] },
  { name: 'level', also: ['層級'] },
  { name: 'cluster', also: ['工作群'] },
  { name: 'government', also: ['政府別'] },
];

const agencyCode = /^[A-Za-z0-9_.-]{1,100}$/;
const badAgency = {
  'zh-TW': '只能是英數字、點、底線與連字號的代碼。',
  en: 'must be a code of letters, digits, dot, underscore or hyphen.',
};
const tooLong = { 'zh-TW': '太長（上限 200 字）。', en: 'is too long (200 at most).' };
export const twice = { 'zh-TW': '同一筆在檔案裡出現兩次。', en: 'occurs twice in the file.' };

interface Entry {
  readonly line: number;
  readonly login: string;
  readonly name: string;
  readonly agency: string | null;
  readonly level: string | null;
  readonly cluster: string | null;
  readonly government: string | null;
}

function readEntry(
  { line, fields }: CsvRow,
  lexicon: Lexicon,
): { entry: Entry | undefined; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const name = (field: 'level' | 'cluster' | 'government') => {
    try {
      return resolveName(field, fields[field], lexicon) ?? null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push({ line, column: field, message: error.text });
      return null;
    }
  };
  for (const column of ['person', 'name'] as const)
    if ((fields[column] ?? '').length > 200) problems.push({ line, column, message: tooLong });
  if (fields.agency && !agencyCode.test(fields.agency))
    problems.push({ line, column: 'agency', message: badAgency });
  const entry = {
    line,
    login: loginOf(fields.person ?? ''),
    name: fields.name ?? '',
    agency: fields.agency || null,
    level: name('level'),
    cluster: name('cluster'),
    government: name('government'),
  };
  return { entry: problems.length > 0 ? undefined : entry, problems };
}

async function save(ctx: Context, tx: Queryable, entry: Entry, knownId: string | undefined): Promise<void> {
  const now = ctx.now();
  const id = knownId ?? ctx.newId('person');
  if (knownId) await updatePerson(tx, id, entry.name, entry.agency);
  else await insertPerson(tx, { id, name: entry.name, agency: entry.agency, login: entry.login, now });
  const { level, cluster, government } = entry;
  if (level || cluster || government)
    await fillProfile(tx, { personId: id, level, cluster, government, now });
}

/** People of a personnel file: made or updated; a profile is only filled where it is empty. */
export async function planPersonnel(
  ctx: Context,
  tx: Queryable,
  rows: readonly CsvRow[],
  lexicon: Lexicon,
): Promise<Plan> {
  const read = rows.map((row) => readEntry(row, lexicon));
  const problems = read.flatMap((one) => one.problems);
  const entries = read.flatMap((one) => one.entry ?? []);
  const seen = new Set<string>();
  for (const { line, login } of entries) {
    if (seen.has(login)) problems.push({ line, column: 'person', message: twice });
    seen.add(login);
  }
  const known = await selectPeopleByLogin(tx, [...seen]);
  const planned = entries.map((entry) => {
    const person = known.find((one) => one.login === entry.login);
    return {
      line: entry.line,
      state: person ? ('updated' as const) : ('added' as const),
      save: () => save(ctx, tx, entry, person?.id),
    };
  });
  return { problems, planned };
}
