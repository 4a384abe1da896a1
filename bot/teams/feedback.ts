import { z } from 'zod';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import type { Bank } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { findShownAnswer } from '../../knowledge/chat/shown-answers.ts';
import { type Activity, threadOf } from './activity.ts';
import { type Call, openCall } from './call.ts';
import { feedbackCard } from './cards/feedback.ts';
import type { Connector } from './connector.ts';
import { closing, type DialogReply, showDialog } from './dialogs.ts';
import type { Members } from './members.ts';

const Reaction = z.enum(['like', 'dislike']);
const Fields = z
  .looseObject({
    feedbackText: z.string().optional(),
    comment: z.string().optional(),
    answerId: z.string().optional(),
  })
  .catch({});

const Action = z.looseObject({
  actionName: z.string().optional(),
  actionValue: z.looseObject({ reaction: Reaction, feedback: z.unknown().optional() }),
});

const texts = {
  title: { 'zh-TW': '對回答的意見', en: 'About this answer' },
  unknown: {
    'zh-TW': '找不到這則回答，可能已超過保存期限。',
    en: 'This answer is not found; it may be past its retention.',
  },
  thanks: { 'zh-TW': '謝謝，已記下您的意見。', en: 'Thank you; your feedback is noted.' },
};

/** Teams' pages show the action at the top of `value`, its SDK inside `data`; both arrive. */
function readAction(value: unknown): z.infer<typeof Action> | undefined {
  const inner = z.looseObject({ data: Action }).safeParse(value).data;
  return inner?.data ?? Action.safeParse(value).data;
}

/** What was filled in comes as the text of a JSON object, or as the object. */
function fieldsOf(feedback: unknown): z.infer<typeof Fields> {
  if (typeof feedback !== 'string') return Fields.parse(feedback ?? {});
  try {
    return Fields.parse(JSON.parse(feedback));
  } catch {
    return { comment: feedback };
  }
}

function answerOf({ ctx, activity }: Call): Promise<string | undefined> | undefined {
  const { channel } = threadOf(activity);
  const message = activity.replyToId;
  return message ? findShownAnswer(ctx.bank, { platform: 'teams', channel, message }) : undefined;
}

/** The dialog behind a thumb. */
export async function askFeedback(
  bank: Bank,
  members: Members,
  activity: Activity,
  connector: Connector,
): Promise<DialogReply> {
  const call = await openCall(bank, members, activity, connector, true);
  const { language } = call.ctx;
  const answerId = await answerOf(call);
  if (!answerId) return closing(texts.unknown[language]);
  const reaction = readAction(activity.value)?.actionValue.reaction ?? 'like';
  return showDialog(texts.title[language], feedbackCard(reaction, answerId, language), 'small');
}

async function store(
  call: Call,
  rating: { id: string; helpful: boolean; comment?: string },
): Promise<boolean> {
  try {
    await callCapability(capabilities.giveFeedback, call.ctx, rating);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}

function ratingOf(
  reaction: z.infer<typeof Reaction>,
  id: string,
  { feedbackText, comment }: z.infer<typeof Fields>,
) {
  const text = (comment ?? feedbackText ?? '').trim().slice(0, 2_000);
  return { id, helpful: reaction === 'like', ...(text && { comment: text }) };
}

/** Stores what a person thinks of an answer; Teams wants an empty reply. */
export async function keepFeedback(
  bank: Bank,
  members: Members,
  activity: Activity,
  connector: Connector,
): Promise<Readonly<Record<string, never>>> {
  const action = readAction(activity.value);
  if (!action) return {};
  const call = await openCall(bank, members, activity, connector, true);
  const fields = fieldsOf(action.actionValue.feedback);
  const id = (await answerOf(call)) ?? fields.answerId;
  if (id) await store(call, ratingOf(action.actionValue.reaction, id, fields));
  return {};
}

const Submitted = z.looseObject({ data: z.looseObject({ reaction: Reaction, answerId: z.string() }) });

/** A client that hands the dialog in as a dialog, not as feedback; undefined when it is no feedback. */
export async function keepDialogFeedback(
  bank: Bank,
  members: Members,
  activity: Activity,
  connector: Connector,
): Promise<DialogReply | undefined> {
  const data = Submitted.safeParse(activity.value).data?.data;
  if (!data) return undefined;
  const call = await openCall(bank, members, activity, connector, true);
  const kept = await store(call, ratingOf(data.reaction, data.answerId, Fields.parse(data)));
  return closing((kept ? texts.thanks : texts.unknown)[call.ctx.language]);
}
