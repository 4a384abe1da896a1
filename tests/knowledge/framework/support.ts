import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { anonymous } from '../../../core/actor.ts';
import type { Context } from '../../../core/context.ts';
import type { Store } from '../../../core/db/store.ts';
import { newId } from '../../../core/ids.ts';
import type { FrameworkContent } from '../../../knowledge/framework/content.ts';
import { loadFrameworkContent } from '../../../knowledge/framework/content.ts';
import { loadFramework } from '../../../knowledge/framework/load-framework.ts';
import { frameworkSources } from '../../../knowledge/framework/sources.ts';
import { projectRoot, readProjectFile } from '../../support/project-files.ts';

export const now = new Date('2026-11-24T08:00:00Z');
const frameworkFolder = join(projectRoot, 'knowledge/content/framework');

interface PlainSource {
  externalId: string;
  kind: string;
  title: string;
  passages: { section?: string[]; text: string; language: string }[];
}

/** The study's texts, a passage per paragraph under its heading. */
function studySources(): PlainSource[] {
  const folder = 'knowledge/content/study';
  return readdirSync(join(projectRoot, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => {
      const [, head = '', body = ''] = readProjectFile(`${folder}/${name}`).split(/^---$/m);
      const field = (key: string) => head.match(new RegExp(`^${key}: "?([^"\n]*)"?$`, 'm'))?.[1] ?? '';
      const passages = body
        .split(/^## /m)
        .slice(1)
        .flatMap((part) => {
          const [heading = '', ...rest] = part.split('\n');
          const language = heading.startsWith('English') ? 'en' : 'zh-TW';
          return rest
            .join('\n')
            .split(/\n{2,}/)
            .filter((text) => text.trim())
            .map((text) => ({ section: [heading], text: text.trim(), language }));
        });
      return { externalId: field('id'), kind: 'study', title: field('title'), passages };
    });
}

async function storeSources(store: Store, sources: readonly PlainSource[]): Promise<void> {
  const rows = sources.map((source) => ({ ...source, id: newId('source', now) }));
  const passages = rows.flatMap((source) =>
    source.passages.map((passage, position) => ({
      id: newId('passage', now),
      source: source.id,
      position,
      section: passage.section ?? [],
      text: passage.text,
      language: passage.language,
    })),
  );
  await store.system.transaction(async (tx) => {
    await tx.query(
      `insert into sources (id, external_id, kind, title, language, audience_id, version, content_hash, origin, created_at, updated_at)
       select r.id, r."externalId", r.kind, r.title, 'zh-TW', a.id, 1, '', 'content', $2, $2
         from jsonb_to_recordset($1::jsonb) as r(id text, "externalId" text, kind text, title text), audiences a
        where a.name = 'public'`,
      [JSON.stringify(rows), now],
    );
    await tx.query(
      `insert into passages (id, source_id, version, position, section, text, language, audience_id)
       select r.id, r.source, 1, r.position, r.section, r.text, r.language, a.id
         from jsonb_to_recordset($1::jsonb) as r(id text, source text, position int, section text[], text text, language text), audiences a
        where a.name = 'public'`,
      [JSON.stringify(passages)],
    );
  });
}

/** A store with the framework and every framework and study source, as after the first start. */
export async function fillFramework(store: Store): Promise<FrameworkContent> {
  const content = await loadFrameworkContent(frameworkFolder);
  await store.system.transaction((tx) => loadFramework(tx, content, now));
  await storeSources(store, [...(frameworkSources(content) as PlainSource[]), ...studySources()]);
  return content;
}

/** An anonymous caller's context; the framework needs nothing of the configuration. */
export function contextOn(store: Store, language: 'zh-TW' | 'en' = 'zh-TW'): Context {
  const log = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Context['log'];
  return {
    bank: { store, now: () => now, log } as unknown as Context['bank'],
    actor: anonymous,
    language,
    surface: 'system',
    requestId: 'req_test',
    db: store.as({ audiences: ['public'], roles: [] }),
    now: () => now,
    newId: (kind) => newId(kind, now),
    log,
  };
}
