/** What LinkedIn's form is filled in with. */
export interface LinkedInEntry {
  readonly name: string;
  readonly organization: string;
  readonly url: string;
  readonly id: string;
  readonly issuedAt: Date;
  readonly validUntil: Date | null;
}

/** The address that opens LinkedIn's "add licence or certification" form, filled in; months count from 1. */
export function linkedInAddress(entry: LinkedInEntry): string {
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: entry.name,
    organizationName: entry.organization,
    issueYear: String(entry.issuedAt.getUTCFullYear()),
    issueMonth: String(entry.issuedAt.getUTCMonth() + 1),
    ...(entry.validUntil && {
      expirationYear: String(entry.validUntil.getUTCFullYear()),
      expirationMonth: String(entry.validUntil.getUTCMonth() + 1),
    }),
    certUrl: entry.url,
    certId: entry.id,
  });
  return `https://www.linkedin.com/profile/add?${query.toString().replaceAll('+', '%20')}`;
}
