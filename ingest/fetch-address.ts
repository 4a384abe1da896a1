import { AppError, invalidInput } from '../core/errors.ts';

const timeoutMs = 30_000;
export const maxFileBytes = 50_000_000;

export const tooLarge = new AppError('TOO_LARGE', {
  'zh-TW': '檔案超過 50 MB 的上限。',
  en: 'The file is over the limit of 50 MB.',
});

function refuse(): AppError {
  return new AppError('FORBIDDEN', {
    'zh-TW': '這個網址的主機不在允許清單（FETCH_ALLOW）內。',
    en: 'The host of this address is not on the list of allowed hosts (FETCH_ALLOW).',
  });
}

function unreachable(cause: unknown): AppError {
  return invalidInput({
    'zh-TW': `無法下載這個網址：${(cause as Error).message}`,
    en: `This address cannot be downloaded: ${(cause as Error).message}`,
  });
}

async function readLimited(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxFileBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Downloads a file from a host the settings allow; redirects are not followed.
 * @throws AppError FORBIDDEN for another host, INVALID_INPUT when it cannot be had, TOO_LARGE over 50 MB
 */
export async function fetchAddress(
  address: string,
  allowed: readonly string[],
): Promise<{ name: string; bytes: Uint8Array }> {
  const url = new URL(address);
  if (
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    !(allowed.includes(url.host) || allowed.includes(url.hostname))
  )
    throw refuse();
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return {
      name: decodeURIComponent(url.pathname.split('/').at(-1) || 'file'),
      bytes: await readLimited(response),
    };
  } catch (error) {
    throw error instanceof AppError ? error : unreachable(error);
  }
}
