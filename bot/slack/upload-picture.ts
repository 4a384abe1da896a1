import type { Log } from '../../core/log.ts';
import type { BotImage } from '../commands/command.ts';
import type { SlackApi } from './slack-api.ts';

/**
 * Uploads a picture for a message to show. @returns its file's id; undefined when it could not be drawn or uploaded:
 * the message says the same in words
 */
export async function uploadPicture(api: SlackApi, log: Log, image: BotImage): Promise<string | undefined> {
  try {
    const png = await image.png();
    const args = { filename: image.name, length: png.byteLength, alt_text: image.alt };
    const { upload_url: url, file_id: id } = await api.call('files.getUploadURLExternal', args, {
      repeatable: true,
    });
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), image.name);
    const sent = await fetch(String(url), { method: 'POST', body, signal: AbortSignal.timeout(15_000) });
    if (!sent.ok) throw new Error(`upload answered ${sent.status}`);
    await api.call(
      'files.completeUploadExternal',
      { files: [{ id, title: image.alt }] },
      { repeatable: true },
    );
    return String(id);
  } catch (error) {
    log.warn('slack picture not uploaded', { error });
    return undefined;
  }
}
