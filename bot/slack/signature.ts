import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old or how far ahead a request may be, in seconds (Slack: "Verifying requests"; ahead is our own limit). */
const maxSkewSeconds = 300;

/** Whether Slack signed these bytes with our secret, just now. */
export function isSigned(
  secret: string,
  request: {
    readonly timestamp: string | undefined;
    readonly signature: string | undefined;
    readonly body: string;
  },
  now: Date,
): boolean {
  const { timestamp = '', signature = '', body } = request;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > maxSkewSeconds) return false;
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
