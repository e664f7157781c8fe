/** What stands at the first level of a drawing: how the compiler writes it, one element after the other. */
const ELEMENT = /^ {4}<(\w+)[\s\S]*?(?=^ {4}<(?!\/)|^<\/svg>)/gm;
const SYMBOL = /<symbol id="([^"]+)"[\s\S]*?<\/symbol>/g;
const PLACE = /^( {4}<g) transform="matrix\(1 0 0 1 [\d.]+ [\d.]+\)"/;

/**
 * Cuts one drawing (SVG) of all pages, which stand below each other and are of one size, into a drawing for each, with
 * the letters that it uses.
 *
 * @throws Error where the drawing is not built as the compiler builds it.
 */
export function cutPages(svg: string, pageCount: number): string[] {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const elements = [...svg.matchAll(ELEMENT)];
  const pages = elements.filter(([, name]) => name === 'g').map(([text]) => text);
  const papers = elements.filter(([, name]) => name === 'path').map(([text]) => text);
  if (width === undefined || pages.length !== pageCount || papers.length !== pageCount) {
    throw new Error(`Cut a drawing into ${pageCount} pages: found ${pages.length} pages, ${papers.length} papers`);
  }
  const others = elements.filter(([, name]) => name !== 'g' && name !== 'path').map(([text]) => text);
  const symbols = new Map([...svg.matchAll(SYMBOL)].map(([text, id]) => [id, text]));
  const rest = others.filter((text) => !text.includes('<symbol')).join('');
  const pageHeight = Number(height) / pageCount;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${pageHeight}" width="${width}pt" height="${pageHeight}pt">`;
  return pages.map((page, at) => {
    const used = new Set([...page.matchAll(/xlink:href="#([^"]+)"/g)].map(([, id]) => id));
    const letters = [...used].map((id) => symbols.get(id) ?? '').join('');
    return withoutIndents(`${head}<defs>${letters}</defs>${rest}${papers[at]}${page.replace(PLACE, '$1')}</svg>`);
  });
}

/** Half of a drawing is white space between its tags; text has none of it, for letters are shapes. */
function withoutIndents(svg: string): string {
  return svg.replace(/>\s+</g, '><').trim();
}
