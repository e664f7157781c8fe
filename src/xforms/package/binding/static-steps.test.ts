import { describe, expect, it } from 'vitest';
import type { ModelNode } from '../model-nodes.ts';
import { stepFrom } from './static-steps.ts';

const CHILD = 0;

function element(name: string, given: Partial<ModelNode> = {}): ModelNode {
  return {
    number: 0,
    name,
    path: `/${name}`,
    parent: null,
    depth: 1,
    slot: 0,
    children: [],
    isAttribute: false,
    isRepeat: false,
    attributes: new Map(),
    source: null,
    hasTemplate: false,
    ...given,
  };
}

describe('Steps that are known while a form is compiled', () => {
  it('lead to the children of a name, attributes left out, and of several nodes to those of each', () => {
    const [a, b] = [element('a'), element('b')];
    const parent = element('p', { children: [a, element('a', { isAttribute: true }), b] });
    const other = element('p', { children: [element('a')] });
    expect(stepFrom([parent], [CHILD, 'a'])).toEqual([a]);
    expect(stepFrom([parent, other, parent], [CHILD, 'a'])).toEqual([a, ...other.children]);
    expect(stepFrom([parent], [CHILD, 'c'])).toEqual([]);
    expect(stepFrom([parent], [CHILD, '*'])).toEqual([a, b]);
  });

  it('look at each sibling once, however many steps there are', () => {
    let looks = 0;
    const children = Array.from({ length: 1000 }, (_, at) => {
      const child = element(`q${at}`);
      return Object.defineProperty(child, 'name', {
        get: () => {
          looks += 1;
          return `q${at}`;
        },
      });
    });
    const parent = element('p', { children });
    for (let at = 0; at < 1000; at += 1) expect(stepFrom([parent], [CHILD, `q${at}`])).toEqual([children[at]]);
    expect(looks).toBeLessThan(10_000);
  });
});
