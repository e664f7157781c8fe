import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteKeyOf, verifyWithNode } from '../../../test/support/ed25519.ts';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { EMPTY_RANGE, growRange, rootOfRange } from '../merkle/compact-range.ts';
import { proveConsistency, spanHashOfLeaves } from '../merkle/prove.ts';
import { EMPTY_ROOT, type Hash, hashLeaf } from '../merkle/tree-hash.ts';
import type { TreeHead } from '../merkle/verify.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { judgeWitnessRequest } from './judge-witness-request.ts';
import { formatNote, signatureOf } from './signed-note.ts';
import { formatWitnessRequest } from './witness-request.ts';

const log = noteKeyOf('example.org/mission', 'ed25519', 1);
const other = noteKeyOf('example.org/other', 'ed25519', 2);
const leavesOf = (name: string) => Array.from({ length: 60 }, (_, at) => hashLeaf(encodeUtf8(`${name} ${at}`)));
const [honest, forked] = [leavesOf('leaf'), [...leavesOf('leaf').slice(0, 20), ...leavesOf('other').slice(20)]];
const headOf = (leaves: readonly Hash[], size: number): TreeHead => ({
  size,
  root: rootOfRange(growRange(EMPTY_RANGE, leaves.slice(0, size))),
});

interface Wish {
  readonly oldSize: number;
  readonly size: number;
  readonly leaves?: readonly Hash[];
  readonly by?: typeof log;
  readonly origin?: string;
  readonly proof?: readonly Hash[];
  readonly root?: Hash;
}

function requestOf({ oldSize, size, leaves = honest, by = log, origin = log.name, ...rest }: Wish): string {
  const text = formatCheckpoint({ origin, size, root: rest.root ?? headOf(leaves, size).root, extensions: [] });
  const checkpoint = formatNote({ text, signatures: [signatureOf(by, by.sign(encodeUtf8(text)))] });
  const proof = rest.proof ?? (oldSize > size ? [] : proveConsistency(oldSize, size, spanHashOfLeaves(leaves)));
  return formatWitnessRequest({ oldSize, proof, checkpoint });
}

const judge = (body: string, last: TreeHead | null) =>
  judgeWitnessRequest(body, { logs: [log], lastOf: () => last, verify: verifyWithNode });

describe('a witness', () => {
  test('cosigns a log that grew from what it cosigned last, whatever the sizes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.nat(60), async (one, two) => {
        const [oldSize, size] = [Math.min(one, two), Math.max(one, two)];
        const verdict = await judge(requestOf({ oldSize, size }), headOf(honest, oldSize));
        expect(verdict).toMatchObject({ status: 200, checkpoint: { origin: log.name, size } });
      }),
    );
    expect(await judge(requestOf({ oldSize: 0, size: 7 }), null)).toMatchObject({ status: 200 });
  });
  // LOG-05: the server signs another history for one visitor.
  test('answers 422 to a fork, whatever proof comes with it', async () => {
    for (const size of [30, 31, 60]) {
      const wish = { oldSize: 30, size, leaves: forked };
      expect(await judge(requestOf(wish), headOf(honest, 30))).toMatchObject({ status: 422 });
      expect(await judge(requestOf({ ...wish, proof: [] }), headOf(honest, 30))).toMatchObject({ status: 422 });
    }
  });
  test('tells 409 and the size that it cosigned last, so that no log rolls back', async () => {
    expect(await judge(requestOf({ oldSize: 10, size: 20 }), headOf(honest, 30))).toEqual({ status: 409, size: 30 });
    expect(await judge(requestOf({ oldSize: 0, size: 20 }), headOf(honest, 30))).toEqual({ status: 409, size: 30 });
    expect(await judge(requestOf({ oldSize: 10, size: 20 }), null)).toEqual({ status: 409, size: 0 });
  });
  test.each<[string, Wish, number]>([
    ['an old size beyond the new one', { oldSize: 21, size: 20 }, 400],
    ['a log that is not watched', { oldSize: 0, size: 20, origin: other.name, by: other }, 404],
    ['a log that did not sign', { oldSize: 0, size: 20, by: other }, 403],
    ['another key in the name of the log', { oldSize: 0, size: 20, by: { ...other, name: log.name } }, 403],
    ['a key of the log with a signature of another', { oldSize: 0, size: 20, by: { ...log, sign: other.sign } }, 403],
    ['a proof where none is wanted', { oldSize: 0, size: 20, proof: [EMPTY_ROOT] }, 422],
    ['an empty log with another root', { oldSize: 0, size: 0, root: hashLeaf(encodeUtf8('x')) }, 422],
  ])('refuses %s', async (_, wish, status) => {
    expect(await judge(requestOf(wish), null)).toMatchObject({ status });
  });
  test.each(['', 'old x\n\n', 'old 0\n\nno note', `old 0\n\n${formatNote({ text: 'a\nb\n', signatures: [] })}`])(
    'answers 400 to what it cannot read (%#)',
    async (body) => {
      expect(await judge(body, null)).toMatchObject({ status: 400 });
    },
  );
  test('cosigns nothing where one character of the request was changed', async () => {
    const body = requestOf({ oldSize: 20, size: 45 });
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.constantFrom(...'0A+/=\n x'), async (at, character) => {
        fc.pre(body[at] !== character);
        const verdict = await judge(body.slice(0, at) + character + body.slice(at + 1), headOf(honest, 20));
        expect(verdict.status).not.toBe(200);
      }),
      { numRuns: 2000 },
    );
  });
});
