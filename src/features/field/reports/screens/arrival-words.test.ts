import { describe, expect, it } from 'vitest';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import { wordReport, wordSender } from './arrival-words.ts';

const messages = createMessages('en', en);
const NOBODY = { device: null, keyName: null, channel: 'odk' } as const;
const DEVICE = { id: '1', name: 'Observer 12', pseudonym: '00112233445566aa' };

describe('wordSender', () => {
  it('names the device, by its pseudonym where it has no name any more', () => {
    expect(wordSender(messages, { ...NOBODY, device: DEVICE }).name).toBe('Observer 12');
    expect(wordSender(messages, { ...NOBODY, device: { ...DEVICE, name: null } }).name).toBe('00112233445566aa');
  });

  it('names the key of a program', () => {
    const sender = wordSender(messages, { ...NOBODY, channel: 'api', keyName: 'Results screen' });
    expect(sender).toEqual({ name: 'API key: Results screen', whyNone: null });
  });

  it('says why no key is named of what came before keys were kept, and nothing where nothing is known', () => {
    const sender = wordSender(messages, { ...NOBODY, channel: 'api' });
    expect([sender.name, sender.whyNone]).toEqual([null, expect.stringContaining('before this server kept')]);
    expect(wordSender(messages, NOBODY)).toEqual({ name: null, whyNone: null });
  });
});

describe('wordReport', () => {
  const standing = {
    ...{
      version: 'b',
      station: '17',
      isMoved: false,
      isSaid: false,
      lastPlaced: null,
      device: null,
      flags: [],
      form: null,
      acts: [],
    },
    state: 'read' as const,
  };
  const versions = [
    { sha256: 'a', formId: 'old', formTitle: null, formTitles: null },
    { sha256: 'b', formId: 'visit', formTitle: 'The visit', formTitles: null },
    { sha256: 'c', formId: 'newer', formTitle: null, formTitles: null },
  ];

  it('names the form of the version that stands, and the station', () => {
    const stations = { 17: { en: 'School' } };
    expect(wordReport(messages, { versions, standing, stations })).toBe('The visit · 17 School');
  });

  it('names what is known of it where nothing was read: the form as phones call it, or that it is a report', () => {
    expect(wordReport(messages, { versions, standing: null, stations: {} })).toBe('newer');
    expect(wordReport(messages, { versions: [], standing: null, stations: {} })).toBe('Report');
  });
});
