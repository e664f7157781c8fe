import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import solid from 'vite-plugin-solid';

/** Our page as one script and one style sheet, with their sizes as they go over the network. */
export interface OurPage {
  readonly script: string;
  readonly style: string;
  readonly gzippedBytes: number;
}

/** Builds the page that opens a form with our engine and view. */
export async function buildOurs(): Promise<OurPage> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [solid()],
    build: {
      write: false,
      target: 'es2022',
      cssCodeSplit: false,
      rolldownOptions: { input: 'tools/bench/forms/ours/main.tsx', output: { codeSplitting: false } },
    },
  });
  if (!('output' in result)) throw new Error('Build our page: nothing came of it');
  const script = result.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
  const styles = result.output.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
  const style = styles.map((file) => (file.type === 'asset' ? String(file.source) : '')).join('\n');
  return { script, style, gzippedBytes: gzipSync(script).length + gzipSync(style).length };
}
