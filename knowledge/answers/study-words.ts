import { fold } from '../text/fold.ts';

const STUDY_WORDS = new RegExp(
  fold(
    '徽章|職能|這(份|項|個)研究|本研究|研究(的|團隊|建議|發現|方法|對象|結論|限制|指出|認為|顯示|設計|目的)|訪談|問卷|受訪|swot|結語|計畫主持人|廖興中|工作群|基層|中階|高階|badge|the study|survey|interview|competenc|recommendations? of|be badges|open badge|my number|認證機制',
  ),
  'iu',
);

/** The question is about the competency study or its badges, not about a case. */
export function speaksOfStudy(folded: string): boolean {
  return STUDY_WORDS.test(folded);
}
