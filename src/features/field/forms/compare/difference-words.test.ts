import { describe, expect, it } from 'vitest';
import { az } from '../../../../platform/i18n/catalogue-az.ts';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { ru } from '../../../../platform/i18n/catalogue-ru.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import { DIFFERENCE_CODES, differ } from './difference.ts';

const SEVERITIES = ['severity-breaks', 'severity-changes', 'severity-adds'];

describe('the words of differences', () => {
  it.each(Object.entries({ en, ru, az }))('exist for every code and for nothing else (%s)', (_, catalogue) => {
    expect(Object.keys(catalogue.formDifferences).sort()).toEqual([...DIFFERENCE_CODES, ...SEVERITIES].sort());
  });

  it.each(['en', 'ru', 'az'] as const)('can be said with name and list (%s)', (language) => {
    const messages = createMessages(language, { en, ru, az }[language]);
    for (const code of DIFFERENCE_CODES) {
      const words = messages.find(`formDifferences.${code}`, { name: 'overall', list: 'quality' });
      expect(words, code).toMatch(/^\S.*[^\s{}]$/);
      expect(words, code).not.toMatch(/[{}]|undefined/);
      const hasPlace = /^(form|version|title|order|other)-/.test(code) || words?.includes('overall') === true;
      expect(hasPlace || code.startsWith('choice-order') || code === 'obligation-added', code).toBe(true);
    }
    expect(differ('version-same').severity).toBe('breaks');
  });
});
