import { invalidInput } from '../../core/errors.ts';
import type { Lexicon } from '../framework/lexicon.ts';
import type { CompetencyRow } from '../framework/queries.ts';
import { resolveCompetency, resolveName } from '../framework/replies.ts';
import type { LevelId } from '../framework/schema.ts';

/**
 * The competency people mean by any of its names, at a level it exists at.
 * @throws AppError INVALID_INPUT for a name or level nobody knows, or a competency this level does not have
 */
export function requireCompetency(
  typed: { competency: string; level: string | undefined },
  lexicon: Lexicon,
  path = '',
): CompetencyRow {
  const name = resolveCompetency(typed.competency, lexicon);
  const level = requireLevel(typed.level, lexicon, path);
  const row = lexicon.competencies.find((one) => one.name === name && one.level === level);
  if (row) return row;
  const message = {
    'zh-TW': `${level} 沒有「${name}」這項職能。`,
    en: `There is no competency “${name}” at ${level}.`,
  };
  throw invalidInput(message, [{ path: `${path}competency`, message: message.en }]);
}

/** @throws AppError INVALID_INPUT when neither the call nor the profile names a level */
function requireLevel(typed: string | undefined, lexicon: Lexicon, path: string): LevelId {
  const level = resolveName('level', typed, lexicon);
  if (level) return level as LevelId;
  const message = {
    'zh-TW': '請指定層級，或先在工作資料選擇自己的層級。',
    en: 'Name a level, or choose yours in the profile first.',
  };
  throw invalidInput(message, [{ path: `${path}level`, message: message.en }]);
}
