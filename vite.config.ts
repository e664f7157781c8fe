import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import solid from 'vite-plugin-solid';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The two applications that people see. */
const APPS = { root: at('src/apps'), pages: ['desk.html', 'public.html'], output: at('dist/web') };

/** Every part and chart on one page, for looking and for the browser tests: `vite build --mode gallery`. Never shipped. */
const GALLERY = { root: at('test/gallery'), pages: ['gallery.html'], output: at('dist/gallery') };

/**
 * Says in every style sheet which layer goes above which. The first sheet that a page loads decides, and which one that
 * is depends on how the build cuts the pages into pieces.
 */
const orderLayers: Plugin = {
  name: 'order-layers',
  enforce: 'pre',
  transform: (code, id) => (/\.css(\?|$)/.test(id) ? `@layer base, parts, shell, screens;\n${code}` : null),
};

export default defineConfig(({ mode }): UserConfig => {
  const { root, pages, output } = mode === 'gallery' ? GALLERY : APPS;
  return {
    root,
    publicDir: false,
    plugins: [orderLayers, solid()],
    build: {
      outDir: output,
      emptyOutDir: true,
      target: ['chrome123', 'firefox125', 'safari17.5'],
      // Nothing inline: the content security policy allows our own files and nothing else.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { checks: { pluginTimings: false }, input: pages.map((page) => `${root}/${page}`) },
    },
  };
});
