/** What a line of a chat or a mail begins with: who wrote and when. The words after it are kept, the person is not. */
const speakers: readonly RegExp[] = [
  // [10:32] 王小明: …   2024/05/01 10:32 王小明：…
  /^\s*[[(]?(?:\d{4}[/-]\d{1,2}[/-]\d{1,2}\s+)?(?:上午|下午)?\s?\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AP]M)?[\])]?[\s\t]+[^\s:：\t][^:：\t\n]{0,30}[:：\t]\s*/iu,
  // 王小明 10:32 …   Jane Smith [10:32 AM] …
  /^\s*[\p{L}@][\p{L}\p{N}@._ -]{0,30}?\s+[[(]?(?:上午|下午)?\s?\d{1,2}:\d{2}\s?(?:[AP]M)?[\])]?[:：]?\s*/iu,
  // @ming: …   > ming：…
  /^\s*>?\s*@[\p{L}\p{N}._-]{1,30}\s*[:：]\s*/u,
];
const quoteMark = /^\s*(?:>\s?)+/;
const listMark =
  /^\s*(?:[-*•‧]|\d{1,3}[.)、]|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、)\s*/;

function withoutSpeaker(line: string): string {
  for (const pattern of speakers) if (pattern.test(line)) return line.replace(pattern, '');
  return line.replace(quoteMark, '');
}

export interface DraftLine {
  /** The heading it opens: its own line, or the label before its text. */
  readonly heading?: string;
  readonly level?: number;
  readonly text: string;
}

const markdownHeading = /^\s*(#{1,6})\s+(.+?)\s*#*$/;
const boldHeading = /^\s*(?:\*\*|【|《|■|◆)\s*([^*】》]{1,30}?)\s*(?:\*\*|】|》)?[:：]?\s*$/;
const label = /^\s*(?:\*\*)?([\p{L}／/ （）()]{1,16}?)(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*(.*)$/u;

function parseLine(raw: string): DraftLine | undefined {
  const line = withoutSpeaker(raw);
  if (line.trim() === '' || /^\s*(?:---+|===+)\s*$/.test(line)) return undefined;
  const marked = markdownHeading.exec(line);
  if (marked) return { heading: marked[2]!, level: marked[1]!.length, text: '' };
  const bold = boldHeading.exec(line);
  if (bold) return { heading: bold[1]!, text: '' };
  const plain = line.replace(listMark, '');
  const named = label.exec(plain);
  if (named && !named[2]!.startsWith('//')) return { heading: named[1]!.trim(), text: named[2]!.trim() };
  return { text: plain.trim() };
}

/** The lines of a thread, a mail or a Markdown file, without who said them, with the headings they stand under. */
export function readDraftLines(text: string): DraftLine[] {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .flatMap((line) => parseLine(line) ?? []);
}

/** The sentences of one line, as written. */
export function sentencesOf(text: string): string[] {
  return (text.match(/[^。！？!?]+(?:[。！？!?]+[」』）)]*|$)/gu) ?? [])
    .flatMap((piece) => piece.split(/(?<=[a-z)]\.)\s+(?=[A-Z])/))
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}
