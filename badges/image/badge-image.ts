import type { Bank, Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { getStoredCredential, type StoredCredential } from '../credentials/get-credential.ts';
import { selectBadge, selectVersion } from '../definitions/queries.ts';
import type { BadgeRecord } from '../definitions/schema.ts';
import { type Issuer, selectIssuer } from '../issuers/queries.ts';
import { shown } from '../issuers/schema.ts';
import { bakePng } from './bake-png.ts';
import { bakeSvg } from './bake-svg.ts';
import { drawBadge, wrapPicture } from './draw-badge.ts';
import { renderPng } from './render-png.ts';

const pngPrefix = 'data:image/png;base64,';

function svgOf(record: BadgeRecord, issuer: Issuer, language: Language): string {
  const name = shown(record.name, language);
  if (record.image && !issuer.sandbox) return wrapPicture(record.image, name);
  return drawBadge({
    name,
    competencies: record.competencies.map((one) => one.competency),
    level: record.competencies[0]!.level,
    issuerName: shown(issuer.profile.name, language),
    sandbox: issuer.sandbox,
    language,
  });
}

/** Pictures drawn so far: drawing takes a tenth of a second, and a version never changes. */
const drawn = new Map<string, Promise<Buffer>>();
const maxDrawn = 200;

function pngOf(svg: string): Promise<Buffer> {
  const kept = drawn.get(svg);
  if (kept) return kept;
  const png = renderPng(svg);
  png.catch(() => drawn.delete(svg));
  if (drawn.size >= maxDrawn) drawn.delete(drawn.keys().next().value!);
  drawn.set(svg, png);
  return png;
}

function plainPng(record: BadgeRecord, issuer: Issuer, language: Language): Promise<Buffer> {
  if (record.image && !issuer.sandbox)
    return Promise.resolve(Buffer.from(record.image.slice(pngPrefix.length), 'base64'));
  return pngOf(svgOf(record, issuer, language));
}

/** A picture ready to send; an SVG goes out with a policy that lets nothing in it run. */
export interface Picture {
  readonly bytes: Buffer;
  readonly contentType: 'image/png' | 'image/svg+xml';
}
export type PictureKind = 'png' | 'svg';

const contentTypes = { png: 'image/png', svg: 'image/svg+xml' } as const;

/** A definition's picture; `settled` when it can no longer change. */
export interface BadgePicture extends Picture {
  readonly settled: boolean;
}

/**
 * The picture of a badge the caller may see, without anybody's data in it: a draft shows what it will look like.
 * @throws AppError NOT_FOUND
 */
export async function getBadgeImage(
  ctx: Context,
  badgeId: string,
  kind: PictureKind,
  language: Language,
): Promise<BadgePicture> {
  const badge = await selectBadge(ctx.db, badgeId);
  if (!badge) throw notFound({ 'zh-TW': '徽章', en: 'badge' });
  const issuer = (await selectIssuer(ctx.db, badge.issuerId))!;
  const bytes =
    kind === 'png'
      ? await plainPng(badge.record, issuer, language)
      : Buffer.from(svgOf(badge.record, issuer, language));
  const settled = badge.state === 'approved' || badge.state === 'retired';
  return { bytes, contentType: contentTypes[kind], settled };
}

async function recordOf(bank: Bank, { row }: StoredCredential): Promise<BadgeRecord> {
  return (await selectVersion(bank.store.system, row.badgeId, row.badgeVersion))!;
}

/**
 * The picture of an issued badge with the signed badge baked into it.
 * @throws AppError NOT_FOUND
 */
export async function getBakedImage(bank: Bank, credentialId: string, kind: PictureKind): Promise<Picture> {
  const stored = await getStoredCredential(bank, credentialId);
  const { row, issuer } = stored;
  const record = await recordOf(bank, stored);
  const bytes =
    kind === 'png'
      ? bakePng(await plainPng(record, issuer, row.language), row.jws)
      : Buffer.from(bakeSvg(svgOf(record, issuer, row.language), row.jws));
  return { bytes, contentType: contentTypes[kind] };
}
