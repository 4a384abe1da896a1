import { z } from 'zod';
import { saying } from '../../core/capability.ts';
import { LanguageTag } from '../../core/language.ts';
import { BadgeId } from '../definitions/schema.ts';
import { PlainText } from '../issuers/schema.ts';

/** Whom a badge is for, or whom a verifier asks about: exactly one of e-mail and id. */
const Identified = z.strictObject({
  email: z.email().max(200).optional(),
  id: z.string().trim().min(1).max(200).optional(),
});
const exactlyOne = [
  (who: { email?: string | undefined; id?: string | undefined }) =>
    (who.email === undefined) !== (who.id === undefined),
  saying({ 'zh-TW': '請填電子郵件或代號其中一項', en: 'give either email or id' }),
] as const;

export const RecipientQuery = Identified.refine(...exactlyOne);
export type RecipientQuery = z.infer<typeof RecipientQuery>;

const Recipient = Identified.extend({ name: PlainText(100).optional() }).refine(...exactlyOne);

const DateTime = z.iso.datetime({ offset: true });

export const CredentialRequest = z.strictObject({
  recipient: Recipient,
  evidence: z
    .array(
      z.strictObject({
        name: PlainText(300),
        narrative: PlainText(4_000).optional(),
        url: z
          .url({ protocol: /^https?$/ })
          .max(1_000)
          .optional(),
      }),
    )
    .max(20)
    .default([]),
  results: z
    .array(
      z.strictObject({
        name: PlainText(200),
        value: z.union([PlainText(200), z.number().transform(String)]),
      }),
    )
    .max(20)
    .default([]),
  language: LanguageTag.default('zh-TW'),
  validFrom: DateTime.optional(),
  validUntil: DateTime.optional(),
});
export type CredentialRequest = z.output<typeof CredentialRequest>;

export const IssueInput = CredentialRequest.extend({ id: BadgeId });

export const IssuedReply = z.object({ id: z.string(), url: z.string(), credential: z.string() });
export type IssuedReply = z.infer<typeof IssuedReply>;

export const CredentialId = z.string().min(1).max(100);
