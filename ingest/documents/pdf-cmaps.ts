/**
 * Older Chinese documents name a character map instead of carrying their fonts. Those maps lead from codes to glyphs of
 * a font nobody embedded; for reading, the code itself says the character, so these maps lead from code to character.
 */
const unicodeMap = /^Uni(?:GB|CNS|JIS|KS)[\w-]*-(?:UCS2|UTF16)-[HV]$/;
const codedMaps: readonly (readonly [name: RegExp, encoding: string, first: number])[] = [
  [/^(?:ETen|ETenms|HKscs|B5pc)(?:-B5)?-[HV]$/, 'big5', 0xa1],
  [/^GBK?(?:2K|p|pc|T|TPro)?(?:-EUC)?-[HV]$/, 'gbk', 0x81],
];
const glyphsToUnicode = /^Adobe-(?:GB1|CNS1|Japan1|Korea1)-UCS2$/;

const hex = (value: number, digits = 4) => `<${value.toString(16).padStart(digits, '0')}>`;

function map(name: string, spaces: readonly string[], entries: string): string {
  return `/CIDInit /ProcSet findresource begin begincmap /CMapName /${name} def\n${spaces.length} begincodespacerange\n${spaces.join('\n')}\nendcodespacerange\n${entries}\nendcmap`;
}

function codedEntries(encoding: string, first: number): string {
  const decoder = new TextDecoder(encoding);
  const lines: string[] = [];
  for (let lead = first; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\uFFFD')
        lines.push(`${hex(lead * 256 + trail)} ${text.charCodeAt(0)}`);
    }
  return `1 begincidrange\n<00> <80> 0\nendcidrange\n${lines.length} begincidchar\n${lines.join('\n')}\nendcidchar`;
}

function textOfMap(name: string): string | undefined {
  if (unicodeMap.test(name))
    return map(name, ['<0000> <ffff>'], '1 begincidrange\n<0000> <ffff> 0\nendcidrange');
  const coded = codedMaps.find(([pattern]) => pattern.test(name));
  if (!coded) return undefined;
  const [, encoding, first] = coded;
  return map(name, ['<00> <80>', `${hex(first * 256 + 0x40)} <fefe>`], codedEntries(encoding, first));
}

/** Hands the PDF reader the maps a document names; one document has one of these. */
export class CharacterMaps {
  private named = false;

  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const isAsked = kind === 'cMapUrl' && !filename.includes('/');
    // Our maps count glyphs as characters: only where one of them came first does the way back hold.
    const back =
      this.named && glyphsToUnicode.test(filename)
        ? map(filename, ['<0000> <ffff>'], '1 beginbfrange\n<0000> <ffff> <0000>\nendbfrange')
        : undefined;
    const text = isAsked ? (textOfMap(filename) ?? back) : undefined;
    if (text === undefined) throw new Error(`no character map ${filename}`);
    this.named = true;
    return new TextEncoder().encode(text);
  }
}
