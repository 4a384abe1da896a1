/** What the page for documents says. */
export const documentTexts = {
  title: { 'zh-TW': '文件匯入', en: 'Documents' },
  lead: {
    'zh-TW':
      '把機關手上的文件放進知識庫：PDF、Word、PowerPoint、Excel、OpenDocument、HTML、CSV、純文字與 Markdown。引用時會標明第幾頁、哪張表、哪張投影片或哪一列。',
    en: 'Puts the documents agencies have into the bank: PDF, Word, PowerPoint, Excel, OpenDocument, HTML, CSV, plain text and Markdown. Citations name the page, table, slide or row.',
  },
  upload: { 'zh-TW': '上傳檔案', en: 'Upload files' },
  file: {
    'zh-TW': '檔案（每個上限 50 MB，可選多個）',
    en: 'Files (at most 50 MB each; several may be chosen)',
  },
  address: { 'zh-TW': '或由網址匯入', en: 'Or take in an address' },
  addressHint: {
    'zh-TW': '主機須列在 FETCH_ALLOW；內部網路位址不予下載。',
    en: 'The host must be listed in FETCH_ALLOW; private addresses are refused.',
  },
  visibility: { 'zh-TW': '誰能看到', en: 'Who may see it' },
  visibilities: {
    public: { 'zh-TW': '所有人', en: 'Everybody' },
    government: { 'zh-TW': '公部門人員', en: 'Public servants' },
    community: { 'zh-TW': '社群成員', en: 'The community' },
  },
  send: { 'zh-TW': '匯入', en: 'Take in' },
  nothing: { 'zh-TW': '請選擇檔案，或填入網址。', en: 'Choose a file, or give an address.' },
  personalData: {
    mask: {
      'zh-TW': '文件裡的身分證號、電話、電子郵件與統一編號會自動遮蔽。',
      en: 'National ids, phone numbers, e-mail addresses and company numbers in documents are masked.',
    },
    hold: {
      'zh-TW': '含有個人資料的文件會先保留，由管理者決定。',
      en: 'Documents with personal data are held until an administrator decides.',
    },
    keep: {
      'zh-TW': '文件依原文匯入，不遮蔽個人資料。',
      en: 'Documents are taken in as they are; personal data is not masked.',
    },
  },
  held: { 'zh-TW': '待審文件', en: 'Held for review' },
  noneHeld: { 'zh-TW': '沒有待審的文件。', en: 'Nothing waits for review.' },
  found: { 'zh-TW': '找到的個人資料（件數）', en: 'Personal data found (counts)' },
  maskAndTake: { 'zh-TW': '遮蔽後匯入', en: 'Mask and take in' },
  takeAsIs: { 'zh-TW': '依原文匯入', en: 'Take in as it is' },
  drop: { 'zh-TW': '捨棄', en: 'Drop' },
  jobs: { 'zh-TW': '最近的匯入', en: 'Latest ingests' },
  noJobs: { 'zh-TW': '還沒有匯入過。', en: 'Nothing has been taken in yet.' },
  refresh: { 'zh-TW': '重新整理', en: 'Refresh' },
  name: { 'zh-TW': '名稱', en: 'Name' },
  state: { 'zh-TW': '狀態', en: 'State' },
  result: { 'zh-TW': '結果', en: 'Result' },
  when: { 'zh-TW': '時間', en: 'When' },
  act: { 'zh-TW': '處理', en: 'Action' },
  states: {
    queued: { 'zh-TW': '排隊中', en: 'waiting' },
    running: { 'zh-TW': '處理中', en: 'running' },
    done: { 'zh-TW': '完成', en: 'done' },
    failed: { 'zh-TW': '失敗', en: 'failed' },
  },
  counts: {
    'zh-TW': '新增 {added}、更新 {updated}、未變 {unchanged}、下架 {removed}、有誤 {failed}',
    en: 'added {added}, updated {updated}, unchanged {unchanged}, withdrawn {removed}, failed {failed}',
  },
  feeds: { 'zh-TW': '定期同步', en: 'Read again on a schedule' },
  feedsLead: {
    'zh-TW': '有變更就成為新版本，沒變就不動，移除（404）就下架；連不上時什麼都不改。',
    en: 'A change becomes a new version, what is unchanged stays, what is gone (404) is withdrawn; when the place cannot be reached nothing changes.',
  },
  noFeeds: { 'zh-TW': '還沒有同步來源。', en: 'Nothing is read on a schedule yet.' },
  place: { 'zh-TW': '網址或資料夾', en: 'Address or folder' },
  placeHint: {
    'zh-TW': '網址的主機須列在 FETCH_ALLOW，伺服器資料夾須在 INGEST_FOLDERS 之內。',
    en: 'The host must be listed in FETCH_ALLOW; a folder of the server must lie in INGEST_FOLDERS.',
  },
  every: { 'zh-TW': '多久一次（小時）', en: 'How often (hours)' },
  everyHours: { 'zh-TW': '每 {n} 小時', en: 'every {n} h' },
  files: { 'zh-TW': '{n} 個檔案', en: '{n} files' },
  notYet: { 'zh-TW': '尚未讀取', en: 'not read yet' },
  add: { 'zh-TW': '加入同步', en: 'Add' },
  syncNow: { 'zh-TW': '現在同步', en: 'Read now' },
  remove: { 'zh-TW': '停止同步', en: 'Stop' },
  removeAll: { 'zh-TW': '停止並下架文件', en: 'Stop and withdraw' },
} as const;
