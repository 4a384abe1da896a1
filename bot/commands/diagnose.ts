import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { type BotReply, defineCommand, plain, say } from './command.ts';

interface DiagnoseInput {
  readonly tasks: readonly { task: string; weight: number }[];
}

const texts = {
  how: {
    'zh-TW':
      '把您常做的工作寫在 `/diagnose` 後面，用頓號隔開，後面可加份量（不寫就是 1）。例如：`/diagnose tech-2 5、tech-1 3、contract-8 2`。也可以到[診斷頁面](/diagnosis)勾選，每項都有說明，不到十分鐘。',
    en: 'Put the tasks you do after `/diagnose`, separated by commas, each with a weight if you like (1 when left out), for example `/diagnose tech-2 5, tech-1 3, contract-8 2`. Or tick them on [the diagnosis page](/diagnosis), each explained, in less than ten minutes.',
  },
  doubtful: { 'zh-TW': '本庫推測', en: 'our reading' },
  choose: {
    'zh-TW': '建議的工作群只是參考，請您自己決定：',
    en: 'The suggestion is a suggestion; the choice is yours:',
  },
  level: { 'zh-TW': ['基層', '中階', '高階'], en: ['basic', 'mid', 'senior'] },
};

/** `tech-2 5、系統開發與維護 3`: tasks with weights, separated by commas or lines. */
function parseTasks(text: string): DiagnoseInput | undefined {
  const parts = text.split(/[,，、;；\n]+/u).map((part) => part.trim());
  const tasks = parts.filter(Boolean).map((part) => {
    const [, task = part, weight] = /^(.*\S)[\s:：×x*]+(\d+(?:\.\d+)?)$/u.exec(part) ?? [];
    return { task, weight: weight === undefined ? 1 : Number(weight) };
  });
  return { tasks };
}

async function listTasks(ctx: Context): Promise<BotReply> {
  const { language } = ctx;
  const { items } = await callCapability(capabilities.listTasks, ctx, {});
  const tables = [...new Set(items.map((item) => item.table.id))].map((id) => {
    const own = items.filter((item) => item.table.id === id);
    const names = own.map((item) => {
      const reading = item.probableLabel ? `; ${texts.doubtful[language]}: ${item.probableLabel}` : '';
      return `- \`${item.id}\` ${item.name}${reading}`;
    });
    return `**${own[0]!.table.name}**\n${names.join('\n')}`;
  });
  return say([texts.how[language], ...tables].join('\n\n'), { private: true });
}

export const diagnose = defineCommand<DiagnoseInput>({
  name: 'diagnose',
  words: [{ 'zh-TW': '診斷', en: 'diagnose', also: ['自我診斷', 'diagnosis'] }],
  usage: { 'zh-TW': '/diagnose 工作 份量、工作 份量…', en: '/diagnose TASK WEIGHT, TASK WEIGHT…' },
  describe: {
    'zh-TW': '依您做的工作，看看最接近哪個工作群；不寫工作就列出可選的項目。',
    en: 'Which cluster your tasks are closest to; without tasks it lists those to choose from.',
  },
  allow: 'anonymous',
  acts: false,
  parse: parseTasks,
  async run(ctx, input) {
    if (input.tasks.length === 0) return listTasks(ctx);
    const { language } = ctx;
    const { clusters, basis, suggested, suggestedWithoutDoubtful, doubts } = await callCapability(
      capabilities.suggestCluster,
      ctx,
      input,
    );
    const lines = clusters.map(
      (one, at) =>
        `${at + 1}. ${one.id === suggested ? `**${one.name}**` : one.name} ${one.closeness.toFixed(2)}`,
    );
    const doubt = suggestedWithoutDoubtful
      ? doubts.filter(({ id }) => id === 'C1').map(({ text }) => `_${plain(text)}_`)
      : [];
    return say([lines.join('\n'), texts.choose[language], ...doubt, basis].join('\n\n'), {
      private: true,
      actions: texts.level[language].map((level) => ({
        label: `${clusters[0]!.name} · ${level}`,
        command: `/path ${clusters[0]!.name} ${level} 20`,
      })),
    });
  },
});
