import { anonymous } from '../../core/actor.ts';
import type { Bank } from '../../core/context.ts';
import { createContext } from '../../core/context.ts';
import { openLibrary } from './library.ts';
import { routeQuestion } from './route-question.ts';
import { understandQuestion } from './understand-question.ts';

/** Loads dictionaries and library before the first question, so that it is answered as fast as the rest. Keeps nothing. */
export async function warmUp(bank: Bank): Promise<void> {
  const ctx = createContext(bank, { actor: anonymous, language: 'zh-TW', surface: 'system' });
  const library = await openLibrary(ctx);
  for (const question of ['導入民眾聊天機器人要注意什麼？', 'What went wrong with welfare fraud detection?'])
    await routeQuestion(ctx, await understandQuestion(question), library);
}
