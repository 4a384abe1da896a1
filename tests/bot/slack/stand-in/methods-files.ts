import { type Method, refuse } from './methods-chat.ts';
import { botUser, type SlackState } from './state.ts';

const uploadUrl =
  (origin: () => string): Method =>
  (state, args) => {
    const length = Number(args.length);
    if (!args.filename || !(length > 0)) return refuse('invalid_arguments');
    const id = state.nextId('F');
    state.files.set(id, {
      id,
      name: args.filename,
      altText: args.alt_text ?? '',
      length,
      bytes: Buffer.alloc(0),
      shared: false,
    });
    return { ok: true, file_id: id, upload_url: `${origin()}/upload/${id}` };
  };

const complete: Method = (state, args) => {
  const files = args.files as { id: string; title?: string }[];
  for (const { id } of files) {
    const file = state.files.get(id);
    if (!file) return refuse('file_not_found');
    if (file.bytes.length !== file.length) return refuse('file_update_failed');
    file.shared = true;
  }
  if (args.channel_id) {
    if (!state.channels.get(args.channel_id)?.members.includes(botUser)) return refuse('not_in_channel');
    state.messages.push({
      ts: state.nextTs(),
      channel: args.channel_id,
      user: botUser,
      text: args.initial_comment ?? '',
      blocks: [],
      edits: 0,
      files: files.map(({ id }) => id),
      ...(args.thread_ts && { threadTs: args.thread_ts }),
    });
  }
  return { ok: true, files };
};

export const fileMethods = (origin: () => string): Record<string, Method> => ({
  'files.getUploadURLExternal': uploadUrl(origin),
  'files.completeUploadExternal': complete,
});

/** Takes the bytes of an upload; false when nobody asked for it. */
export function receiveUpload(state: SlackState, id: string, bytes: Buffer): boolean {
  const file = state.files.get(id);
  if (!file) return false;
  file.bytes = bytes;
  return true;
}
