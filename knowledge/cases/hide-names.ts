import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { mapTexts } from './mask-case.ts';
import { lockCase, updateRecordText } from './queries.ts';
import { CaseStateReply, requireAuthor, requireState } from './write-case.ts';

const mask = { 'zh-TW': '〔姓名已遮蔽〕', en: '[name removed]' } as const;

export const hideNames = defineCapability({
  name: 'hide-names',
  title: { 'zh-TW': '遮蔽草稿中的姓名', en: 'Mask names in a draft' },
  description: {
    'zh-TW': '作者決定後，把指定的姓名在整則草稿中遮蔽。',
    en: 'Masks the names the author decided on, wherever they stand in the draft.',
  },
  input: z.object({
    id: z.string().min(1).max(100),
    names: z.array(z.string().trim().min(1).max(60)).min(1).max(100),
  }),
  output: CaseStateReply.extend({ hidden: z.number().int() }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, names }) {
    return ctx.db.transaction(async (tx) => {
      const row = await lockCase(tx, id);
      if (!row) throw notFound({ 'zh-TW': '案例', en: 'case' });
      requireAuthor(ctx, row);
      requireState(row, ['draft', 'returned']);
      let hidden = 0;
      // The longest first: a name may stand within another.
      const ordered = [...new Set(names)].sort((a, b) => b.length - a.length);
      const record = mapTexts(row.record, (text) =>
        ordered.reduce((clean, name) => {
          const pieces = clean.split(name);
          hidden += pieces.length - 1;
          return pieces.join(/\p{Script=Han}/u.test(text) ? mask['zh-TW'] : mask.en);
        }, text),
      );
      await updateRecordText(tx, id, record, ctx.now());
      return { id, state: row.state, hidden };
    });
  },
});
