import type { MiddlewareHandler } from 'hono';
import { setCookie } from 'hono/cookie';
import { findLanguage } from '../../core/language.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, languageCookie } from '../context.ts';
import { mountAnswers } from './answer-page.tsx';
import { mountAskPage } from './ask-page.tsx';
import { mountAssets } from './assets.ts';
import { mountBadgeActs } from './badges-acts.tsx';
import { mountBadge } from './badges-badge-page.tsx';
import { mountBadgeForm } from './badges-form.tsx';
import { mountBadgeImport } from './badges-import.tsx';
import { mountBadgeIssuing } from './badges-issue-page.tsx';
import { mountBadges } from './badges-page.tsx';
import { mountBehaviours } from './behaviours-page.tsx';
import { mountCase } from './case-page.tsx';
import { mountCaseTalk } from './case-talk.tsx';
import { mountCases } from './cases-page.tsx';
import { mountCourseActs } from './courses-acts.tsx';
import { mountCourse } from './courses-course-page.tsx';
import { mountCourseDone } from './courses-done.tsx';
import { mountCourseForm } from './courses-form.tsx';
import { mountCourseImport } from './courses-import-page.tsx';
import { mountCourses } from './courses-page.tsx';
import { mountCredential } from './credential-page.tsx';
import { mountRevoking } from './credential-revoke.tsx';
import { mountDashboard } from './dashboard-page.tsx';
import { mountDiagnosis } from './diagnosis-page.tsx';
import { mountDocs } from './docs-page.tsx';
import { mountFramework } from './framework-page.tsx';
import { mountGapActs } from './gaps-acts.ts';
import { mountFeedbackCandidates } from './gaps-candidates-page.tsx';
import { mountGap } from './gaps-gap-page.tsx';
import { mountGaps } from './gaps-page.tsx';
import { mountGlossary } from './glossary-page.tsx';
import { mountLevels } from './levels-page.tsx';
import { mountLink } from './link-page.tsx';
import { mountLogin } from './login-page.tsx';
import { mountNotices } from './notices-page.tsx';
import { mountPassages } from './passage-page.tsx';
import { mountPath } from './path-page.tsx';
import { mountProgramme } from './programme-page.tsx';
import { mountQuizzes } from './quizzes-page.tsx';
import { isHttps } from './respond.ts';
import { mountVerifyPage } from './verify-page.tsx';
import { findTheme, themeCookie } from './view.ts';

const yearSeconds = 365 * 86_400;

/** Keeps a choice of language or appearance made by a link (`?lang=`, `?theme=`). */
function keepChoices(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const options = { path: '/', maxAge: yearSeconds, sameSite: 'Lax', secure: isHttps(c) } as const;
    const language = findLanguage(c.req.query('lang'));
    const theme = findTheme(c.req.query('theme'));
    if (language) setCookie(c, languageCookie, language, options);
    if (theme) setCookie(c, themeCookie, theme, options);
    await next();
  };
}

/** Everything a person sees in a browser. Calls capabilities as any other surface does. */
export function mountPages(app: BankApp): void {
  mountAssets(app);
  app.use('*', keepChoices());
  mountAskPage(app);
  mountAnswers(app);
  mountPassages(app);
  mountCases(app);
  mountCase(app);
  mountCaseTalk(app);
  mountCourses(app);
  mountCourseForm(app);
  mountCourseImport(app);
  mountCourse(app);
  mountCourseActs(app);
  mountCourseDone(app);
  mountProgramme(app);
  mountFramework(app);
  mountGlossary(app);
  mountDiagnosis(app);
  mountPath(app);
  mountBehaviours(app);
  mountLevels(app);
  mountQuizzes(app);
  mountDashboard(app);
  mountNotices(app);
  mountGaps(app);
  mountFeedbackCandidates(app);
  mountGap(app);
  mountGapActs(app);
  mountBadges(app);
  mountBadgeForm(app);
  mountBadgeImport(app);
  mountBadge(app);
  mountBadgeActs(app);
  mountBadgeIssuing(app);
  mountCredential(app);
  mountRevoking(app);
  mountVerifyPage(app);
  mountLogin(app);
  mountLink(app);
  mountDocs(app);
}
