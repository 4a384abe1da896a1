import { isLoopback } from '../../core/loopback.ts';

/**
 * Where the bot may answer: an https address, or this machine. A request that nobody vouched for is answered on this
 * machine alone, so that it cannot send the bot anywhere.
 */
export function mayAnswer(serviceUrl: string, isVouched: boolean): boolean {
  return isLoopback(serviceUrl) || (isVouched && new URL(serviceUrl).protocol === 'https:');
}

/** The bot's token goes over https only, never in the clear. */
export function takesToken(url: string): boolean {
  return new URL(url).protocol === 'https:';
}
