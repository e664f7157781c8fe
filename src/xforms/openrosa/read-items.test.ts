import { describe, expect, it } from 'vitest';
import { readItems } from './read-items.ts';

describe('data of a form', () => {
  it('are read from CSV, whatever parts its cells, without empty rows', () => {
    expect(readItems('\uFEFFname;label\r\ns1;"A; b"\r\n;\r\ns2\r\n', 'stations.csv')).toEqual({
      ok: true,
      value: {
        columns: ['name', 'label'],
        rows: [
          ['s1', 'A; b'],
          ['s2', ''],
        ],
      },
    });
  });

  it('are read from GeoJSON as ODK writes places: latitude first', () => {
    const features = [
      {
        type: 'Feature',
        id: 'a',
        geometry: { type: 'Point', coordinates: [49.8, 40.4] },
        properties: { title: 'A', n: 3 },
      },
      {
        type: 'Feature',
        geometry: {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
        properties: { id: 'b' },
      },
    ];
    const read = readItems(JSON.stringify({ type: 'FeatureCollection', features }), 'places.geojson');
    expect(read).toEqual({
      ok: true,
      value: {
        columns: ['geometry', 'title', 'n', 'id'],
        rows: [
          ['40.4 49.8 0 0', 'A', '3', 'a'],
          ['2 1 0 0; 4 3 0 0', null, null, 'b'],
        ],
      },
    });
  });

  it('are read from XML, an item below the root each', () => {
    const read = readItems(
      '<root><item><name>a</name><label>A &amp; B</label></item><item><name>b</name></item></root>',
      'x.xml',
    );
    expect(read).toEqual({
      ok: true,
      value: {
        columns: ['name', 'label'],
        rows: [
          ['a', 'A & B'],
          ['b', null],
        ],
      },
    });
  });

  it.each([
    ['a,b\n1,2,3\n', 'x.csv', 'items-row-long'],
    ['a,a\n1,2\n', 'x.csv', 'items-column-twice'],
    ['', 'x.csv', 'items-header'],
    ['a,b\n"1,2\n', 'x.csv', 'workbook-quote'],
    ['{', 'x.geojson', 'items-json'],
    ['{"type":"Feature"}', 'x.geojson', 'items-features'],
    ['{"type":"FeatureCollection","features":[{"geometry":null}]}', 'x.geojson', 'items-feature'],
    ['<!DOCTYPE a><a/>', 'x.xml', 'xml-doctype'],
    ['<root><item><a><b/></a></item></root>', 'x.xml', 'items-item'],
    ['<root><item/><item><a/><a/></item></root>', 'x.xml', 'items-item'],
    ['a', 'x.txt', 'items-ending'],
  ])('are refused where they cannot be understood: %s', (text, name, code) => {
    const read = readItems(text, name);
    expect(read.ok ? null : read.error.code).toBe(code);
  });
});
