import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteKeyOf } from '../../../test/support/ed25519.ts';
import { must } from '../../kernel/result.ts';
import { meetsQuorum, parseLogPolicy } from './log-policy.ts';
import { formatNoteKey } from './note-key.ts';

const log = formatNoteKey(noteKeyOf('example.org/mission', 'ed25519', 1));
const witnesses = [2, 3, 4, 5, 6, 7].map((seed) =>
  formatNoteKey(noteKeyOf(`witness.example/w${seed}`, 'cosignature', seed)),
);
const [w1 = '', w2 = ''] = witnesses;

/** The policy that C2SP tlog-policy gives as its example, with keys. */
const EXAMPLE = `# Two organisations
log ${log} https://example.org/log
${witnesses.map((key, at) => `\twitness ${at < 3 ? 'X' : 'Y'}${(at % 3) + 1}  ${key}`).join('\n')}

group X-witnesses 2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

test.each([
  [[], false],
  [[0, 1, 2], false],
  [[3, 4, 5], false],
  [[0, 3], false],
  [[0, 1, 3], true],
  [[1, 2, 5], true],
  [[0, 1, 2, 3, 4, 5], true],
])('the example of C2SP: cosigned by %j', (cosigners, isEnough) => {
  const policy = parseLogPolicy(EXAMPLE);
  if (!policy.ok) throw new Error(policy.error.message);
  const keys = cosigners.map((at) => must(policy.value.witnesses[at], 'witness'));
  expect(meetsQuorum(policy.value.quorum, keys)).toBe(isEnough);
});

test('nobody has to cosign where the quorum is none', () => {
  const policy = parseLogPolicy('quorum none');
  expect(policy).toEqual({ ok: true, value: { logs: [], witnesses: [], quorum: { kind: 'none' } } });
  expect(meetsQuorum({ kind: 'none' }, [])).toBe(true);
});

describe('a faulty policy is refused, with its line', () => {
  test.each([
    ['', null, 'expected one line quorum, found none'],
    ['quorum none\nquorum none', 2, 'one line quorum only'],
    ['quorum A', 1, 'defined above'],
    ['witnes A', 1, 'log, witness, group or quorum'],
    [`log ${w1}`, 1, 'a key of kind 1'],
    [`witness A ${log}`, 1, 'a key of kind 4'],
    [`log ${log}\nlog ${log}`, 2, 'not in the file already'],
    [`witness A ${w1}\nwitness B ${w1}`, 2, 'not in the file already'],
    [`witness A ${w1}\nwitness A ${w2}`, 2, 'a name that is not taken'],
    [`witness none ${w1}`, 1, 'a name that is not taken'],
    [`witness A ${w1} url more`, 1, 'witness name key [url]'],
    [`witness A ${w1}\ngroup G 2 A`, 2, 'k from 1 to their number'],
    [`witness A ${w1}\ngroup G 0 A`, 2, 'k from 1 to their number'],
    ['group G all', 1, 'k from 1 to their number'],
    [`witness A ${w1}\ngroup G any A A`, 2, 'in one group only'],
    [`witness A ${w1}\ngroup G any A\ngroup H any A`, 3, 'in one group only'],
    ['group G any B', 1, 'members that are defined above, and not B'],
    ['group G any none', 1, 'members that are defined above, and not none'],
    ['quorum none\r\n', null, 'no control characters'],
  ])('%#', (source, line, message) => {
    const parsed = parseLogPolicy(source);
    expect(parsed.ok ? 0 : parsed.error.line).toBe(line);
    expect(parsed.ok ? '' : parsed.error.message).toContain(message);
  });
  test('whatever stands in it, it is read or refused', () => {
    const word = fc.constantFrom(
      'log',
      'witness',
      'group',
      'quorum',
      'none',
      'all',
      'any',
      '1',
      'A',
      'B',
      '\n',
      '#',
      log,
      w1,
      w2,
      '\t',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 20 }), (words) => {
        const parsed = parseLogPolicy(words.join(' '));
        if (parsed.ok) expect(parsed.value.quorum).toBeDefined();
        else expect(parsed.error.message).toMatch(/expected/);
      }),
      { numRuns: 10_000 },
    );
  });
});
