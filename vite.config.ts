import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import solid from 'vite-plugin-solid';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The two applications that people see. */
const APPS = { root: at('src/apps'), pages: ['desk.html', 'public.html'], output: at('dist/web') };

/** Every part and chart on one page, for looking and for the browser tests: `vite build --mode gallery`. Never shipped. */
const GALLERY = { root: at('test/gallery'), pages: ['gallery.html'], output: at('dist/gallery') };

/**
 * What every page needs comes in one piece, what draws charts in another: otherwise a view would ask for some thirty
 * tiny files. The views themselves, the languages and the map stay apart and are loaded when they are wanted.
 */
const PIECES = [
  { name: 'charts', test: /platform\/ui\/charts\/|node_modules\/(d3-(?!geo)|internmap)/, priority: 1 },
  {
    name: 'shared',
    test: /src\/kernel\/|platform\/(ui\/(parts|shell\/(icons|switches)|theme\/(theme|tokens|base|fonts)\.)|i18n\/(?!catalogue|messages\/(?!parse|say)))|node_modules\/(solid-js|@solidjs|tslib)/,
    priority: 2,
  },
];

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
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: pages.map((page) => `${root}/${page}`),
        output: { codeSplitting: { groups: PIECES } },
      },
    },
  };
});
