import { raw } from 'hono/html';
import { type CopiedDocument, copiedHtml, copiedText } from './copy-html.ts';
import { texts } from './texts.ts';
import type { View } from './view.ts';

/** Copies a document with its sources, as rich text where the target takes it; prints the page. */
export function CopyButtons({ view, label }: { view: View; label: string }) {
  const { answer } = texts;
  return (
    <>
      <button
        type="button"
        class="small"
        data-copy=""
        data-done={view.t(answer.copied)}
        data-failed={view.t(answer.copyFailed)}
        hidden
      >
        {label}
      </button>
      <button type="button" class="small" data-print="" hidden>
        {view.t(answer.print)}
      </button>
    </>
  );
}

/** What the button copies; the plain text can also be selected by hand. */
export function CopySource({ view, document }: { view: View; document: CopiedDocument }) {
  const { answer } = texts;
  return (
    <details class="tools no-print">
      <summary>{view.t(answer.plainText)}</summary>
      <textarea readonly rows={8} aria-label={view.t(answer.plainText)}>
        {copiedText(document)}
      </textarea>
      <template>{raw(copiedHtml(document))}</template>
    </details>
  );
}
