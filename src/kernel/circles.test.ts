import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCircles } from './circles.ts';

test('finds the circle and not what leads to it', () => {
  const arrows: Record<string, string[]> = { a: ['b'], b: ['c'], c: ['d'], d: ['b', 'nowhere'], e: ['e'] };
  expect(findCircles(Object.keys(arrows), (node) => arrows[node] ?? [])).toEqual([['b', 'c', 'd'], ['e']]);
});

test('finds none where every arrow leads on, however deep', () => {
  const nodes = Array.from({ length: 100_000 }, (_, index) => String(index));
  expect(findCircles(nodes, (node) => [String(Number(node) + 1)])).toEqual([]);
});

test('finds a circle exactly where a node can be reached from itself', () => {
  const arrow = fc.tuple(fc.nat(7), fc.nat(7));
  fc.assert(
    fc.property(fc.array(arrow, { maxLength: 14 }), (arrows) => {
      const nodes = Array.from({ length: 8 }, (_, index) => String(index));
      const nextOf = (node: string) => arrows.filter(([from]) => String(from) === node).map(([, to]) => String(to));
      const circles = findCircles(nodes, nextOf);
      for (const circle of circles) {
        circle.forEach((node, index) => {
          expect(nextOf(node)).toContain(circle[(index + 1) % circle.length]);
        });
      }
      expect(circles.length > 0).toBe(nodes.some((node) => canReachItself(node, nextOf)));
    }),
  );
});

function canReachItself(start: string, nextOf: (node: string) => string[]): boolean {
  const seen = new Set(nextOf(start));
  for (const node of seen) for (const next of nextOf(node)) seen.add(next);
  return seen.has(start);
}
