import { describe, expect, it } from 'vitest';
import { gatherNotices, type NoticedVersion } from './gather-notices.ts';

const version = (given: Partial<NoticedVersion> = {}): NoticedVersion => ({
  ...{ state: 'read', reason: null, flags: [], fault: null, warnings: [], isErased: false },
  ...given,
});
const warning = (path: string) => ({ code: 'record-element', parameters: { path, line: 1 } });

describe('gatherNotices', () => {
  it('has nothing to say of versions that were read without a remark', () => {
    expect(gatherNotices([version(), version()])).toEqual([]);
  });

  it('has nothing to say of what was erased, whatever was wrong with it', () => {
    expect(gatherNotices([version({ state: 'waiting', fault: 'xml-tags', isErased: true })])).toEqual([]);
  });

  it('tells each thing once, with the versions that it is of; what holds a version comes first', () => {
    const found = gatherNotices([
      version({ flags: ['rival', 'files-missing'] }),
      version({ state: 'held', reason: 'unknown-form', flags: ['rival'] }),
    ]);
    expect(found.map(({ kind, code, versions }) => [kind, code, versions])).toEqual([
      ['reason', 'unknown-form', [2]],
      ['flag', 'rival', [1, 2]],
      ['flag', 'files-missing', [1]],
    ]);
  });

  it('puts what exactly was noticed where it belongs, each once', () => {
    const [found, ...rest] = gatherNotices([
      version({ flags: ['unknown-elements'], warnings: [warning('/a')] }),
      version({ flags: ['unknown-elements'], warnings: [warning('/a'), warning('/b')] }),
    ]);
    expect([found?.warnings, rest]).toEqual([[warning('/a'), warning('/b')], []]);
    const held = gatherNotices([version({ state: 'held', reason: 'other-shape', warnings: [warning('/a')] })]);
    expect(held[0]?.warnings).toEqual([warning('/a')]);
  });

  it('tells rules of the form that answers break apart from parts without a place, and from why it is held', () => {
    const rule = { code: 'rule-constraint', parameters: { path: '/v' }, messages: { en: 'Too many' } };
    const warnings = [warning('/a'), rule];
    const told = (given: Partial<NoticedVersion>) =>
      gatherNotices([version({ warnings, ...given })]).map((notice) => [notice.code, notice.warnings]);
    expect(told({ flags: ['unknown-elements', 'broken-rules'] })).toEqual([
      ['unknown-elements', [warning('/a')]],
      ['broken-rules', [rule]],
    ]);
    expect(told({ state: 'held', reason: 'unknown-station', flags: ['broken-rules'] })).toEqual([
      ['unknown-station', [warning('/a')]],
      ['broken-rules', [rule]],
    ]);
  });

  it('tells what the way in found wrong until the reading says why it is held', () => {
    const fault = 'xml-tags';
    expect(gatherNotices([version({ state: 'waiting', fault })])[0]).toMatchObject({ kind: 'fault', code: fault });
    const held = gatherNotices([version({ state: 'held', reason: 'unreadable', fault })]);
    expect(held.map(({ kind }) => kind)).toEqual(['reason']);
  });
});
