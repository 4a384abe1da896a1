import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest: begun last, one of them would run alone at the end. */
const longest = [
  'tests/api/hostile-input.test.ts',
  'tests/ingest/survive-kill.test.ts',
  'tests/api/pages/axe.test.ts',
  'tests/api/pages/programme.test.ts',
  'tests/ingest/shipped-mappings.test.ts',
  'tests/badges/verify/tampering.test.ts',
  'tests/bot/command-line.test.ts',
  'tests/badges/keys.test.ts',
  'tests/server.test.ts',
  'tests/bot/slack/load.test.ts',
  'tests/api/pages/browser.test.ts',
  'tests/api/pages/badges.test.ts',
  'tests/api/badges/command-line.test.ts',
  'tests/knowledge/answers/lying-model.test.ts',
  'tests/bench/retrieval.test.ts',
];

/** Those need a process of their own: whoever takes one begins anew afterwards. */
const alone = ['tests/badges/trust/fetch-public.test.ts'];

function rankOf({ moduleId }: TestSpecification): number {
  const at = longest.findIndex((file) => moduleId.endsWith(file));
  if (alone.some((file) => moduleId.endsWith(file))) return longest.length + 1;
  return at === -1 ? longest.length : at;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rankOf(a) - rankOf(b));
  }
}
