import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { Language } from '../../core/language.ts';
import * as queries from './queries.ts';
import { SourceKind, SourceLink } from './schema.ts';

const Passage = z.object({
  id: z.string(),
  section: z.array(z.string()),
  text: z.string(),
  language: Language,
  position: z.number().int(),
});

const SourceReply = z.object({
  id: z.string(),
  externalId: z.string(),
  kind: SourceKind,
  title: z.string(),
  titleEn: z.string().nullable(),
  url: z.string().nullable(),
  sourceUrls: z.array(SourceLink),
  language: Language,
  owner: z.string().nullable(),
  visibility: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  reviewedOn: z.string().nullable(),
  reviewBy: z.string().nullable(),
  supersedes: z.string().nullable(),
  state: z.enum(['current', 'withdrawn']),
  withdrawnReason: z.string().nullable(),
  version: z.number().int(),
  currentVersion: z.number().int(),
  details: z.record(z.string(), z.unknown()),
  passages: z.array(Passage),
});

const source = { 'zh-TW': '資料來源', en: 'source' };

export const getSource = defineCapability({
  name: 'get-source',
  title: { 'zh-TW': '讀取來源', en: 'Read a source' },
  description: {
    'zh-TW': '依編號讀取一個來源及其段落；可指定版本，已下架者仍可讀取並標示。',
    en: 'One source with its passages by id, at a version if given; withdrawn sources stay readable and say so.',
  },
  input: z.object({
    id: z.string().min(1).max(200),
    version: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  output: SourceReply,
  allow: 'anonymous',
  acts: false,
  async run(ctx, input) {
    const row = await queries.selectSource(ctx.db, input.id);
    if (!row) throw notFound(source);
    const version = input.version ?? row.version;
    const past = version === row.version ? undefined : await queries.selectVersion(ctx.db, row.id, version);
    if (version !== row.version && !past) throw notFound(source);
    const passages = (await queries.selectPassages(ctx.db, row.id, version)).map(
      ({ id, section, text, language, position }) => ({ id, section, text, language, position }),
    );
    return { ...row, ...past, version, currentVersion: row.version, passages };
  },
});
