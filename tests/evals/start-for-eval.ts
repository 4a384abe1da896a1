import { createApi } from '../../api/app.ts';
import { warmUp } from '../../knowledge/answers/warm-up.ts';
import { prepareTestStores } from '../support/test-store.ts';
import { openSeededBank } from '../support/world.ts';
import { type EvalTarget, fetchTarget } from './target.ts';

/** The product in this process, on a throw-away store that holds the shipped content. */
export async function startForEval(): Promise<EvalTarget> {
  await prepareTestStores();
  const bank = await openSeededBank();
  await warmUp(bank);
  const app = createApi(bank, async () => ({ ready: true }));
  return fetchTarget(
    'http://bank.test',
    (url, init) => app.request(url, init),
    () => bank.store.close(),
  );
}
