import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readFonts } from './fonts.ts';

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
