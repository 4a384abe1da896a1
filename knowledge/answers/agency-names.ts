import { fold } from '../text/fold.ts';

/** Short and former names of agencies in Taiwan and abroad → the name a case may carry; one agency a line. */
const lines = `
疾管署 疾病管制署 疾管局
食藥署 食品藥物管理署 食藥局 衛福部食藥署 tfda
健保署 中央健康保險署 健保局
衛福部 衛生福利部
氣象署 中央氣象署 氣象局 中央氣象局 cwa
高公局 高速公路局 國道高速公路局
監理所 監理站
國道警察 國道公路警察局 公路警察局
移民署 內政部移民署
關務署 海關 關務
國科會 國家科學及技術委員會 nstc 科技部
數發部 數位發展部 moda 數位部
人事總處 行政院人事行政總處
環境部 環保署
農業部 農委會
臺鐵 國營臺灣鐵路股份有限公司 台鐵 臺灣鐵路
法務部 檢察署 地檢署 檢察機關 檢察官
國稅局 財政部 五區國稅局
研考會 研究發展考核委員會
勞動部
勞保局
國防部 國軍
外交部
經濟部
交通部
文化部
內政部
教育部
司法院
監察院
考試院
立法院
審計部
警政署
消防署
國土署 營建署
中選會
金管會
公平會
通傳會 ncc
原民會
客委會
僑委會
退輔會
海委會 海巡署
核安會
主計總處
故宮
中央銀行 央行
台電 台灣電力
中油
中華郵政
台水 自來水公司
台糖
中央研究院 中研院
觀光署
公路局
民航局
航港局
地政司
戶政司
役政署
社家署
國健署
水利署
林業署
漁業署
國教署
體育署
青年署
矯正署
調查局
廉政署
智慧財產局 智財局
標檢局 標準檢驗局
能源署
中企署
捷運局 捷運公司
`;

const agencies: readonly (readonly string[])[] = lines
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/).map(fold));

/** Agencies a folded text names, with every name each goes by; a name inside a longer found one is not counted. */
export function findAgencies(folded: string): { found: string; names: readonly string[] }[] {
  const hits = agencies
    .flatMap((names) => names.filter((name) => folded.includes(name)).map((found) => ({ found, names })))
    .sort((a, b) => b.found.length - a.found.length);
  const kept: { found: string; names: readonly string[] }[] = [];
  for (const hit of hits)
    if (!kept.some((other) => other.names === hit.names || other.found.includes(hit.found))) kept.push(hit);
  return kept;
}
