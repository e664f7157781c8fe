import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { build } from 'vite';
import solid from 'vite-plugin-solid';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** What a phone has to load for the view beside the engine; with it, 60,000 may not be passed. */
const MOST_BYTES = 30_000;

/** What every page has already: Solid, and the messages with their languages. */
function isThereAlready(id: string): boolean {
  return id.startsWith('solid-js') || id.includes('/i18n/');
}

/** Bytes of the code and of the styles of the view, each as it is sent. */
async function measureView(): Promise<{ readonly code: number; readonly styles: number }> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    plugins: [solid()],
    build: {
      write: false,
      minify: false,
      lib: { entry: 'src/platform/ui/form/form-view.tsx', formats: ['es'], fileName: 'view' },
      rolldownOptions: { external: isThereAlready },
    },
  });
  const files = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []));
  const sizeOf = async (loader: 'js' | 'css') => {
    const texts = files.map((file) => (file.type === 'chunk' ? ['js', file.code] : ['css', String(file.source)]));
    const own = texts.flatMap(([kind, text]) => (kind === loader ? [text ?? ''] : []));
    const small = await Promise.all(own.map((text) => transform(text, { loader, minify: true, format: 'esm' })));
    return small.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
  };
  return { code: await sizeOf('js'), styles: await sizeOf('css') };
}

test('the form view stays small', async () => {
  const { code, styles } = await measureView();
  expect(code).toBeGreaterThan(5_000);
  expect(styles).toBeGreaterThan(500);
  expect(code + styles).toBeLessThanOrEqual(MOST_BYTES);
});
