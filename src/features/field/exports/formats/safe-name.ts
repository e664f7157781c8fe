const LONGEST_STEM = 80;
const LONGEST_ENDING = 16;
/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name under which a file can lie in any folder, as much like the given one as that allows; never a path. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '_');
  const dot = plain.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  const short = [...stem].slice(0, LONGEST_STEM).join('') + [...ending].slice(0, LONGEST_ENDING).join('');
  const own = short.replace(/[.\s]+$/, '_');
  return own === '' || DEVICE.test(own) ? `_${own}` : own;
}

/** Safe names of files that lie in one folder: each once, whatever the case. */
export function safeNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = safeName(name);
    const dot = plain.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
    let own = plain;
    for (let number = 2; taken.has(own.toLowerCase()); number += 1) own = `${stem} (${number})${ending}`;
    taken.add(own.toLowerCase());
    return own;
  });
}
