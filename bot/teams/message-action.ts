import { z } from 'zod';
import type { Bank } from '../../core/context.ts';
import type { Activity } from './activity.ts';
import { openCall } from './call.ts';
import type { Connector } from './connector.ts';
import { type DialogReply, openForm } from './dialogs.ts';
import type { Members } from './members.ts';

/** The id of 「存成案例」 in the app's manifest. */
export const saveCaseAction = 'saveCase';

const ActionOpened = z.looseObject({
  commandId: z.string(),
  messagePayload: z
    .looseObject({
      subject: z.string().nullish(),
      body: z.looseObject({ content: z.string().max(200_000).nullish() }).nullish(),
    })
    .nullish(),
});

const characters: Readonly<Record<string, string>> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};

/** A message's HTML as the text a person reads. */
function textOfHtml(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/h\d|\/tr)\b[^>]*>/gi, '\n')
    .replaceAll(/<li\b[^>]*>/gi, '- ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(nbsp|lt|gt|quot|apos|amp);/g, (_, name: string) => characters[name]!)
    .replaceAll(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/[ \t\u00A0]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** 「存成案例」 on a message: the form of a case, with the message's text in it. */
export async function openSaveCase(
  bank: Bank,
  members: Members,
  activity: Activity,
  connector: Connector,
): Promise<DialogReply> {
  const opened = ActionOpened.safeParse(activity.value).data;
  const call = await openCall(bank, members, activity, connector, true);
  const { subject, body } = opened?.messagePayload ?? {};
  const text = [subject ?? '', textOfHtml(body?.content ?? '')].filter(Boolean).join('\n\n');
  return openForm(call, 'case-share', { text, conversationId: call.conversationId });
}
