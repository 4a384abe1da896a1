import type { Text } from '../../core/language.ts';

export interface CsvColumn {
  /** The header people write; the Chinese one is accepted as well. */
  readonly name: string;
  readonly zh: string;
  readonly required: boolean;
  readonly about: Text;
}

const column = (name: string, zh: string, required: boolean, aboutZh: string, en: string): CsvColumn => ({
  name,
  zh,
  required,
  about: { 'zh-TW': aboutZh, en },
});

/** The columns of an agency's catalogue, as the import page and the documentation show them. */
export const csvColumns: readonly CsvColumn[] = [
  column(
    'code',
    '課程代碼',
    true,
    '機關自己的代碼，英數、連字號、底線或點。',
    "The agency's own code: letters, digits, hyphen, underscore, dot.",
  ),
  column('title_zh', '課程名稱', true, '中文名稱。', 'Title in Chinese.'),
  column('title_en', '英文名稱', false, '空白時沿用中文。', 'Title in English; the Chinese one when blank.'),
  column('aim_zh', '目的', true, '修完能做到什麼。', 'What one can do afterwards.'),
  column('aim_en', '英文目的', false, '空白時沿用中文。', 'The Chinese one when blank.'),
  column(
    'levels',
    '層級',
    true,
    '基層、中階、高階或 basic、mid、senior，以分號分隔。',
    'basic, mid, senior, or their Chinese names; separated by semicolons.',
  ),
  column(
    'clusters',
    '工作群',
    false,
    'hw、sys、pm、mix、non 或中文名稱；空白表示全部。',
    'hw, sys, pm, mix, non, or their names; blank means all.',
  ),
  column(
    'develops',
    '培養職能',
    true,
    '職能@層級:起點>終點，例如 服務驗收@中階:0>2；多項以分號分隔。',
    'competency@level:from>to, for example 服務驗收@mid:0>2; several with semicolons.',
  ),
  column(
    'prerequisites',
    '先修',
    false,
    '本檔的課程代碼或本庫的課程編號，以分號分隔。',
    'Codes of this file or module ids of the bank, with semicolons.',
  ),
  column(
    'session_zh',
    '上課內容',
    false,
    '課堂、線上或錄影課程的說明。',
    'The class or recording, in Chinese.',
  ),
  column('session_en', '英文上課內容', false, '空白時沿用中文。', 'The Chinese one when blank.'),
  column('session_minutes', '上課分鐘', false, '有上課內容時必填。', 'Needed when there is a class.'),
  column(
    'readings',
    '案例閱讀',
    false,
    '案例編號:分鐘，例如 tw-taide:20；多則以分號分隔。',
    'case id:minutes, for example tw-taide:20; several with semicolons.',
  ),
  column('readings_why', '閱讀理由', false, '為什麼讀這些案例。', 'Why these cases are read.'),
  column(
    'task_zh',
    '工作任務',
    true,
    '會產生文件或決定、可以檢查的任務。',
    'A task that yields a document or decision which can be checked.',
  ),
  column('task_en', '英文工作任務', false, '空白時沿用中文。', 'The Chinese one when blank.'),
  column('task_minutes', '任務分鐘', true, '整數。', 'A whole number.'),
  column(
    'check_kind',
    '檢核方式',
    true,
    '測驗、簽核、書面，或 quiz、sign-off、written。',
    'quiz, sign-off or written, or their Chinese names.',
  ),
  column('check_zh', '檢核內容', true, '誰來檢核、看什麼。', 'Who checks what.'),
  column('check_en', '英文檢核內容', false, '空白時沿用中文。', 'The Chinese one when blank.'),
  column('check_minutes', '檢核分鐘', true, '整數。', 'A whole number.'),
  column('passes', '通過標準', false, '怎樣算通過。', 'What passes.'),
  column('fails', '不通過', false, '怎樣算不通過。', 'What fails.'),
];

/** A file to start from: the header and one row that can be imported. */
export function csvTemplate(): string {
  const sample: Record<string, string> = {
    code: 'A-101',
    title_zh: '（範例）資訊服務採購驗收實務',
    aim_zh: '能依契約寫出驗收項目並主持一次驗收。',
    levels: '中階',
    clusters: '專案管理',
    develops: '服務驗收@中階:0>2',
    session_zh: '實體課程一天，含分組演練。',
    session_minutes: '360',
    readings: 'tw-customs-ai-xray:20',
    readings_why: '驗收時要看現場真正用得到的成效。',
    task_zh: '取一份自己經手的契約，寫出五項可量測的驗收項目。',
    task_minutes: '90',
    check_kind: '簽核',
    check_zh: '由採購單位一人核對每一項都能量測。',
    check_minutes: '20',
    passes: '五項都有數值與量測方法。',
  };
  const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const row = (cells: readonly string[]) => cells.map(quoted).join(',');
  return `${row(csvColumns.map(({ name }) => name))}\r\n${row(csvColumns.map(({ name }) => sample[name] ?? ''))}\r\n`;
}
