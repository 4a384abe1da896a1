import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { Language } from '../../core/language.ts';
import * as queries from './queries.ts';
import { SourceKind, SourceLink } from './schema.ts';

const Neighbour = z.object({ id: z.string(), section: z.array(z.string()), text: z.string() }).nullable();

export const PassageReply = z.object({
  id: z.string(),
  sourceId: z.string(),
  externalId: z.string(),
  kind: SourceKind,
  title: z.string(),
  section: z.array(z.string()),
  text: z.string(),
  language: Language,
  url: z.string().nullable(),
  sourceUrls: z.array(SourceLink),
  version: z.number().int(),
  currentVersion: z.number().int(),
  state: z.enum(['current', 'withdrawn']),
  withdrawnReason: z.string().nullable(),
  previous: Neighbour,
  next: Neighbour,
});

export const getPassage = defineCapability({
  name: 'get-passage',
  title: { 'zh-TW': '讀取段落', en: 'Read a passage' },
  description: {
    'zh-TW': '讀取被引用的段落原文、所屬版本與前後段落。',
    en: 'A cited passage as shown, with its version and its neighbours.',
  },
  input: z.object({ id: z.string().min(1).max(200) }),
  output: PassageReply,
  allow: 'anonymous',
  acts: false,
  async run(ctx, { id }) {
    const passage = await queries.selectPassage(ctx.db, id);
    const row = passage && (await queries.selectSource(ctx.db, passage.sourceId));
    if (!passage || !row) throw notFound({ 'zh-TW': '段落', en: 'passage' });
    const past =
      passage.version === row.version
        ? undefined
        : await queries.selectVersion(ctx.db, row.id, passage.version);
    const around = await queries.selectPassages(ctx.db, row.id, passage.version);
    const at = (position: number) => {
      const other = around.find((one) => one.position === position);
      return other ? { id: other.id, section: other.section, text: other.text } : null;
    };
    const { title, url, sourceUrls } = past ?? row;
    return {
      id: passage.id,
      sourceId: row.id,
      externalId: row.externalId,
      kind: row.kind,
      title,
      section: passage.section,
      text: passage.text,
      language: passage.language,
      url,
      sourceUrls,
      version: passage.version,
      currentVersion: row.version,
      state: row.state,
      withdrawnReason: row.withdrawnReason,
      previous: at(passage.position - 1),
      next: at(passage.position + 1),
    };
  },
});
