import { describe, expect, test } from 'vitest';
import { PROBLEM_STATUS, Problem, type ProblemKind, problemBody, problemResponse } from './problem.ts';

describe('a problem on the wire', () => {
  test('follows RFC 9457 and adds code and parameters', async () => {
    const reply = problemResponse(new Problem('too-large', { limitBytes: 10 }));
    expect(reply.status).toBe(413);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(await reply.json()).toEqual({
      type: 'about:blank',
      title: expect.stringContaining('Too Large'),
      status: 413,
      code: 'too-large',
      parameters: { limitBytes: 10 },
    });
  });

  test('carries issues where there are some', () => {
    const issue = { code: 'required', parameters: {}, column: 'name' };
    expect(problemBody(new Problem('invalid-input', {}, [issue])).issues).toEqual([issue]);
  });

  test('says how long to wait', () => {
    expect(problemResponse(new Problem('too-many-attempts', { seconds: 7 })).headers.get('retry-after')).toBe('7');
  });

  test('every kind has a status with a phrase', () => {
    for (const kind of Object.keys(PROBLEM_STATUS) as ProblemKind[]) {
      expect(problemBody(new Problem(kind)).title).toMatch(/\w/);
    }
  });
});
