import { z } from 'zod';
import { badgeTexts } from './badges-texts.ts';
import type { View } from './view.ts';

/** Where a credential of ours keeps results: values beside descriptions they name by id. */
const WithResults = z.object({
  credentialSubject: z.object({
    result: z.array(z.object({ resultDescription: z.string(), value: z.string() })).default([]),
    achievement: z.object({
      resultDescription: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
    }),
  }),
});

/** Marks and the like, where the badge carries any. */
export function CredentialResults({ view, content }: { view: View; content: Record<string, unknown> }) {
  const found = WithResults.safeParse(content);
  if (!found.success || found.data.credentialSubject.result.length === 0) return null;
  const { result, achievement } = found.data.credentialSubject;
  const nameOf = (id: string) => achievement.resultDescription.find((one) => one.id === id)?.name ?? '';
  return (
    <>
      <h2>{view.t(badgeTexts.credential.results)}</h2>
      <dl class="fact-list">
        {result.map(({ resultDescription, value }) => (
          <div>
            <dt>{nameOf(resultDescription)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
