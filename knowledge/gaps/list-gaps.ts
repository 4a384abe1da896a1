import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { resolveCompetency } from '../framework/replies.ts';
import { selectGap, selectGaps } from './queries.ts';
import { GapDetail, GapId, GapItem, GapState } from './schema.ts';
import { showGap, showGaps } from './show-gap.ts';

export const gapText = { 'zh-TW': '待答問題', en: 'open question' };

export const listGaps = defineCapability({
  name: 'list-gaps',
  title: { 'zh-TW': '待答問題', en: 'Open questions' },
  description: {
    'zh-TW': '列出知識庫答不了、請教社群的問題，最近有動靜的在前；只列您可以看的，提問者預設不具名。',
    en: 'Questions the knowledge bank could not answer, put to the community; those you may see, latest change first. Askers stay unnamed unless they choose.',
  },
  input: PageInput.extend({
    state: GapState.optional(),
    competency: z.string().max(100).optional(),
    /** Asked or needed by the caller, or the caller was asked. */
    mine: z.stringbool().default(false),
  }),
  output: z.object({ items: z.array(GapItem), nextCursor: z.string().optional() }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { limit, cursor, state, mine, competency }) {
    const name = resolveCompetency(competency, await readLexicon(ctx.db));
    const rows = await selectGaps(ctx.db, ctx.actor.personId!, {
      state,
      mine,
      competency: name,
      limit: limit + 1,
      after: cursor,
    });
    const { items, ...page } = pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => row,
    );
    return { items: await showGaps(ctx, items), ...page };
  },
});

export const getGap = defineCapability({
  name: 'get-gap',
  title: { 'zh-TW': '讀取待答問題', en: 'Read an open question' },
  description: {
    'zh-TW': '一個請教社群的問題、它的回覆，以及您可以做什麼。',
    en: 'A question put to the community, its replies, and what you may do with it.',
  },
  input: z.object({ id: GapId }),
  output: GapDetail,
  allow: ['staff'],
  acts: false,
  async run(ctx, { id }) {
    const row = await selectGap(ctx.db, ctx.actor.personId!, id);
    if (!row) throw notFound(gapText);
    return showGap(ctx, row);
  },
});
