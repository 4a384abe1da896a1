import { mayCall } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import { type Command, defineCommand, say } from './command.ts';

const texts = {
  intro: {
    'zh-TW': '直接打問題，就會得到附出處的回答。可用的指令：',
    en: 'Type a question to get a cited answer. Commands:',
  },
  outro: {
    'zh-TW': '指令也可以用中文（例如 `/案例 找 聊天機器人`），或寫成 `/bank 指令`。',
    en: 'Chinese command words work too, and every command may be written as `/bank COMMAND`.',
  },
};

function chinese(command: Command): string {
  return `/${command.words.map((word) => word['zh-TW']).join(' ')}`;
}

function line(command: Command, ctx: Context): string {
  const also = ctx.language === 'en' ? '' : `（${chinese(command)}）`;
  const dash = ctx.language === 'en' ? ': ' : '：';
  return `- \`${command.usage[ctx.language]}\`${also}${dash}${command.describe[ctx.language]}`;
}

/** The help command over a list of commands, showing those the asker may use. */
export function helpOver(commands: () => readonly Command[]): Command {
  return defineCommand<object>({
    name: 'help',
    words: [{ 'zh-TW': '說明', en: 'help', also: ['幫助'] }],
    usage: { 'zh-TW': '/bank help', en: '/bank help' },
    describe: { 'zh-TW': '列出可用的指令。', en: 'The commands you may use.' },
    allow: 'anonymous',
    acts: false,
    parse: () => ({}),
    async run(ctx) {
      const lines = commands()
        .filter((command) => mayCall(ctx.actor, command.allow))
        .map((command) => line(command, ctx));
      return say([texts.intro[ctx.language], '', ...lines, '', texts.outro[ctx.language]].join('\n'));
    },
  });
}
