import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Inline, parseMarkdown, plainText } from './parse-markdown.ts';

const lineOf = (text: string): readonly Inline[] => {
  const [block] = parseMarkdown(text);
  return block === undefined || block.kind === 'list' ? [] : block.children;
};

describe('parseMarkdown', () => {
  test('emphasis, also one inside of the other', () => {
    expect(lineOf('a **b** and _c_')).toEqual([
      'a ',
      { kind: 'bold', children: ['b'] },
      ' and ',
      { kind: 'italic', children: ['c'] },
    ]);
    expect(lineOf('__b *i*__')).toEqual([{ kind: 'bold', children: ['b ', { kind: 'italic', children: ['i'] }] }]);
  });
  test('what only looks like a mark stays', () => {
    expect(lineOf('polling_station_name')).toEqual(['polling_station_name']);
    expect(lineOf('2 * 3 * 4')).toEqual(['2 * 3 * 4']);
    expect(lineOf(String.raw`\*not bold\* \_`)).toEqual(['*not bold* _']);
    expect(lineOf('1 < 2 and 3 > 2')).toEqual(['1 < 2 and 3 > 2']);
  });
  test('links lead outside by known ways only', () => {
    expect(lineOf('see [the law](https://example.org/a)')).toEqual([
      'see ',
      { kind: 'link', href: 'https://example.org/a', children: ['the law'] },
    ]);
    expect(lineOf('[x](javascript:alert%281%29)')).toEqual(['[x](javascript:alert%281%29)']);
    expect(lineOf('[x](data:text/html,a)')).toEqual(['[x](data:text/html,a)']);
  });
  test('headings, lines and lists', () => {
    expect(parseMarkdown('# Head\none\n\n- a\n- **b**\n1. c\n2. d')).toEqual([
      { kind: 'heading', children: ['Head'] },
      { kind: 'line', children: ['one'] },
      { kind: 'list', isOrdered: false, items: [['a'], [{ kind: 'bold', children: ['b'] }]] },
      { kind: 'list', isOrdered: true, items: [['c'], ['d']] },
    ]);
  });
  test('a question keeps its number', () => {
    expect(parseMarkdown('1. How many?')).toEqual([{ kind: 'line', children: ['1. How many?'] }]);
    expect(parseMarkdown('7) How many?')).toEqual([{ kind: 'line', children: ['7) How many?'] }]);
  });
  test('tags go, their words stay', () => {
    expect(plainText('<span style="color:#f00">red</span><br/><script>x</script> ink')).toBe('red x ink');
  });
  test('an empty line at the end changes nothing, though a text of one line without marks is read in another way', () => {
    const texts = fc.stringMatching(/^[\p{L} \t\d.,)(:?!+#<>&'"/=-]{0,24}$/u);
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseMarkdown(`${text}\n`)).toEqual(parseMarkdown(text));
      }),
    );
  });
  test('loses no letter of a text without marks, and reads anything', () => {
    const plain = fc.stringMatching(/^[\p{L}\p{N}.,;:?!'"%&=/]{0,40}$/u);
    fc.assert(fc.property(plain, (text) => plainText(text) === text));
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void parseMarkdown(text)));
  });
  test('reads long rows of marks in time that grows with their length', () => {
    expect(plainText('*'.repeat(5_000)).length).toBeGreaterThan(0);
    expect(plainText(`${'[a'.repeat(5_000)}](`).length).toBeGreaterThan(0);
  });

  test('marks are looked for so far and no further, so that marks that nothing closes cost little', () => {
    const bold = (length: number) => parseMarkdown(`**${'b'.repeat(length)}**`)[0];
    expect(bold(2000)).toMatchObject({ children: [{ kind: 'bold' }] });
    expect(bold(2002)).toEqual({ kind: 'line', children: [`**${'b'.repeat(2002)}**`] });
    const link = (length: number) => parseMarkdown(`[${'a'.repeat(length)}](https://example.org)`)[0];
    expect(link(1000)).toMatchObject({ children: [{ kind: 'link' }] });
    expect(link(1001)).toMatchObject({ children: [`[${'a'.repeat(1001)}](https://example.org)`] });
    for (const mark of ['[', '**a ', '_a ', '[a](', '<a ', '\\', '- a\n', '1. a\n']) {
      expect(plainText(mark.repeat(60_000 / mark.length)).length, mark).toBeGreaterThan(0);
    }
  });
});
