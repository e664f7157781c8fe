import { expect, it } from 'vitest';
import { inventCountry } from '../country/country.ts';
import { stationsOf } from '../desk/prepare-country.ts';
import type { StoryForm, StoryItem } from '../story/story.ts';
import { tellStory } from '../story/tell-story.ts';
import { drawPicture } from './draw-picture.ts';
import { readTemplates } from './templates.ts';
import { PHOTO_NAME, writeRecord } from './write-record.ts';

const TEMPLATES = readTemplates();
const GROUND = { seed: 'records', id: 'a', corrects: null, device: 'd', now: Date.UTC(2031, 4, 18, 9) };
const STATIONS = stationsOf(inventCountry({ seed: 'records', precincts: 60 }));
const { acts } = tellStory({ seed: 'records', observers: 20, stationsEach: 4, stations: STATIONS });
const ITEMS = acts.flatMap((act) => (act.kind === 'seal' ? [act.item] : []));

const write = (item: StoryItem) => writeRecord(TEMPLATES.get(item.form) as never, item, GROUND);

it('writes every question of the forms with an answer that its form has', () => {
  const seen = new Set<StoryForm>();
  for (const item of ITEMS) {
    seen.add(item.form);
    const [xml, template] = [write(item), TEMPLATES.get(item.form)];
    expect(xml).toContain(`<station>${item.station}</station>`);
    for (const { type, name } of template?.questions ?? []) {
      const [kind, list = ''] = type.split(' ');
      if (kind !== 'select_one') continue;
      const given = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
      expect(template?.choices.get(list)).toContain(given);
    }
  }
  expect([...seen].sort()).toEqual(['closing', 'incident', 'opening', 'voting']);
});

it('names a picture exactly where there is one, and what a correction takes the place of', () => {
  for (const item of ITEMS) expect(write(item).includes(PHOTO_NAME)).toBe(item.hasPhoto);
  const [item] = ITEMS;
  const corrected = writeRecord(TEMPLATES.get('opening') as never, item as StoryItem, {
    ...GROUND,
    corrects: 'before',
  });
  expect(corrected).toContain('<deprecatedID>uuid:before</deprecatedID>');
});

it('draws the same picture for the same seed', () => {
  expect(drawPicture('one')).toEqual(drawPicture('one'));
  expect(drawPicture('one')).not.toEqual(drawPicture('two'));
  expect(drawPicture('one').subarray(1, 4).toString()).toBe('PNG');
});
