import type { BotAction } from '../../commands/command.ts';
import { isConfirmationWord } from '../../commands/confirm.ts';
import { shorten } from '../outgoing.ts';
import type { CardPart } from './card.ts';

/** Teams shows this many buttons of one set, and hides the rest. */
const buttonsPerSet = 6;
const maxButtons = 30;
const maxTitle = 60;
/** Buttons with longer titles stand under each other, so that a phone shows them whole. */
const maxBeside = 12;

/** What a pressed button brings back. */
export interface ButtonData {
  readonly command: string;
  /** The account the buttons are for, when they are for one person alone. */
  readonly by?: string;
  /** The conversation that a confirmation belongs to, wherever its card is shown. */
  readonly conversationId?: string;
}

function button({ label, command }: BotAction, rest: Omit<ButtonData, 'command'>): CardPart {
  const cancels = isConfirmationWord(command) && /^(取消|cancel)/i.test(command);
  return {
    type: 'Action.Execute',
    title: shorten(label, maxTitle),
    ...(label.length > maxTitle && { tooltip: label }),
    verb: 'run',
    ...(isConfirmationWord(command) && !cancels && { style: 'positive' }),
    data: { command, ...rest },
  };
}

/** Buttons in sets that Teams shows whole. */
export function buttonSets(
  actions: readonly BotAction[],
  rest: Omit<ButtonData, 'command'> = {},
): CardPart[] {
  const shown = actions.slice(0, maxButtons).map((action) => button(action, rest));
  const perSet = actions.some(({ label }) => label.length > maxBeside) ? 1 : buttonsPerSet;
  return Array.from({ length: Math.ceil(shown.length / perSet) }, (_, n) => ({
    type: 'ActionSet',
    ...(n > 0 && { spacing: 'Small' }),
    actions: shown.slice(n * perSet, (n + 1) * perSet),
  }));
}
