import type { Sent } from './check-activity.ts';

interface Stream {
  readonly id: string;
  sequence: number;
  text: string;
  over: boolean;
}

/** Refused as Teams refuses it: the status and what it says. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Streams of chats of two, with the rules of the platform. */
export class Streams {
  readonly #streams = new Map<string, Stream>();
  /** Set to make every piece be refused: `ContentStreamNotAllowed` and its like. */
  refuseWith: string | undefined;
  /** Set to end streams as a person's press on Stop does, after so many pieces. */
  stopAfter = Number.POSITIVE_INFINITY;

  /** @returns the refusal, or undefined when the piece was taken */
  take(sent: Sent, conversation: string, newId: () => string): Refusal | { id: string } {
    const info = (sent.entities ?? []).find((entity: Sent) => entity.type === 'streaminfo');
    const refuse = (message: string): Refusal => ({ status: 403, message });
    if (!conversation.startsWith('a:')) return refuse('Content stream is not allowed here');
    if (this.refuseWith) return refuse(this.refuseWith);
    if (info.streamId === undefined) {
      if (info.streamSequence !== 1) return refuse('a stream begins with 1');
      const stream = { id: newId(), sequence: 1, text: '', over: false };
      this.#streams.set(stream.id, stream);
      return { id: stream.id };
    }
    const stream = this.#streams.get(info.streamId);
    if (!stream || stream.over) return refuse('Content stream was completed streamed message');
    if (stream.sequence >= this.stopAfter) return refuse('Content stream was canceled by user.');
    if (info.streamType === 'final') {
      if (info.streamSequence !== undefined || sent.type !== 'message')
        return refuse('a final piece with a number');
      stream.over = true;
      return { id: stream.id };
    }
    if (!(info.streamSequence > stream.sequence)) return refuse('pieces out of order');
    if (sent.attachments?.length) return refuse('attachments before the end');
    const streaming = info.streamType === 'streaming';
    if (streaming && !String(sent.text).startsWith(stream.text))
      return refuse('a piece without the text so far');
    stream.sequence = info.streamSequence;
    if (streaming) stream.text = sent.text;
    return { id: stream.id };
  }
}
