import { fold } from '../text/fold.ts';

/** A place people name in questions. `country` is the code cases carry; cities and counties lie in one. */
export interface Place {
  readonly id: string;
  readonly country: string;
  readonly names: readonly string[];
  readonly kind: 'country' | 'city';
}

const countries = `
TW 臺灣 台灣 我國 國內 本國 taiwan taiwanese
GB 英國 英格蘭 uk britain british england united-kingdom
US 美國 usa united-states american america u.s.
NL 荷蘭 netherlands dutch
AU 澳洲 澳大利亞 australia australian
JP 日本 japan japanese
CA 加拿大 canada canadian
FR 法國 france french
SG 新加坡 星國 singapore singaporean
DK 丹麥 denmark danish
EU 歐盟 歐洲聯盟 european-union eu european-commission
IN 印度 india indian
KR 韓國 南韓 korea korean
NO 挪威 norway norwegian
SE 瑞典 sweden swedish
AT 奧地利 austria austrian
BE 比利時 belgium belgian
BR 巴西 brazil brazilian
DE 德國 germany german
EE 愛沙尼亞 estonia estonian
ES 西班牙 spain spanish
FI 芬蘭 finland finnish
RS 塞爾維亞 serbia serbian
CN 中國 大陸 中國大陸 china chinese
HK 香港 hong-kong
MO 澳門 macau
IT 義大利 italy italian
PT 葡萄牙 portugal portuguese
PL 波蘭 poland polish
CH 瑞士 switzerland swiss
NZ 紐西蘭 new-zealand
TH 泰國 thailand thai
VN 越南 vietnam vietnamese
MY 馬來西亞 malaysia
ID 印尼 indonesia indonesian
PH 菲律賓 philippines
RU 俄羅斯 俄國 russia russian
UA 烏克蘭 ukraine
IL 以色列 israel
AE 阿聯 杜拜 阿拉伯聯合大公國 dubai uae
SA 沙烏地阿拉伯 saudi-arabia
MX 墨西哥 mexico
AR 阿根廷 argentina
CL 智利 chile
ZA 南非 south-africa south-african
IE 愛爾蘭 ireland irish
IS 冰島 iceland
CZ 捷克 czech
HU 匈牙利 hungary
GR 希臘 greece
TR 土耳其 turkey
LT 立陶宛 lithuania
LV 拉脫維亞 latvia
KE 肯亞 kenya kenyan
EG 埃及 egypt egyptian
NG 奈及利亞 nigeria nigerian
GH 迦納 ghana
ET 衣索比亞 ethiopia
RW 盧安達 rwanda
MA 摩洛哥 morocco
CO 哥倫比亞 colombia colombian
PE 秘魯 祕魯 peru peruvian
UY 烏拉圭 uruguay
RO 羅馬尼亞 romania romanian
BG 保加利亞 bulgaria bulgarian
HR 克羅埃西亞 croatia croatian
SI 斯洛維尼亞 slovenia
SK 斯洛伐克 slovakia
LU 盧森堡 luxembourg
MT 馬爾他 malta
CY 賽普勒斯 cyprus
QA 卡達 qatar
PK 巴基斯坦 pakistan pakistani
BD 孟加拉 bangladesh
LK 斯里蘭卡 sri-lanka
NP 尼泊爾 nepal
MM 緬甸 myanmar
KH 柬埔寨 cambodia
MN 蒙古 mongolia
KZ 哈薩克 kazakhstan
`;

const cities = `
TW 臺北市 臺北 北市 taipei
TW 新北市 新北 new-taipei
TW 桃園市 桃園 taoyuan
TW 臺中市 臺中 中市 taichung
TW 臺南市 臺南 南市 tainan
TW 高雄市 高雄 高市 kaohsiung
TW 基隆市 基隆 keelung
TW 新竹市 新竹縣 新竹 hsinchu
TW 苗栗縣 苗栗 miaoli
TW 彰化縣 彰化 changhua
TW 南投縣 南投 nantou
TW 雲林縣 雲林 yunlin
TW 嘉義市 嘉義縣 嘉義 chiayi
TW 屏東縣 屏東 pingtung
TW 宜蘭縣 宜蘭 yilan
TW 花蓮縣 花蓮 hualien
TW 臺東縣 臺東 taitung
TW 澎湖縣 澎湖 penghu
TW 金門縣 金門 kinmen
TW 連江縣 馬祖 matsu
GB 倫敦 london
GB 蘇格蘭 scotland scottish
GB 南威爾斯 威爾斯 wales
GB 西米德蘭 伯明罕 west-midlands birmingham
GB 曼徹斯特 manchester
US 紐約市 紐約 new-york nyc
US 洛杉磯 洛杉磯郡 los-angeles la-county lapd
US 芝加哥 chicago
US 底特律 detroit
US 匹茲堡 pittsburgh
US 密西根 密西根州 密西根 michigan
US 賓州 賓夕法尼亞 pennsylvania
US 加州 california
US 阿勒格尼 阿勒格尼郡 allegheny
US 舊金山 san-francisco
US 波士頓 boston
US 西雅圖 seattle
US 德州 德克薩斯 texas
US 佛羅里達 florida
NL 阿姆斯特丹 amsterdam
NL 鹿特丹 rotterdam
NL 哈倫 haarlem
NL 烏特勒支 utrecht
JP 東京都 東京 tokyo
JP 橫須賀市 橫須賀 yokosuka
JP 三重縣 三重 mie
JP 大阪 osaka
JP 神戶 kobe
JP 京都 kyoto
JP 橫濱 yokohama
AU 新南威爾斯 新州 nsw new-south-wales
AU 南澳 南澳大利亞 south-australia
AU 雪梨 sydney
AU 墨爾本 維多利亞州 melbourne victoria
DK 哥本哈根 copenhagen
BE 法蘭德斯 佛蘭德 flanders flemish
BE 布魯塞爾 brussels
IN 特倫甘納 特倫甘納邦 telangana
DE 法蘭克福 黑森 frankfurt hesse
DE 柏林 berlin
FR 巴黎 paris
KR 首爾 seoul
CN 北京 beijing
CN 上海 shanghai
CN 深圳 shenzhen
ES 馬德里 巴塞隆納 madrid barcelona
`;

function read(lines: string, kind: Place['kind']): Place[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [country, ...names] = line.trim().split(/\s+/);
      const folded = names.map((name) => fold(name.replaceAll('-', ' ')));
      return { id: kind === 'country' ? country! : folded[0]!, country: country!, names: folded, kind };
    });
}

const places: readonly Place[] = [...read(cities, 'city'), ...read(countries, 'country')];

export interface NamedPlace {
  readonly place: Place;
  readonly start: number;
  readonly end: number;
}

const named = places
  .flatMap((place) => place.names.map((name) => ({ name, place })))
  .sort((a, b) => b.name.length - a.name.length);

function standsAlone(folded: string, start: number, end: number): boolean {
  const latin = /[\p{Script=Latin}\d]/u;
  return !(
    latin.test(folded[start]!) &&
    ((start > 0 && latin.test(folded[start - 1]!)) || latin.test(folded[end] ?? ''))
  );
}

/** Where goods come from (中國製鏡頭) is not where anything happens. */
const ORIGIN = new RegExp(
  `^(?:${fold('製|廠牌|廠商|品牌|貨|製造|出產|的?(?:軟體|硬體|產品|攝影機|設備|零件|零組件)')})|^(?:-| )?(?:made|built|branded?|cameras?|vendors?|products?|software)\\b`,
  'u',
);

/** Places a folded text names, in order, the longest name at each spot. */
export function findPlaces(folded: string): NamedPlace[] {
  const found: NamedPlace[] = [];
  for (const { name, place } of named)
    for (let start = folded.indexOf(name); start >= 0; start = folded.indexOf(name, start + 1)) {
      const end = start + name.length;
      const taken = found.some((other) => start < other.end && end > other.start);
      if (!taken && standsAlone(folded, start, end) && !ORIGIN.test(folded.slice(end)))
        found.push({ place, start, end });
    }
  return found.sort((a, b) => a.start - b.start);
}
