import { inCommonForm } from './han-variants.ts';

/** Words of asking, not of the thing asked about: rare in sources, so plain rarity would overrate them. */
const FILLERS = `請問 請教 想問 想請教 想知道 想了解 我想 我們 我 你們 您 你 他們 大家 自己 什麼樣 什麼 甚麼 怎麼樣 怎麼辦 怎麼 怎樣
如何 為什麼 為何 哪些 哪一個 哪個 哪一 哪裡 哪 何時 何 誰 多少 多久 幾個 幾 是否 是不是 有沒有 可不可以 能不能 會不會 要不要
該不該 可以 能夠 應該 需要 必須 嗎 呢 吧 啊 的話 的 了 是 在 要 會 有 就 都 也 還 被 把 這個 那個 這些 那些 這 那 如果 因為 所以
但是 或者 還是 以及 而且 和 與`;

const FILLER = new RegExp(
  FILLERS.split(/\s+/)
    .map(inCommonForm)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
);

/** A folded question with its words of asking cut out; what is left does not run together. */
export function withoutFillers(folded: string): string {
  return folded.replace(FILLER, ' | ').trim();
}
