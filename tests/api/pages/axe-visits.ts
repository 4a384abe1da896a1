/** Who is looking, by the name their token has; undefined = nobody signed in. */
export type Visitor =
  | 'staff'
  | 'writer'
  | 'organiser'
  | 'nominee'
  | 'asking'
  | 'pilot_leader'
  | 'issuer'
  | 'admin';

/** Addresses by who looks at them; what stands in braces is filled with the id of that name. */
export const visits: readonly { readonly as?: Visitor; readonly paths: readonly string[] }[] = [
  {
    paths: [
      '/',
      '/answers/{answer}',
      '/passages/{passage}',
      '/cases',
      '/cases/tw-taide',
      '/cases/tw-taide/versions',
      '/cases/changes',
      '/cases/compare?a=tw-taide&b=jp-gennai',
      '/share',
      '/framework',
      '/framework/behaviours',
      '/framework/tables/{table}',
      '/glossary',
      '/diagnosis',
      '/path',
      '/path?cluster=sys&level=mid&hours=20',
      '/courses',
      '/courses/ai-literacy-first-use',
      '/programme',
      '/programme/calls/{call}',
      '/badges',
      '/badges/{badgeApproved}',
      '/credentials/{credential}',
      '/verify',
      '/login',
      '/docs',
      '/no-such-page',
    ],
  },
  {
    as: 'staff',
    paths: [
      '/dashboard',
      '/dashboard/delete',
      '/diagnosis/levels',
      '/quizzes',
      '/quizzes/AI素養?level=mid',
      '/badges/import',
      '/cases/tw-taide?done=outdated',
      '/sources/tw-taide/care',
      '/share?sent=1',
      '/share/new',
      '/share/offer',
      '/share/{draft}',
      '/share/{draft}/preview',
      '/share/{published}/withdraw',
      '/review/overdue',
      '/notices',
      '/link',
    ],
  },
  { as: 'asking', paths: ['/gaps', '/gaps/{gap}', '/notices'] },
  {
    as: 'writer',
    paths: [
      '/review',
      '/review/offers',
      '/review/cases/{submitted}',
      '/gaps/unanswered',
      '/gaps/candidates',
      '/courses/new',
      '/courses/import',
      '/badges/new',
      '/badges/{badgeInReview}',
    ],
  },
  { as: 'pilot_leader', paths: ['/courses/{courseDraft}/edit', '/badges/{badgeDraft}/edit'] },
  { as: 'issuer', paths: ['/badges/{badgeApproved}', '/credentials/{credential}'] },
  {
    as: 'organiser',
    paths: [
      '/programme',
      '/programme/calls/new',
      '/programme/calls/{draftCall}/edit',
      '/programme/calls/{call}/panel',
      '/programme/nominations/{nomination}',
      '/programme/cohorts/new',
      '/programme/cohorts/{cohort}',
      '/programme/gatherings/new',
      '/programme/gatherings/{gathering}',
      '/programme/gatherings/{gathering}/edit',
    ],
  },
  {
    as: 'nominee',
    paths: [
      '/programme/calls/{call}/nominate',
      '/programme/nominations/{nomination}',
      '/programme/nominations/{nomination}/edit',
    ],
  },
  { as: 'admin', paths: ['/admin/documents', '/dashboard'] },
];

/** Addresses of the pages' list that no person reads: files, and where another server sends people back to. */
const noPages: readonly string[] = [
  '/assets/:name',
  '/courses/template.csv',
  '/dashboard/gaps.png',
  '/gaps/candidates.jsonl',
  '/login/callback',
  '/login/oidc',
  '/programme/gatherings/:id/calendar.ics',
];

const fits = (route: string, path: string): boolean => {
  const [wanted, given] = [route.split('/'), path.replace(/\?.*/, '').split('/')];
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') || part === given[at])
  );
};

/** Routes none of the visits leads to. An address written out belongs to itself, not to a pattern it also fits. */
export function unvisited(routes: readonly string[]): string[] {
  const paths = visits.flatMap((visit) => visit.paths.map((path) => path.replace(/\?.*/, '')));
  const written = new Set(routes.filter((route) => !route.includes(':')));
  return routes
    .filter((route) => !noPages.includes(route))
    .filter((route) => !paths.some((path) => path === route || (!written.has(path) && fits(route, path))));
}
