import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { must } from '../../../kernel/result.ts';
import { Problem } from '../../http/problem.ts';
import { cleanTexts } from './clean-texts.ts';
import { cutPages } from './cut-pages.ts';
import { getCompiler } from './make-compiler.ts';

/** A document as a file. */
export interface TypesetPdf {
  readonly bytes: Uint8Array;
  readonly pageCount: number;
  /** Whether it is PDF/UA-1; false where its texts have letters that no font here has. It is tagged in either case. */
  readonly isAccessible: boolean;
}

const MOST_DATA_BYTES = 4_000_000;
const MOST_PAGES = 200;
const MOST_WAITING = 20;
/** Compilations after which what was computed for an earlier document is forgotten. */
const CACHED_COMPILATIONS = 2;

/**
 * Typesets a template of ours (Typst) as a tagged PDF. The template finds `data` as JSON in `sys.inputs.data`: there it is
 * data, whatever it looks like. The same template and data give the same bytes.
 *
 * @throws Problem `too-large` for more than 4 MB of data or 200 pages; `too-slow` where 20 documents wait already.
 */
export async function typesetPdf(template: string, data: unknown): Promise<TypesetPdf> {
  return await inTurn(template, data, (compiler, document) => {
    const accessible = attempt(() => compiler.pdf(document, { pdfStandard: 'ua-1', pdfTags: true }));
    const bytes = accessible ?? compiler.pdf(document, { pdfTags: true });
    return { bytes, pageCount: document.numOfPages, isAccessible: accessible !== null };
  });
}

/** As `typesetPdf`, as a drawing (SVG) for each page. All pages have to be of one size. */
export async function typesetPages(template: string, data: unknown): Promise<readonly string[]> {
  return await inTurn(template, data, (compiler, document) =>
    cutPages(compiler.plainSvg(document), document.numOfPages),
  );
}

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** One document at a time: each keeps the process busy, and between two others get their turn. */
async function inTurn<T>(
  template: string,
  data: unknown,
  render: (compiler: NodeCompiler, document: NodeTypstDocument) => T,
): Promise<T> {
  const json = JSON.stringify(cleanTexts(data));
  if (Buffer.byteLength(json) > MOST_DATA_BYTES) throw new Problem('too-large', { limitBytes: MOST_DATA_BYTES });
  if (waiting >= MOST_WAITING) throw new Problem('too-slow');
  waiting += 1;
  const turn = last.then(async () => {
    await nextTurn();
    const compiler = await getCompiler();
    const done = render(compiler, compile(compiler, template, json));
    compiler.evictCache(CACHED_COMPILATIONS);
    return done;
  });
  last = turn.then(leave, leave);
  return await turn;
}

function leave(): void {
  waiting -= 1;
}

function compile(compiler: NodeCompiler, template: string, json: string): NodeTypstDocument {
  const compiled = compiler.compile({ mainFileContent: template, inputs: { data: json } });
  const error = compiled.takeError();
  if (error !== null) {
    const messages = compiler.fetchDiagnostics(error).map(({ message }: { message: string }) => message);
    throw new Error(`Typeset a template: ${messages.join('; ')}`);
  }
  const document = must(compiled.result, 'Typeset a template: neither a document nor an error');
  if (document.numOfPages > MOST_PAGES) throw new Problem('too-large', { limit: MOST_PAGES });
  return document;
}

/** The standard refuses letters without a shape and tells so by throwing: a blank letter is better than no paper. */
function attempt(make: () => Uint8Array): Uint8Array | null {
  try {
    return make();
  } catch {
    return null;
  }
}
