import { countryLabel } from './labels.ts';

const everyday: Readonly<Record<string, string>> = {
  台灣: 'TW',
  臺灣: 'TW',
  我國: 'TW',
  taiwan: 'TW',
  英國: 'GB',
  uk: 'GB',
  britain: 'GB',
  england: 'GB',
  英格蘭: 'GB',
  美國: 'US',
  usa: 'US',
  america: 'US',
  荷蘭: 'NL',
  holland: 'NL',
  韓國: 'KR',
  南韓: 'KR',
  korea: 'KR',
  歐盟: 'EU',
  eu: 'EU',
};

const known = [
  'TW',
  'GB',
  'US',
  'NL',
  'AU',
  'JP',
  'CA',
  'FR',
  'SG',
  'DK',
  'EU',
  'IN',
  'KR',
  'NO',
  'SE',
  'AT',
  'BE',
  'BR',
  'DE',
  'EE',
  'ES',
  'FI',
  'RS',
  'NZ',
  'IE',
  'CH',
  'IT',
  'PL',
  'PT',
  'IL',
  'CN',
  'HK',
  'TH',
  'VN',
  'PH',
  'MY',
  'ID',
  'ZA',
  'MX',
  'CL',
  'AR',
  'UA',
];

const names = new Map<string, string>([
  ...known.flatMap((code): [string, string][] => [
    [code.toLowerCase(), code],
    [countryLabel(code, 'zh-TW').toLowerCase(), code],
    [countryLabel(code, 'en').toLowerCase(), code],
  ]),
  ...Object.entries(everyday),
]);

/** The country code a code or an everyday name in Chinese or English means. */
export function findCountry(name: string): string | undefined {
  return names.get(name.normalize('NFKC').trim().toLowerCase());
}
