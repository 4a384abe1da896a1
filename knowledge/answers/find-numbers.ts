const SCALES: Readonly<Record<string, number>> = {
  千: 1e3,
  萬: 1e4,
  百萬: 1e6,
  千萬: 1e7,
  億: 1e8,
  兆: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
};
const NUMBER = /(\d[\d,]*(?:\.\d+)?)\s*(百萬|千萬|千|萬|億|兆|thousand|million|billion)?/giu;
const TENTHS = /([一二兩三四五六七八九])成(半?)/gu;
const DIGITS = '零一二三四五六七八九';

/** The quantities a text states (17 億 → 1700000000, 八成 → 80), for comparing figures, never for showing. */
export function findNumbers(text: string): number[] {
  const found = [...text.matchAll(NUMBER)].map(
    ([, digits, scale]) => Number(digits!.replaceAll(',', '')) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1),
  );
  const tenths = [...text.matchAll(TENTHS)].map(
    ([, digit, half]) => 10 * (digit === '兩' ? 2 : DIGITS.indexOf(digit!)) + (half ? 5 : 0),
  );
  return [...found, ...tenths].filter((value) => Number.isFinite(value));
}

export function sameNumber(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

const DATE =
  /(?:19|20)\d{2}\s*年(?:度)?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?(?:底|初)?|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?!份)|\b(?:19|20)\d{2}\b(?!\s*[\p{Script=Han}%])/gu;

/** A text without its dates: what numbers are left are quantities. */
export function withoutDates(text: string): string {
  return text.replace(DATE, ' ');
}

/** True when a text carries any quantity, in digits or in Chinese numerals with a measure word. */
export function statesQuantity(text: string): boolean {
  const undated = withoutDates(text);
  return (
    /(?<!第\s?)(?<![\p{L}-])\d/u.test(undated) ||
    /[一二兩三四五六七八九十百千萬億數半](?:小時|分鐘|秒|公里)|[一二三四五六七八九十百千萬億數半][成倍個件人次項款處家名年月天週戶題種歲]|[二兩三四五六七八九十百千萬億數半][級條頁章則份座站組套位通輛階]|[十百千萬億]|一半|半數|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|twice|double|dozen)\b/iu.test(
      undated,
    )
  );
}
