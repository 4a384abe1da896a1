import { parentPort } from 'node:worker_threads';
import type { Outline } from './outline.ts';
import { parseDocument } from './parse-document.ts';
import { DocumentRefused, type RefusalReason } from './refusals.ts';

export interface ParseRequest {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the thread answers to one document. `why` is for the log. */
export type ParseReply =
  | { readonly outline: Outline }
  | { readonly refused: RefusalReason; readonly why: string };

const port = parentPort!;

async function answer({ name, bytes }: ParseRequest): Promise<ParseReply> {
  try {
    return { outline: await parseDocument(name, bytes) };
  } catch (error) {
    if (!(error instanceof DocumentRefused)) return { refused: 'broken', why: String(error) };
    return { refused: error.reason, why: String(error.cause ?? '') };
  }
}

port.on('message', (request: ParseRequest) => {
  void answer(request).then((reply) => port.postMessage(reply));
});
port.postMessage('ready');
