import { describe, expect, it } from 'vitest';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import { wordSender } from './arrival-words.ts';

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
