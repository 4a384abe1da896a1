import { fold } from '../text/fold.ts';

/** US federal agencies: the name in the inventories | what Taiwan calls it | short and other names. */
const lines = `
Department of Agriculture | 農業部 | usda
Department of Commerce | 商務部 | doc
Department of Defense | 國防部 | dod
Department of Education | 教育部 | ed
Department of Energy | 能源部 | doe
Department of Health and Human Services | 衛生及公共服務部 | hhs 衛生部 衛福部
Department of Homeland Security | 國土安全部 | dhs 國安部
Department of Housing and Urban Development | 住房及都市發展部 | hud 住宅及都市發展部
Department of the Interior | 內政部 | doi
Department of Justice | 司法部 | doj
Department of Labor | 勞工部 | dol 勞動部
Department of State | 國務院 | state-department
Department of Transportation | 運輸部 | dot 交通部
Department of the Treasury | 財政部 | treasury
Department of Veterans Affairs | 退伍軍人事務部 | va 退伍軍人部
Environmental Protection Agency | 環境保護署 | epa 環保署
Federal Trade Commission | 聯邦貿易委員會 | ftc
General Services Administration | 總務署 | gsa
National Aeronautics and Space Administration | 航空暨太空總署 | nasa 太空總署
National Science Foundation | 國家科學基金會 | nsf
Nuclear Regulatory Commission | 核能管制委員會 | nrc
Office of Personnel Management | 人事管理局 | opm
Securities and Exchange Commission | 證券交易委員會 | sec
Small Business Administration | 小型企業管理局 | sba
Social Security Administration | 社會安全局 | ssa 社會安全署
United States Agency for International Development | 國際開發署 | usaid
Federal Deposit Insurance Corporation | 聯邦存款保險公司 | fdic
Commodity Futures Trading Commission | 商品期貨交易委員會 | cftc
Federal Energy Regulatory Commission | 聯邦能源管制委員會 | ferc
National Archives and Records Administration | 國家檔案暨文件署 | nara
Pension Benefit Guaranty Corporation | 退休金給付保證公司 | pbgc
Tennessee Valley Authority | 田納西河谷管理局 | tva
`;

interface UsAgency {
  /** As the inventories print it. */
  readonly name: string;
  readonly nameZh: string;
  /** Every name, folded. */
  readonly names: readonly string[];
}

const agencies: readonly UsAgency[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [name, nameZh, others] = line.split('|').map((part) => part.trim());
    const names = [name!, nameZh!, ...others!.split(' ').map((other) => other.replaceAll('-', ' '))];
    return { name: name!, nameZh: nameZh!, names: names.map(fold) };
  });

function says(folded: string, name: string): boolean {
  if (/\p{Script=Han}/u.test(name)) return folded.includes(name);
  return new RegExp(`(?<![a-z])${name}(?![a-z])`).test(folded);
}

/** The federal agencies a folded text names, as the inventories print them, with the name it uses. */
export function usAgenciesIn(folded: string): { agency: string; said: string }[] {
  return agencies.flatMap(({ name, names }) => {
    const said = names.find((one) => says(folded, one));
    return said === undefined ? [] : [{ agency: name, said }];
  });
}

/** What an agency is called in Taiwan, its own name beside it. */
export function chineseNameOf(agency: string): string {
  const known = agencies.find(({ name }) => name === agency);
  return known ? `${known.nameZh}（${agency}）` : agency;
}
