import type { Child } from 'hono/jsx';
import { assetUrl } from './assets.ts';
import { documentTexts } from './documents-texts.ts';
import { texts } from './texts.ts';
import { type Theme, type View, withQuery } from './view.ts';

interface LayoutProps {
  readonly view: View;
  readonly title: string;
  /** The menu entry this page belongs to. */
  readonly section?: string;
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  /** Tables need more room than reading does. */
  readonly wide?: boolean;
  readonly children?: Child;
}

const menu = [
  { href: '/', text: texts.nav.ask },
  { href: '/cases', text: texts.nav.cases },
  { href: '/framework', text: texts.nav.framework },
  { href: '/path', text: texts.nav.path },
  { href: '/courses', text: texts.nav.courses },
  { href: '/programme', text: texts.nav.programme },
  { href: '/glossary', text: texts.nav.glossary },
  { href: '/badges', text: texts.nav.badges },
  { href: '/verify', text: texts.nav.verify },
];

function Menu({ view, section }: { view: View; section: string | undefined }) {
  return (
    <nav class="menu" aria-label={view.t(texts.nav.label)}>
      <ul>
        {menu.map(({ href, text }) => (
          <li>
            <a href={href} aria-current={section === href ? 'page' : undefined}>
              {view.t(text)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const nextTheme: Record<Theme, Theme> = { auto: 'dark', dark: 'light', light: 'auto' };
const themeIcons: Record<Theme, string> = { auto: '◐', dark: '☾', light: '☀' };

/** How many notices wait; a hundred and more are as many as can be read. */
function UnreadMark({ view, unread }: { view: View; unread: number }) {
  if (unread === 0) return null;
  return (
    <span class="unread">
      {unread > 99 ? '99+' : unread}
      <span class="visually-hidden"> {view.t(texts.nav.unread)}</span>
    </span>
  );
}

function Settings({ view }: { view: View }) {
  const other = view.language === 'en' ? 'zh-TW' : 'en';
  const next = nextTheme[view.theme];
  return (
    <ul class="settings" aria-label={view.t(texts.nav.settings)}>
      <li>
        <a href={withQuery(view.here, { lang: other, theme: null })} lang={other} hreflang={other}>
          {view.t(texts.nav.otherLanguage)}
        </a>
      </li>
      <li>
        <a
          href={withQuery(view.here, { theme: next })}
          class="theme"
          rel="nofollow"
          title={`${view.t(texts.nav.theme)}: ${view.t(texts.nav[view.theme])}`}
        >
          <span aria-hidden="true">{themeIcons[view.theme]}</span>
          <span class="visually-hidden">{`${view.t(texts.nav.theme)}: ${view.t(texts.nav[view.theme])} → ${view.t(texts.nav[next])}`}</span>
        </a>
      </li>
      {view.session ? (
        <li>
          <a href="/dashboard">{view.t(texts.nav.dashboard)}</a>
        </li>
      ) : null}
      {view.session?.actor.roles.includes('admin') ? (
        <li>
          <a href="/admin/documents">{view.t(documentTexts.title)}</a>
        </li>
      ) : null}
      {view.session ? (
        <li>
          <a href="/gaps">{view.t(texts.nav.gaps)}</a>
        </li>
      ) : null}
      {view.session ? (
        <li>
          <a href="/notices">
            {view.t(texts.nav.notices)}
            <UnreadMark view={view} unread={view.session.unread} />
          </a>
        </li>
      ) : null}
      <li>
        <a href="/login">{view.session ? view.session.name : view.t(texts.nav.signIn)}</a>
      </li>
    </ul>
  );
}

function Footer({ view }: { view: View }) {
  return (
    <footer class="site-foot">
      <p>{view.t(texts.footer.note)}</p>
      <p class="quiet">
        {view.t(texts.footer.version)} {view.version} · <a href="/docs">{view.t(texts.footer.api)}</a>
      </p>
    </footer>
  );
}

/** The frame of every page: head, menu, the content, foot. */
export function Layout({ view, title, section, scripts = [], styles = [], wide, children }: LayoutProps) {
  const name = view.t(texts.name);
  return (
    <html lang={view.language === 'en' ? 'en' : 'zh-Hant-TW'} data-theme={view.theme}>
      <head>
        <meta charset="utf-8" />
        <title>{title === name ? name : `${title} · ${name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={view.theme === 'auto' ? 'light dark' : view.theme} />
        <meta name="referrer" content="no-referrer" />
        {view.session ? <meta name="csrf" content={view.session.csrf} /> : null}
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        {['site.css', 'parts.css', ...styles].map((style) => (
          <link rel="stylesheet" href={assetUrl(style)} />
        ))}
        {['citations.js', ...scripts].map((script) => (
          <script type="module" src={assetUrl(script)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {view.t(texts.skip)}
        </a>
        <header class="site-head">
          <a class="brand" href="/">
            <span class="brand-mark" aria-hidden="true" />
            {name}
          </a>
          <Menu view={view} section={section} />
          <Settings view={view} />
        </header>
        <main id="main" tabindex={-1} class={wide ? 'wide' : undefined}>
          {children}
        </main>
        <Footer view={view} />
      </body>
    </html>
  );
}
