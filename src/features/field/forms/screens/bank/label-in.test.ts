import { describe, expect, it } from 'vitest';
import { choiceIn, labelIn } from './label-in.ts';

describe('the label that a reader is shown', () => {
  const labels = { 'English (en)': 'Queue', 'Русский (ru)': 'Очередь' };

  it('is in the language of the reader, else English, else the first', () => {
    expect(labelIn(labels, 'ru')).toEqual({ text: 'Очередь', lang: 'ru' });
    expect(labelIn(labels, 'az')).toEqual({ text: 'Queue', lang: 'en' });
    expect(labelIn({ 'Deutsch (de)': 'Schlange', 'Français (fr)': 'File' }, 'az')).toEqual({
      text: 'Schlange',
      lang: 'de',
    });
  });

  it('may be of a regional kind, or of a language that is not named', () => {
    expect(labelIn({ 'English (en)': 'Queue', 'Português (pt-BR)': 'Fila' }, 'pt')?.text).toBe('Fila');
    expect(labelIn({ default: 'Queue' }, 'ru')).toEqual({ text: 'Queue', lang: '' });
    expect(labelIn({}, 'ru')).toBeNull();
  });

  it('is read of a choice by its headers, and of nothing else', () => {
    const row = { 'list name': 'sex', name: 'woman', 'label::English (en)': 'Woman', 'image::Русский (ru)': 'w.png' };
    expect(choiceIn(row, 'ru')).toEqual({ text: 'Woman', lang: 'en' });
    expect(choiceIn({ name: 'woman', label: 'Woman' }, 'ru')).toEqual({ text: 'Woman', lang: '' });
    expect(choiceIn({ name: 'woman' }, 'ru')).toBeNull();
  });
});
