import type { Context } from '../../core/context.ts';
import { newSecret } from '../../core/ids.ts';
import type { Text } from '../../core/language.ts';
import type { ChatFailureKind, ChatModel } from '../../core/models/chat-model.ts';
import { ChatFailure, TokenTally } from '../../core/models/chat-model.ts';
import { labelOf } from '../../prompts/prompt.ts';
import { readCase } from '../../prompts/read-case.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { fold } from '../text/fold.ts';
import { CaseReading, parseReading } from './case-reading.ts';
import { type RuleReading, readByRules, type TextDraft } from './draft-from-text.ts';
import { sentSentences } from './sent-sentences.ts';
import { settleReading } from './settle-reading.ts';

const MAX_TOKENS = 2_000;

/** Why a draft is the rules', or theirs in part. */
type DraftNote = Exclude<ChatFailureKind, 'stopped'> | 'restricted' | 'unsupported' | 'shortened';

const notes: Readonly<Record<DraftNote, Text>> = {
  timeout: {
    'zh-TW': '語言模型回應太慢，草稿由規則整理。',
    en: 'The language model was too slow; rules read the text.',
  },
  silent: {
    'zh-TW': '語言模型沒有回應，草稿由規則整理。',
    en: 'The language model did not respond; rules read the text.',
  },
  unavailable: {
    'zh-TW': '語言模型暫時無法使用，草稿由規則整理。',
    en: 'The language model is not available now; rules read the text.',
  },
  busy: {
    'zh-TW': '等候語言模型的人太多，草稿由規則整理。',
    en: 'Too many people are waiting for the language model; rules read the text.',
  },
  resting: {
    'zh-TW': '語言模型連續失敗，暫停使用，草稿由規則整理。',
    en: 'The language model failed repeatedly and is resting; rules read the text.',
  },
  restricted: {
    'zh-TW': '草稿尚未公開，不交給外部的語言模型，由規則整理。',
    en: 'A draft is not public and is not sent to the remote language model; rules read the text.',
  },
  unsupported: {
    'zh-TW': '語言模型寫的內容與原文不符，草稿由規則整理。',
    en: 'What the language model wrote is not what the text says; rules read the text.',
  },
  shortened: {
    'zh-TW': '文字太長，語言模型只讀了前面的部分，其餘由規則整理。',
    en: 'The text is long: the language model read its beginning, rules the rest.',
  },
};

export interface ModelDraft {
  readonly draft: TextDraft;
  readonly mode: 'rules' | 'model';
  /** The model that was asked, and the prompt it was asked with. */
  readonly model?: string;
  readonly prompt?: string;
  readonly note?: Text;
}

async function readReply(
  ctx: Context,
  model: ChatModel,
  messages: ReturnType<typeof readCase.fill>,
  tally: TokenTally,
): Promise<CaseReading | undefined> {
  let reply = '';
  const shape = { name: 'case', schema: CaseReading };
  for await (const piece of model.write({
    messages,
    maxTokens: MAX_TOKENS,
    shape,
    tally,
    signal: ctx.signal,
  }))
    reply += piece;
  return parseReading(reply);
}

function account(ctx: Context, model: ChatModel, tally: TokenTally, result: string, told: object): void {
  const { metrics } = ctx.bank;
  const cost = model.costOf(tally);
  metrics.chatTokens.inc({ direction: 'read' }, tally.input);
  metrics.chatTokens.inc({ direction: 'written' }, tally.output);
  if (cost !== undefined) metrics.chatCost.inc(cost);
  ctx.log.info('case drafted', {
    requestId: ctx.requestId,
    model: model.name,
    result,
    inputTokens: tally.input,
    outputTokens: tally.output,
    ...(cost !== undefined && { cost }),
    ...told,
  });
}

async function askModel(ctx: Context, model: ChatModel, rules: RuleReading): Promise<ModelDraft> {
  const about = { model: model.name, prompt: labelOf(readCase) };
  const byRules = (note: DraftNote): ModelDraft => ({
    ...about,
    draft: rules.draft,
    mode: 'rules',
    note: notes[note],
  });
  const sentences = sentSentences(rules.lines, model.room);
  const language = detectLanguage(sentences.map(({ sent }) => sent).join('\n'));
  const nonce = newSecret().slice(0, 10);
  const messages = readCase.fill({ language, nonce, sentences: sentences.map(({ sent }) => sent) });
  const tally = new TokenTally();
  try {
    const reading = await readReply(ctx, model, messages, tally);
    const instructions = fold(messages[0]!.text);
    const settled = reading && settleReading(rules, reading, sentences, instructions);
    const { taken = 0, refused = 0 } = settled ?? {};
    account(ctx, model, tally, taken > 0 ? 'read' : 'unsupported', { taken, refused });
    if (!settled || taken === 0) return byRules('unsupported');
    const whole = sentSentences(rules.lines, Number.POSITIVE_INFINITY).length === sentences.length;
    return { ...about, draft: settled.draft, mode: 'model', ...(!whole && { note: notes.shortened }) };
  } catch (error) {
    const kind = error instanceof ChatFailure ? error.kind : 'unavailable';
    account(ctx, model, tally, kind, {});
    return kind === 'stopped' ? { draft: rules.draft, mode: 'rules' } : byRules(kind);
  }
}

/**
 * A first draft of a case from a text. A configured model reads it if it may read what is not public; each value it
 * gives is held to the sentence it names, and whatever it leaves open or gets wrong is the rules'.
 */
export async function draftWithModel(ctx: Context, text: string): Promise<ModelDraft> {
  const rules = readByRules(text);
  const { chat } = ctx.bank;
  if (!chat) return { draft: rules.draft, mode: 'rules' };
  if (chat.sees === 'public')
    return { draft: rules.draft, mode: 'rules', model: chat.name, note: notes.restricted };
  return askModel(ctx, chat, rules);
}
