import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Family {
  readonly name: string;
  /** Folder of the package and stem of its files. */
  readonly files: string;
  readonly weights: readonly string[];
}

const BOTH = ['400Regular', '700Bold'];

/** In the order in which a letter is looked for: Latin, Cyrillic and Greek, further scripts, pictures of one colour. */
const FAMILIES: readonly Family[] = [
  { name: 'Noto Sans', files: 'noto-sans/NotoSans', weights: ['400Regular', '400Regular_Italic', '700Bold'] },
  // Noto's Arabic puts letters together of strokes and dots, of which each says in the file that it is the whole letter: words
  // are not found then. It stays for letters that only it has.
  { name: 'Vazirmatn', files: 'vazirmatn/Vazirmatn', weights: BOTH },
  { name: 'Noto Sans Arabic', files: 'noto-sans-arabic/NotoSansArabic', weights: BOTH },
  { name: 'Noto Sans Hebrew', files: 'noto-sans-hebrew/NotoSansHebrew', weights: BOTH },
  { name: 'Noto Sans Georgian', files: 'noto-sans-georgian/NotoSansGeorgian', weights: BOTH },
  { name: 'Noto Sans Armenian', files: 'noto-sans-armenian/NotoSansArmenian', weights: BOTH },
  { name: 'Noto Sans Ethiopic', files: 'noto-sans-ethiopic/NotoSansEthiopic', weights: BOTH },
  { name: 'Noto Emoji', files: 'noto-emoji/NotoEmoji', weights: ['400Regular'] },
];

/** The families as a list in Typst, for the `font` of a template. */
export const FONT_LIST = `(${FAMILIES.map(({ name }) => `"${name}"`).join(', ')})`;

/** The files of all of them. */
export function readFonts(): Buffer[] {
  const require = createRequire(import.meta.url);
  return FAMILIES.flatMap(({ files, weights }) => {
    const [folder, stem] = files.split('/');
    const pathOf = (weight: string) => `@expo-google-fonts/${folder}/${weight}/${stem}_${weight}.ttf`;
    return weights.map((weight) => readFileSync(require.resolve(pathOf(weight))));
  });
}
