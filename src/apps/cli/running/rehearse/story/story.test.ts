import { describe, expect, it } from 'vitest';
import { inventCountry } from '../country/country.ts';
import { stationsOf } from '../desk/prepare-country.ts';
import { TROUBLES } from './story.ts';
import { tellStory } from './tell-story.ts';

const STATIONS = stationsOf(inventCountry({ seed: 'stories', precincts: 200 }));
const sizeOf = (seed: string, observers = 60) => ({ seed, observers, stationsEach: 8, stations: STATIONS });

describe('the story of a day', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(tellStory(sizeOf('one'))).toEqual(tellStory(sizeOf('one')));
    expect(tellStory(sizeOf('one')).acts).not.toEqual(tellStory(sizeOf('two')).acts);
  });

  it.each([20, 60, 350])('has every kind of trouble, with %i observers', (observers) => {
    const { troubles } = tellStory(sizeOf('troubles', observers));
    expect(TROUBLES.filter((trouble) => troubles[trouble] === 0)).toEqual([]);
  });

  it('sends every team to as many different stations as were asked for', () => {
    const { teams, visits } = tellStory(sizeOf('routes'));
    for (const team of teams.keys()) {
      const own = visits.filter((visit) => visit.team === team).map(({ station }) => station);
      expect([own.length, new Set(own).size]).toEqual([8, 8]);
    }
  });

  it('lets each telephone seal before it sends, and corrects what was sealed before', () => {
    const { acts, begins, ends } = tellStory(sizeOf('order'));
    const sealed = new Set<number>();
    const heard = new Set<number>();
    for (const act of acts) {
      expect(act.kind === 'send' || (act.minute >= begins && act.minute <= ends + 60)).toBe(true);
      if (act.kind === 'send') expect(heard.has(act.device)).toBe(true);
      if (act.kind !== 'seal') continue;
      heard.add(act.device);
      if (act.item.corrects !== null) expect(sealed.has(act.item.corrects)).toBe(true);
      sealed.add(act.item.number);
    }
  });

  it('hears nothing of a lost telephone afterwards', () => {
    const { acts, silentFrom } = tellStory(sizeOf('silent'));
    expect(silentFrom.size).toBeGreaterThan(0);
    for (const [device, from] of silentFrom)
      expect(acts.filter((act) => act.kind === 'send' && act.device === device && act.minute >= from)).toEqual([]);
  });

  it('refuses a country that is too small', () => {
    expect(() => tellStory({ ...sizeOf('small'), stations: STATIONS.slice(0, 7) })).toThrow(RangeError);
  });
});
