import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(html|js|css|svg|json|map|txt|webmanifest)$/;
/** Below this, what is saved is less than one packet; a page has many files of a few hundred bytes. */
const SMALLEST_BYTES = 200;

/** Lays `x.br` and `x.gz` beside every text `x` in the folder, so that no request waits for compression. */
export async function compressFolder(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => TEXT.test(name));
  await Promise.all(files.map((name) => compressFile(join(folder, name))));
}

async function compressFile(path) {
  const plain = await readFile(path);
  if (plain.length < SMALLEST_BYTES) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(plain, quality));
  await writeFile(`${path}.gz`, await promisify(gzip)(plain, { level: 9 }));
}
