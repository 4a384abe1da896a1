import type { Text } from '../../core/language.ts';

const text = (zh: string, en: string): Text => ({ 'zh-TW': zh, en });

/** The texts around cases: versions, comparing, what changed, copying. */
export const caseTexts = {
  copy: text('複製全文與出處', 'Copy with sources'),
  compare: text('與另一則並列', 'Compare with another'),
  versions: {
    link: text('版本與差異', 'Versions and changes'),
    title: text('版本與差異', 'Versions and changes'),
    from: text('比對', 'Compare'),
    to: text('與', 'with'),
    show: text('顯示差異', 'Show changes'),
    version: text('版本', 'Version'),
    none: text('只有一個版本。', 'There is one version only.'),
    same: text('這兩個版本的內容相同。', 'These two versions read the same.'),
    titleChange: text('標題', 'Title'),
    legend: text(
      '刪除的文字加刪除線，新增的文字加底線。',
      'Taken out is struck through, put in is underlined.',
    ),
  },
  comparing: {
    title: text('兩則案例並列', 'Two cases side by side'),
    lead: text(
      '選兩則案例，並列它們的事實、數據與各段落。',
      'Choose two cases to see their facts, figures and parts beside each other.',
    ),
    first: text('第一則', 'First case'),
    second: text('第二則', 'Second case'),
    show: text('並列', 'Compare'),
    facts: text('基本事實', 'Facts'),
    fact: text('項目', 'Fact'),
    noPart: text('（沒有這個段落）', '(no such part)'),
    started: text('開始', 'Started'),
    ended: text('結束', 'Ended'),
    different: text('不同', 'differs'),
  },
  changes: {
    title: text('案例異動', 'What changed'),
    thisMonth: text('本月異動', 'What changed this month'),
    added: text('新增', 'added'),
    updated: text('更新', 'updated'),
    withdrawn: text('下架', 'withdrawn'),
    none: text('這個月沒有異動。', 'Nothing changed in this month.'),
    all: text('看本月全部異動', 'Everything that changed this month'),
    month: text('月份', 'Month'),
    show: text('顯示', 'Show'),
    reason: text('原因：', 'Reason: '),
  },
  share: text('分享您的案例', 'Share your case'),
  review: text('等我處理', 'Waiting for me'),
  withdrawnReason: text('下架原因：', 'Withdrawn because: '),
  revising: text(
    '您正在更新這則案例；讀者看到的是下面這個版本。',
    'You are revising this case; readers see the version below.',
  ),
  goOn: text('繼續編輯', 'Go on editing'),
  answerChanges: {
    title: text('引用的來源後來有變動', 'Cited sources have changed since'),
    updated: text('來源已更新', 'Source updated'),
    withdrawn: text('來源已下架', 'Source withdrawn'),
    sameText: text('引用的這一段沒有改動。', 'The cited passage itself reads the same.'),
    gone: text('引用的這一段已不在新版中。', 'The cited passage is no longer in the new version.'),
    what: text('改了什麼', 'What changed'),
    askAgain: text('用現在的來源再問一次', 'Ask again with the sources as they are now'),
    outdated: text('可能過時？', 'Outdated?'),
  },
} as const;
