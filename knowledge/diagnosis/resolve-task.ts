import { invalidInput } from '../../core/errors.ts';
import { foldForMatching, type Lexicon } from '../framework/lexicon.ts';
import type { TaskRow } from '../framework/queries.ts';

const folded = (text: string) => foldForMatching(text).replaceAll(/\s+/g, ' ').trim();

/** The names a row goes by: as printed, and our reading where the printed label is in doubt. */
function namesOf(row: TaskRow): string[] {
  const { label, labelEn, probableLabel } = row;
  return [label, labelEn, ...(probableLabel ? [probableLabel.label, probableLabel.labelEn] : [])];
}

function choice(row: TaskRow): string {
  return `${row.id} ${row.label}`;
}

function refuse(field: string, zh: string, en: string): never {
  throw invalidInput({ 'zh-TW': zh, en }, [{ path: field, message: en }]);
}

/**
 * The row of the task tables a person means by its id or by a name that fits one row only.
 * @param field where it stood in the input, for the error
 * @throws AppError INVALID_INPUT naming the rows to choose from
 */
export function resolveTask(lexicon: Lexicon, typed: string, field: string): TaskRow {
  const wanted = folded(typed);
  const byId = lexicon.tasks.find((row) => row.id === wanted);
  if (byId) return byId;
  const fitting = lexicon.tasks.filter((row) => namesOf(row).some((name) => folded(name) === wanted));
  if (fitting.length === 1) return fitting[0]!;
  if (fitting.length > 1) {
    const rows = fitting.map(choice).join('、');
    refuse(
      field,
      `「${typed}」符合不只一列，請改用編號：${rows}`,
      `“${typed}” fits more than one row; use an id: ${fitting.map((row) => `${row.id} ${row.labelEn}`).join(', ')}`,
    );
  }
  const near = lexicon.tasks.filter((row) =>
    namesOf(row).some((name) => wanted && folded(name).includes(wanted)),
  );
  const some = (near.length > 0 ? near : lexicon.tasks).map((row) => row.id);
  const list = near.length > 0 ? near.map(choice).join('、') : some.join(', ');
  refuse(
    field,
    `沒有「${typed}」這項工作。可用編號或完整名稱：${list}`,
    `There is no task “${typed}”. Use an id or a full name: ${near.length > 0 ? near.map((row) => `${row.id} ${row.labelEn}`).join(', ') : some.join(', ')}`,
  );
}
