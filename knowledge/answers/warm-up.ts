import { anonymous } from '../../core/actor.ts';
import type { Bank } from '../../core/context.ts';
import { createContext } from '../../core/context.ts';
import { questionTerms } from '../search/question-terms.ts';
import { openLibrary } from './library.ts';
import { routeQuestion } from './route-question.ts';
import { understandQuestion } from './understand-question.ts';

const examples = ['導入民眾聊天機器人要注意什麼？', 'What went wrong with welfare fraud detection?'];

/** Reads the dictionaries, which needs no store. Keeps nothing. */
export async function readDictionaries(): Promise<void> {
  for (const question of examples) {
    await understandQuestion(question);
    await questionTerms(question);
  }
}

/** Loads dictionaries and library before the first question, so that it is answered as fast as the rest. Keeps nothing. */
export async function warmUp(bank: Bank): Promise<void> {
  const ctx = createContext(bank, { actor: anonymous, language: 'zh-TW', surface: 'system' });
  const library = await openLibrary(ctx);
  for (const question of examples) await routeQuestion(ctx, await understandQuestion(question), library);
}
