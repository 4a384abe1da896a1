import { createApi } from '../../api/app.ts';
import type { ChatConfig } from '../../core/models/chat-settings.ts';
import { openChatModel } from '../../core/models/open-chat-model.ts';
import { warmUp } from '../../knowledge/answers/warm-up.ts';
import { prepareTestStores } from '../support/test-store.ts';
import { openSeededBank } from '../support/world.ts';
import { type EvalTarget, fetchTarget } from './target.ts';

/**
 * The product in this process, on a throw-away store that holds the shipped content.
 * @param chat the model of the settings; absent = answers are made of source sentences
 */
export async function startForEval(chat?: ChatConfig): Promise<EvalTarget> {
  await prepareTestStores();
  const seeded = await openSeededBank();
  const bank = { ...seeded, chat: openChatModel(chat, seeded.log) };
  await warmUp(bank);
  const app = createApi(bank, async () => ({ ready: true }));
  const target = fetchTarget(
    'http://bank.test',
    (url, init) => app.request(url, init),
    () => bank.store.close(),
  );
  return {
    ...target,
    async tokens() {
      const { values } = await bank.metrics.chatTokens.get();
      const of = (direction: string) =>
        values.find(({ labels }) => labels.direction === direction)?.value ?? 0;
      return { input: of('read'), output: of('written') };
    },
  };
}
