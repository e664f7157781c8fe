import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** Families that templates name, with the weights that are here: Latin, Cyrillic and Greek first, then further scripts. */
const FONTS: Readonly<Record<string, readonly string[]>> = {
  'noto-sans/NotoSans': ['400Regular', '400Regular_Italic', '700Bold'],
  'noto-sans-arabic/NotoSansArabic': ['400Regular', '700Bold'],
  'noto-sans-hebrew/NotoSansHebrew': ['400Regular', '700Bold'],
  'noto-sans-georgian/NotoSansGeorgian': ['400Regular', '700Bold'],
  'noto-sans-armenian/NotoSansArmenian': ['400Regular', '700Bold'],
};

let made: Promise<NodeCompiler> | null = null;

/** The one compiler of this process, made when somebody first typesets. */
export function getCompiler(): Promise<NodeCompiler> {
  made ??= makeCompiler();
  return made;
}

async function makeCompiler(): Promise<NodeCompiler> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler');
  // Templates may read what lies here. It follows links, so nobody else may write here: mkdtemp makes it for us alone.
  const workspace = mkdtempSync(join(tmpdir(), 'scrutineer-typeset-'));
  process.once('exit', () => rmSync(workspace, { recursive: true, force: true }));
  return typst.NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: readFonts() }] });
}

function readFonts(): Buffer[] {
  const require = createRequire(import.meta.url);
  return Object.entries(FONTS).flatMap(([family, weights]) => {
    const [folder, stem] = family.split('/');
    const pathOf = (weight: string) => `@expo-google-fonts/${folder}/${weight}/${stem}_${weight}.ttf`;
    return weights.map((weight) => readFileSync(require.resolve(pathOf(weight))));
  });
}
