import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { CaseFacts } from '../cases/schema.ts';
import { readLexicon } from '../framework/lexicon.ts';
import * as sources from '../sources/queries.ts';
import { buildCaseStudy } from './build-case-study.ts';
import { audienceFor, CourseStateReply, writers } from './course-states.ts';
import { insertCourse } from './queries.ts';

export const createCourseFromCase = defineCapability({
  name: 'create-course-from-case',
  title: { 'zh-TW': '由案例產生案例研討', en: 'Make a case study from a case' },
  description: {
    'zh-TW': '把一則案例的情境、決定、結果與討論題整理成課程草稿；由作者修改、他人審核後才能使用。',
    en: "Makes a draft of a module from a case's situation, decision, outcome and questions; its author edits it and somebody else reviews it before it is used.",
  },
  input: z.object({ caseId: z.string().min(1).max(200) }),
  output: CourseStateReply,
  allow: writers,
  acts: true,
  async run(ctx, { caseId }) {
    const source = await sources.selectSource(ctx.db, caseId);
    if (source?.kind !== 'case' || source.state !== 'current')
      throw notFound({ 'zh-TW': '案例', en: 'case' });
    const passages = await sources.selectPassages(ctx.db, source.id, source.version);
    const { competencies } = await readLexicon(ctx.db);
    const studied = {
      id: source.externalId,
      title: { 'zh-TW': source.title, en: source.titleEn ?? source.title },
      visibility: source.visibility,
      competencies: CaseFacts.partial().parse(source.details).competencies ?? [],
      sections: passages.map(({ id, section, text }) => ({
        passageId: id,
        heading: section.at(-1) ?? '',
        text,
      })),
    };
    const record = buildCaseStudy(
      studied,
      new Set(competencies.map(({ level, name }) => `${level} ${name}`)),
    );
    const id = ctx.newId('course');
    const audienceId = await audienceFor(ctx, record.visibility);
    const author = ctx.actor.personId!;
    await ctx.db.transaction((tx) =>
      insertCourse(tx, {
        id,
        author,
        origin: 'case-study',
        state: 'draft',
        record,
        audienceId,
        now: ctx.now(),
      }),
    );
    return { id, state: 'draft' as const };
  },
});
