import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';

interface Refusal {
  readonly code: ErrorCode;
  readonly text: Text;
}

function refusal(zh: string, en: string, code: ErrorCode = 'UNSUPPORTED'): Refusal {
  return { code, text: { 'zh-TW': zh, en } };
}

/** Why a document is not taken in; the reason is what the person reads. */
export const refusals = {
  encrypted: refusal(
    '檔案有密碼保護，請移除密碼後再匯入。',
    'The file is protected by a password; remove it and try again.',
  ),
  broken: refusal('檔案已損毀或不完整，無法讀取。', 'The file is broken or incomplete and cannot be read.'),
  noText: refusal(
    '這份 PDF 是掃描影像，沒有文字層；請先做文字辨識（OCR）再匯入。',
    'This PDF is a scan without text; run text recognition (OCR) on it first.',
  ),
  empty: refusal('檔案裡沒有文字內容。', 'The file holds no text.'),
  macros: refusal(
    '檔案含有巨集，不予匯入；請另存為不含巨集的格式。',
    'The file holds macros and is not taken in; save it without them.',
  ),
  bomb: refusal(
    '檔案解壓縮後過大或壓縮比異常，不予匯入。',
    'The file unpacks to too much or at an unusual ratio and is not taken in.',
    'TOO_LARGE',
  ),
  tooLong: refusal(
    '文件太長（段落、列或工作表過多），請分成幾個檔案。',
    'The document is too long (passages, rows or sheets); split it into several files.',
    'TOO_LARGE',
  ),
  tooSlow: refusal(
    '檔案的結構太複雜，在時限內讀不完，不予匯入。',
    'The file is too complex to be read in the time allowed and is not taken in.',
    'TOO_LARGE',
  ),
  tooMuchMemory: refusal(
    '檔案需要的記憶體超過上限，不予匯入。',
    'The file needs more memory than allowed and is not taken in.',
    'TOO_LARGE',
  ),
  entities: refusal(
    '檔案的 XML 宣告了實體（ENTITY），不予匯入。',
    'The XML of the file declares entities and is not taken in.',
  ),
  oldOffice: refusal(
    '這是舊版 Office 格式（.doc .xls .ppt），請另存為 .docx .xlsx .pptx。',
    'This is an old Office format (.doc .xls .ppt); save it as .docx .xlsx .pptx.',
  ),
  archive: refusal(
    '這是壓縮檔，請解開後匯入裡面的檔案。',
    'This is an archive; unpack it and take in the files inside.',
  ),
  mislabelled: refusal(
    '檔案內容與副檔名不符，也不是可讀取的格式。',
    'The content of the file is not what its name says, nor a kind that can be read.',
  ),
} as const satisfies Record<string, Refusal>;

export type RefusalReason = keyof typeof refusals;

/** Thrown inside the reading thread, where the reason travels as plain data. */
export class DocumentRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, options: { cause?: unknown } = {}) {
    super(reason, options);
    this.name = 'DocumentRefused';
    this.reason = reason;
  }
}

export function refusalError(reason: RefusalReason, cause?: unknown): AppError {
  const { code, text } = refusals[reason];
  return new AppError(code, text, { cause });
}
