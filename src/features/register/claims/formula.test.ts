import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Formula, namesIn, parseFormula, piecesOf } from './formula.ts';

function shape(text: string): string {
  const formula = parseFormula(text);
  return formula.ok ? show(formula.value) : `${formula.error.code} ${JSON.stringify(formula.error.parameters)}`;
}

/** Every operation in brackets, so that the tree can be seen. */
function show(formula: Formula): string {
  switch (formula.type) {
    case 'number':
      return formula.text;
    case 'subject':
      return formula.subject;
    case 'claim':
      return `claim:${formula.claim}`;
    case 'sum':
      return `sum(${formula.subject} over ${formula.over})`;
    case 'operation':
      return `(${show(formula.left)} ${formula.operator} ${show(formula.right)})`;
  }
}

test('multiplication binds before addition, and both from left to right', () => {
  expect(shape('a + b * c - d')).toBe('((a + (b * c)) - d)');
  expect(shape('a / b * 100')).toBe('((a / b) * 100)');
  expect(shape('a - (b - c)')).toBe('(a - (b - c))');
});

test('names hold points, hyphens and slashes; signs stand between spaces', () => {
  expect(shape('voters.registered - claim:voters.2024-02-07/noon')).toBe(
    '(voters.registered - claim:voters.2024-02-07/noon)',
  );
  expect(shape('a-b')).toBe('a-b');
  expect(shape('a/b')).toBe('a/b');
  expect(shape('2024-02')).toBe('2024-02');
});

test('sums are over candidates unless they are over days', () => {
  expect(shape('sum(results.votes)')).toBe('sum(results.votes over candidates)');
  expect(shape('sum ( results.votes over days )')).toBe('sum(results.votes over days)');
  expect(shape('sum + over')).toBe('(sum + over)');
});

test('what is no formula is refused with its place', () => {
  expect(shape('')).toBe('formula-end {}');
  expect(shape('a +')).toBe('formula-end {}');
  expect(shape('a b')).toBe('formula-token {"found":"b","at":3}');
  expect(shape('a -b')).toBe('formula-token {"found":"-b","at":3}');
  expect(shape('a × b')).toBe('formula-token {"found":"×","at":3}');
  expect(shape('(a + b')).toBe('formula-bracket {"at":1}');
  expect(shape('a)')).toBe('formula-token {"found":")","at":2}');
  expect(shape('sum(1)')).toBe('formula-token {"found":"1","at":5}');
  expect(shape('sum(a over places)')).toBe('formula-token {"found":"places","at":12}');
  expect(shape('claim:')).toBe('formula-token {"found":"claim:","at":1}');
  expect(shape('a; drop')).toBe('formula-token {"found":"a;","at":1}');
  expect(shape(`${'('.repeat(50)}a`)).toBe('formula-deep {"wanted":40}');
  expect(shape('a + '.repeat(300))).toBe('formula-long {"wanted":1000}');
});

test('the names in a formula are found once each', () => {
  const formula = parseFormula('a / sum(b) * 100 + claim:c - a');
  expect(formula.ok && namesIn(formula.value)).toEqual({ subjects: ['a', 'b'], claims: ['c'] });
});

test('a reader sees brackets only where they are needed, and reads the same tree back', () => {
  const leaf = fc.constantFrom('a', 'b.c', 'claim:x', '2.5', 'sum(v over candidates)');
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree'))
        .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    ),
  }));
  fc.assert(
    fc.property(tree, (text) => {
      const formula = parseFormula(text);
      if (!formula.ok) return expect.fail(formula.error.code);
      const shown = piecesOf(formula.value).map((piece) => {
        if (piece.type === 'sum') return `sum(${piece.key} over ${piece.over})`;
        if ('text' in piece) return SPELLED[piece.text] ?? piece.text;
        return piece.type === 'claim' ? `claim:${piece.key}` : piece.key;
      });
      expect(shape(shown.join(' '))).toBe(show(formula.value));
    }),
  );
});

test('any text is read or refused, never more', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseFormula(text).ok === 'boolean'));
});

const SPELLED: Record<string, string> = { '−': '-', '×': '*', '÷': '/' };
