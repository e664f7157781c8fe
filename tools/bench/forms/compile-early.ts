import type { Plugin, Rolldown } from 'vite';

/**
 * Lets the browser compile all functions of a script while it loads, beside the page, instead of each one when it is first
 * called (V8's explicit compile hints; other browsers see a comment). For scripts of which opening a page runs the greater part.
 */
export function compileEarly(isMeant: (chunk: Rolldown.OutputChunk) => boolean): Plugin {
  return {
    name: 'compile-early',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler: (_, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk' && isMeant(file)) file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
        }
      },
    },
  };
}
