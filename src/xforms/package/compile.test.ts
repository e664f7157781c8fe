import { describe, expect, it } from 'vitest';
import { bind, type ShortNode, smallForm } from '../../../test/support/small-form.ts';
import type { Form } from '../form/form.ts';
import { compilePackage } from './compile.ts';

/** So many calculations beside so many questions. */
function reading(rules: number, questions: number, calculate: string): Form {
  const names = Array.from({ length: questions }, (_, at) => [`q${at}`, ''] as const);
  const calculated = Array.from({ length: rules }, (_, at) => [`c${at}`, ''] as const);
  const record: ShortNode = { g: Object.fromEntries(names), ...Object.fromEntries(calculated) };
  return smallForm(record, { binds: calculated.map(([name]) => bind(`/data/${name}`, { calculate })) });
}

function codesOf(form: Form): readonly string[] {
  const compiled = compilePackage(form);
  return compiled.ok ? [] : compiled.error.map(({ code }) => code);
}

describe('A form whose rules read very much', () => {
  it.each(['count(/data/g/*)', 'string(/data/g)'])('%s is compiled for some', (written) => {
    expect(codesOf(reading(100, 1000, written))).toEqual([]);
  });

  it.each(['sum(/data/g/*)', 'string(/data/g)', 'sum(//*)'])('%s is refused for thousands, once', (written) => {
    expect(codesOf(reading(2000, 2000, written)).filter((code) => code !== 'form-cycle')).toEqual(['xpath-wide']);
  });

  it('in a circle, each rule of each other, is refused with some of the circles', () => {
    const codes = codesOf(reading(300, 1, 'sum(/data/*)'));
    expect(new Set(codes)).toEqual(new Set(['form-cycle']));
    expect(codes.length).toBeLessThanOrEqual(50);
  });
});
