import { cardFaults } from './check-card.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a bot sends is checked here, not trusted
export type Sent = Record<string, any>;

const cardType = 'application/vnd.microsoft.card.adaptive';
const rootType = 'https://schema.org/Message';
const maxBytes = 80 * 1024;

export const rootOf = (sent: Sent): Sent | undefined =>
  (sent.entities ?? []).find((entity: Sent) => entity.type === rootType);

export const cardOf = (sent: Sent): Sent | undefined =>
  (sent.attachments ?? []).find((one: Sent) => one.contentType === cardType)?.content;

function claimFaults(claim: Sent, text: string): string[] {
  const { name, abstract, url, keywords = [], text: card, encodingFormat } = claim.appearance ?? {};
  const within = (value: unknown, most: number) =>
    typeof value === 'string' && value.length > 0 && value.length <= most;
  return [
    ...(claim['@type'] === 'Claim' ? [] : ['a citation that is no Claim']),
    ...(claim.appearance?.['@type'] === 'DigitalDocument' ? [] : ['a citation of no document']),
    ...(text.includes(`[${claim.position}]`) ? [] : [`[${claim.position}] is not in the text`]),
    ...(within(name, 80) ? [] : [`name of ${String(name).length}`]),
    ...(within(abstract, 160) ? [] : [`abstract of ${String(abstract).length}`]),
    ...(url === undefined || /^https?:\/\//.test(url) ? [] : [`address ${url}`]),
    ...(keywords.length <= 3 && keywords.every((word: string) => within(word, 28)) ? [] : ['keywords']),
    ...(card === undefined ? [] : cardFaults(JSON.parse(card), true)),
    ...((card === undefined) === (encodingFormat === undefined) ? [] : ['encodingFormat']),
  ];
}

function entityFaults(sent: Sent): string[] {
  const roots = (sent.entities ?? []).filter((entity: Sent) => entity.type === rootType);
  if (roots.length > 1) return ['Multiple root message entities found under entities array'];
  const claims: Sent[] = roots[0]?.citation ?? [];
  const positions = claims.map(({ position }) => position);
  return [
    ...(claims.length > 20 ? ['more than 20 citations'] : []),
    ...(new Set(positions).size === positions.length ? [] : ['a position twice']),
    ...claims.flatMap((claim) => claimFaults(claim, String(sent.text))),
    ...((sent.entities ?? []).some((entity: Sent) => entity.type === 'mention') ? ['a mention'] : []),
  ];
}

function attachmentFaults(attachment: Sent): string[] {
  if (attachment.contentType === cardType) return cardFaults(attachment.content);
  if (/^image\//.test(attachment.contentType))
    return /^(https:\/\/|data:image\/)/.test(attachment.contentUrl) ? [] : ['a picture from nowhere'];
  return [`attachment ${attachment.contentType}`];
}

/** What is wrong with an activity a bot sends; [] is right. */
export function activityFaults(sent: Sent): string[] {
  const { type, text = '', attachments = [], channelData } = sent;
  if (type !== 'message' && type !== 'typing') return [`type ${type}`];
  const isEmpty = type === 'message' && text.trim() === '' && attachments.length === 0;
  const loop = channelData?.feedbackLoop?.type;
  return [
    ...(isEmpty ? ['neither text nor attachment'] : []),
    ...(2 * JSON.stringify(sent).length > maxBytes ? [`${2 * JSON.stringify(sent).length} bytes`] : []),
    ...(/<\/?(?:at|script|img|a|b|i|p|div|table)\b/i.test(text) ? ['markup in the text'] : []),
    ...(loop === undefined || loop === 'custom' || loop === 'default' ? [] : [`feedback ${loop}`]),
    ...entityFaults(sent),
    ...attachments.flatMap(attachmentFaults),
  ];
}
