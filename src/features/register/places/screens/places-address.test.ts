import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { placesHref, readPlacesAddress } from './places-address.ts';

describe('the address of the places', () => {
  it('is read as it is written', () => {
    const written = placesHref('?lang=ru', {
      place: 'C/1 ü',
      asOf: '2024-02-07' as CalendarDate,
      query: 'a&b',
      subject: 'voters.registered',
      after: '200.C/200',
      show: 'map',
      where: 'abroad',
    });
    expect(written).toMatch(/^\?lang=ru&place=C\/1/);
    expect(readPlacesAddress(written)).toEqual({
      place: 'C/1 ü',
      asOf: '2024-02-07',
      query: 'a&b',
      subject: 'voters.registered',
      after: '200.C/200',
      show: 'map',
      where: 'abroad',
    });
  });

  it('says nothing of what is as always', () => {
    expect(placesHref('?place=a&q=b&show=map&where=abroad', { query: '', show: 'list', where: 'home' })).toBe(
      '?place=a',
    );
    expect(readPlacesAddress('?as_of=2024-02-30&show=globe')).toEqual({
      place: null,
      asOf: null,
      query: '',
      subject: null,
      after: null,
      show: 'list',
      where: 'home',
    });
  });

  it('begins the list of another place anew, and closes what is open beside it', () => {
    expect(placesHref('?place=a&after=5.x&record=place/a', { place: 'b' })).toBe('?place=b');
    expect(placesHref('?place=a&record=place/a', { after: '5.x' })).toBe('?place=a&record=place/a&after=5.x');
  });
});
