import type { Child } from 'hono/jsx';
import { badgeStyles } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { Layout } from './layout.tsx';
import { Csrf } from './parts.tsx';
import type { View } from './view.ts';

interface ConfirmProps {
  readonly view: View;
  /** The menu entry it belongs to; badges unless said. */
  readonly section?: string;
  /** Where the form goes again, with its fields and `confirmed`. */
  readonly action: string;
  readonly back: string;
  readonly heading: string;
  readonly fields: Iterable<readonly [string, string]>;
  readonly children?: Child;
}

/** What is about to happen, before it happens: the same form again with one field more. */
export function ConfirmPage({
  view,
  section = '/badges',
  action,
  back,
  heading,
  fields,
  children,
}: ConfirmProps) {
  const { confirm } = badgeTexts;
  const sent = [...fields].filter(([name]) => name !== 'csrf' && name !== 'confirmed');
  return (
    <Layout view={view} title={heading} section={section} styles={badgeStyles}>
      <h1>{view.t(confirm.title)}</h1>
      <section class="notice">
        <h2>{heading}</h2>
        {children}
      </section>
      <form method="post" action={action}>
        <Csrf view={view} />
        {sent.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <p class="actions">
          <button type="submit" class="button" name="confirmed" value="yes">
            {view.t(confirm.yes)}
          </button>
          <a class="button plain" href={back}>
            {view.t(confirm.cancel)}
          </a>
        </p>
      </form>
    </Layout>
  );
}

export function isConfirmed(form: URLSearchParams): boolean {
  return form.get('confirmed') === 'yes';
}
