import type { Language, Text } from '../../core/language.ts';

export type BadgeStatus =
  | 'valid'
  | 'revoked'
  | 'suspended'
  | 'expired'
  | 'not_yet_valid'
  | 'invalid'
  | 'unverifiable'
  | 'sandbox';

/** What a failed check makes of the badge. */
export type Verdict = Exclude<BadgeStatus, 'valid'>;

export interface Check {
  readonly name: CheckName;
  readonly ok: boolean;
  readonly code?: CheckCode;
  readonly verdict?: Verdict;
  /** What was found, for somebody who looks closer; never needed to understand the result. */
  readonly note?: string;
}

export const checkNames = {
  format: { 'zh-TW': '檔案格式', en: 'File format' },
  image: { 'zh-TW': '圖檔內的徽章資料', en: 'Badge data inside the image' },
  jws: { 'zh-TW': '簽章格式', en: 'Form of the signature' },
  json: { 'zh-TW': '資料格式', en: 'Form of the data' },
  header: { 'zh-TW': '簽章方式', en: 'Way of signing' },
  type: { 'zh-TW': '是否為開放徽章', en: 'Whether it is an Open Badge' },
  issuer: { 'zh-TW': '發證單位', en: 'Issuer' },
  key: { 'zh-TW': '簽章金鑰', en: 'Signing key' },
  binding: { 'zh-TW': '金鑰是否屬於發證單位', en: "Whether the key is the issuer's" },
  signature: { 'zh-TW': '簽章', en: 'Signature' },
  claims: { 'zh-TW': '簽署內容是否一致', en: 'Whether what is signed agrees with itself' },
  schema: { 'zh-TW': '內容是否符合標準', en: 'Whether the content follows the standard' },
  dates: { 'zh-TW': '有效期間', en: 'Dates' },
  status: { 'zh-TW': '撤銷狀態', en: 'Revocation' },
  recipient: { 'zh-TW': '持有人', en: 'Recipient' },
} as const satisfies Record<string, Text>;
export type CheckName = keyof typeof checkNames;

/** Stable codes with what each means to the reader. */
export const checkCodes = {
  input_too_large: {
    'zh-TW': '檔案太大（文字 512 KB、圖檔 5 MB 為限）。',
    en: 'The file is too large (512 KB of text, 5 MB of image at most).',
  },
  unsupported_format: {
    'zh-TW': '這不是可以辨識的徽章檔案或文字。',
    en: 'This is not a badge file or text of a known kind.',
  },
  not_found: { 'zh-TW': '這裡沒有這張徽章。', en: 'There is no such badge here.' },
  url_not_trusted: {
    'zh-TW': '這個連結不屬於信任清單上的發證單位，因此沒有去讀取。',
    en: 'This link belongs to no issuer on the trust list, so it was not opened.',
  },
  url_unavailable: { 'zh-TW': '目前無法讀取這個連結。', en: 'This link cannot be read at present.' },
  image_malformed: {
    'zh-TW': '圖檔已損壞，或不是正常的 PNG 或 SVG。',
    en: 'The image is damaged, or is no proper PNG or SVG.',
  },
  baked_missing: { 'zh-TW': '圖檔裡沒有徽章資料。', en: 'The image holds no badge data.' },
  baked_duplicate: {
    'zh-TW': '圖檔裡有不只一份徽章資料。',
    en: 'The image holds more than one set of badge data.',
  },
  jws_malformed: {
    'zh-TW': '簽章資料不完整，或夾雜不該有的字元。',
    en: 'The signed text is incomplete or holds characters it must not.',
  },
  json_malformed: { 'zh-TW': '資料不是正確的 JSON。', en: 'The data is not proper JSON.' },
  json_duplicate_key: {
    'zh-TW': '資料中同一個欄位出現兩次，不同軟體可能讀出不同內容。',
    en: 'A member occurs twice, so two programs could read two different badges.',
  },
  alg_not_allowed: { 'zh-TW': '使用了不允許的簽章演算法。', en: 'The signature algorithm is not allowed.' },
  header_forbidden: {
    'zh-TW': '簽章標頭含有不允許的項目。',
    en: 'The signature header holds something that is not allowed.',
  },
  context_invalid: {
    'zh-TW': '沒有宣告為開放徽章 3.0。',
    en: 'It does not declare itself an Open Badge 3.0.',
  },
  type_invalid: { 'zh-TW': '這不是開放徽章。', en: 'This is not an Open Badge.' },
  payload_ambiguous: {
    'zh-TW': '內容有兩種互相衝突的寫法。',
    en: 'The content is written in two conflicting ways.',
  },
  proof_missing: {
    'zh-TW': '這份資料沒有簽章，任何人都可能寫出來。',
    en: 'This data carries no signature; anybody could have written it.',
  },
  proof_unsupported: {
    'zh-TW': '這種簽章方式這裡還不能查驗。',
    en: 'This kind of proof cannot be checked here yet.',
  },
  proof_malformed: { 'zh-TW': '簽章的寫法不正確。', en: 'The proof is not written properly.' },
  issuer_unknown: { 'zh-TW': '發證單位不在信任清單上。', en: 'The issuer is not on the trust list.' },
  key_not_found: {
    'zh-TW': '找不到簽章用的公開金鑰。',
    en: 'The public key it was signed with cannot be found.',
  },
  key_alg_mismatch: {
    'zh-TW': '金鑰與簽章方式不符，或金鑰太弱。',
    en: 'The key does not fit the way of signing, or is too weak.',
  },
  key_not_bound: {
    'zh-TW': '無法證明這把金鑰屬於發證單位。',
    en: "Nothing proves that this key is the issuer's.",
  },
  key_compromised: {
    'zh-TW': '這把金鑰已通報外洩，它簽的徽章都不再可信。',
    en: 'This key was reported as compromised; badges it signed are no longer trusted.',
  },
  chain_invalid: { 'zh-TW': '金鑰的憑證鏈有問題。', en: 'The certificate chain of the key is not in order.' },
  signature_invalid: {
    'zh-TW': '簽章不符：內容被改過，或不是這個單位簽的。',
    en: 'The signature does not fit: the content was changed, or somebody else signed it.',
  },
  claim_missing: { 'zh-TW': '缺少應該簽署的項目。', en: 'Something that has to be signed is missing.' },
  claim_mismatch: {
    'zh-TW': '簽署的項目與徽章內容不一致。',
    en: 'What is signed and what the badge says differ.',
  },
  schema_invalid: {
    'zh-TW': '內容不符合開放徽章的標準。',
    en: 'The content does not follow the Open Badges standard.',
  },
  subject_unidentified: { 'zh-TW': '徽章沒有寫明發給誰。', en: 'The badge does not say whom it is for.' },
  not_yet_valid: { 'zh-TW': '還沒到生效日期。', en: 'It is not valid yet.' },
  expired: { 'zh-TW': '已經過了有效期限。', en: 'It has expired.' },
  revoked: { 'zh-TW': '發證單位已經撤銷。', en: 'Its issuer has revoked it.' },
  suspended: { 'zh-TW': '發證單位已暫時停用。', en: 'Its issuer has suspended it.' },
  status_unavailable: {
    'zh-TW': '目前查不到是否已被撤銷。',
    en: 'Whether it was revoked cannot be found out at present.',
  },
  status_invalid: { 'zh-TW': '撤銷狀態的資料不正確。', en: 'The data on its revocation is not in order.' },
  recipient_mismatch: {
    'zh-TW': '這張徽章不是發給您查詢的這個人。',
    en: 'This badge was not issued to the person asked about.',
  },
  sandbox: {
    'zh-TW': '這是測試用發證單位的徽章，不具效力。',
    en: 'This badge comes from a sandbox issuer and counts for nothing.',
  },
  achievement_not_issuers_own: {
    'zh-TW': '提醒：徽章項目不是這個單位自己訂的。',
    en: "Note: the achievement is not this issuer's own.",
  },
} as const satisfies Record<string, Text>;
export type CheckCode = keyof typeof checkCodes;

/** Codes that leave open what the badge is, rather than proving it wrong. */
const verdicts: Partial<Record<CheckCode, Verdict>> = {
  url_not_trusted: 'unverifiable',
  url_unavailable: 'unverifiable',
  proof_missing: 'unverifiable',
  proof_unsupported: 'unverifiable',
  issuer_unknown: 'unverifiable',
  status_unavailable: 'unverifiable',
  not_yet_valid: 'not_yet_valid',
  expired: 'expired',
  revoked: 'revoked',
  suspended: 'suspended',
  sandbox: 'sandbox',
};

/** A check that failed; `verdict` where the code alone does not decide. */
export function failed(
  name: CheckName,
  code: CheckCode,
  more: { verdict?: Verdict; note?: string } = {},
): Check {
  const verdict = more.verdict ?? verdicts[code] ?? 'invalid';
  return {
    name,
    ok: false,
    code,
    verdict,
    ...(more.note !== undefined && { note: more.note.slice(0, 300) }),
  };
}

/** A check that passed, with a remark where there is one. */
export function passed(name: CheckName, more: { code?: CheckCode; note?: string } = {}): Check {
  return { name, ok: true, ...more };
}

/** The worst comes first: what a badge is when several checks fail. */
const order: readonly Verdict[] = [
  'invalid',
  'sandbox',
  'revoked',
  'suspended',
  'expired',
  'not_yet_valid',
  'unverifiable',
];

/** `valid` only when every check that has to pass was made and passed. */
export function statusOf(checks: readonly Check[]): BadgeStatus {
  const found = order.find((verdict) => checks.some((check) => check.verdict === verdict));
  if (found) return found;
  const complete = (['signature', 'binding', 'schema', 'dates', 'status'] as const).every((name) =>
    checks.some((check) => check.name === name && check.ok),
  );
  return complete ? 'valid' : 'unverifiable';
}

const passedTexts: Partial<Record<CheckName, Text>> = {
  binding: { 'zh-TW': '金鑰確實屬於發證單位。', en: "The key is the issuer's." },
  signature: { 'zh-TW': '簽章正確，內容沒有被改過。', en: 'The signature holds; nothing was changed.' },
  dates: { 'zh-TW': '在有效期間內。', en: 'It is within its dates.' },
  status: { 'zh-TW': '沒有被撤銷。', en: 'It has not been revoked.' },
  recipient: { 'zh-TW': '確實是發給這個人。', en: 'It was issued to this person.' },
};
const fine: Text = { 'zh-TW': '沒有問題。', en: 'In order.' };

/** What a check means to the reader. */
export function meaningOf(check: Check): Text {
  if (check.code) return checkCodes[check.code];
  return passedTexts[check.name] ?? fine;
}

export function detailOf(check: Check, language: Language): string {
  const colon = language === 'en' ? ': ' : '：';
  return `${checkNames[check.name][language]}${colon}${meaningOf(check)[language]}`;
}
