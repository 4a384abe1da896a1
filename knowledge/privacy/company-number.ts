const weights = [1, 2, 1, 2, 1, 2, 4, 1];
const digitSum = (value: number) => Math.floor(value / 10) + (value % 10);

/**
 * Whether eight digits are a 統一編號 with the right check digit. A seventh digit of 7 gives a product of 28, whose
 * digits may count as 1 or as 0.
 * @see 財政部, 營利事業統一編號檢查碼邏輯修正說明 (divisible by 5 since April 2023, which holds for the older numbers too)
 */
export function isCompanyNumber(digits: string): boolean {
  if (!/^\d{8}$/.test(digits) || /^0{8}$/.test(digits)) return false;
  const sum = weights.reduce((total, weight, index) => total + digitSum(weight * Number(digits[index])), 0);
  return sum % 5 === 0 || (digits[6] === '7' && (sum + 1) % 5 === 0);
}

const label = /(?:統一編號|統編|營利事業編號|稅籍編號|ubn|vat(?:\s*no)?|tax\s*id)[^\p{L}\d]{0,4}$/iu;
/** What stands before a number of another sort, or after an amount. */
const otherBefore =
  /(?:第|字號|文號|案號|編號|標案|序號|帳號|代碼|版本|isbn|issn|no\.?|id|nt\$|us\$|[$€£¥＄#/=])[^\p{L}\d]{0,3}$/iu;
const otherAfter =
  /^\s*(?:號|元|萬|億|千|人|筆|件|次|戶|份|張|公里|公尺|小時|分|秒|天|年|月|日|位|則|個|組|台|輛|案|家|頁|字|%|‰|usd|twd|users?|people|records?|hours?)/iu;

function isDay(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number);
  return year! >= 1900 && year! <= 2100 && month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31;
}

const written = /^(?:\d{8}|\d(?: \d){7})$/;

/**
 * Whether eight digits that pass the check are meant as one: named so, or standing free, written as such numbers are,
 * and no date, amount or file number.
 */
export function meantAsCompanyNumber(text: string, before: string, after: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  if (!isCompanyNumber(digits)) return false;
  if (label.test(before)) return true;
  if (!written.test(text) || digits.endsWith('000') || isDay(digits)) return false;
  return !otherBefore.test(before) && !otherAfter.test(after);
}
