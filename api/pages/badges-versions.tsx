import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { type Badge, dayOf, mayAs } from './badges-parts.tsx';
import { badgeTexts } from './badges-texts.ts';
import { diffText } from './text-diff.ts';
import type { View } from './view.ts';

export type Version = Awaited<ReturnType<typeof can.listBadgeVersions.run>>['items'][number];
type Change = Version['changes'][number];

const { versions: words } = badgeTexts;

/** The versions of a badge, for those who take part in making it. */
export async function readVersions(
  c: HonoContext<ApiEnv>,
  view: View,
  badge: Badge,
): Promise<readonly Version[]> {
  if (!mayAs(view, 'pilot_leader', 'reviewer', 'issuer')) return [];
  return (await callCapability(can.listBadgeVersions, contextOf(c, 'web'), { id: badge.id })).items;
}

function Difference({ before, after }: { before: string | null; after: string | null }) {
  return (
    <dd class="lines">
      {diffText(before ?? '', after ?? '').map(({ kind, text }) => {
        if (kind === 'gone') return <del>{text}</del>;
        return kind === 'new' ? <ins>{text}</ins> : text;
      })}
    </dd>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <dl class="changes">
      {changes.map(({ name, before, after }) => (
        <div>
          <dt>{name}</dt>
          <Difference before={before} after={after} />
        </div>
      ))}
    </dl>
  );
}

function OneVersion({ view, version, last }: { view: View; version: Version; last: boolean }) {
  return (
    <li>
      <details open={last}>
        <summary>
          {view.t(badgeTexts.version)} {version.version}{' '}
          <span class="quiet">
            {dayOf(version.createdAt)}
            {version.approved ? ` · ${view.t(badgeTexts.states.approved)}` : ''}
          </span>
        </summary>
        {version.changes.length > 0 ? (
          <Changes changes={version.changes} />
        ) : (
          <p class="quiet">{view.t(version.version === 1 ? words.first : words.same)}</p>
        )}
        <p class="quiet small-text">
          SHA-256 <code>{version.hash}</code>
        </p>
      </details>
    </li>
  );
}

/** Every version with what it changed: taken out struck through, put in underlined. */
export function Versions({ view, versions }: { view: View; versions: readonly Version[] }) {
  if (versions.length === 0) return null;
  return (
    <section class="no-print" aria-labelledby="versions">
      <h2 id="versions">{view.t(words.title)}</h2>
      <ul class="review-list">
        {versions.map((version, index) => (
          <OneVersion view={view} version={version} last={index === 0 && versions.length > 1} />
        ))}
      </ul>
    </section>
  );
}
