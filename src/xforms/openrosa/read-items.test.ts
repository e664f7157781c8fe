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

  it('are read from GeoJSON with the place and the id of the feature, whatever its properties are called', () => {
    const feature = {
      id: 7,
      geometry: { type: 'Point', coordinates: [49.8, 40.4, 12] },
      properties: { geometry: 'elsewhere', id: 'own', name: 'A', list: [1] },
    };
    const read = readItems(JSON.stringify({ type: 'FeatureCollection', features: [feature] }), 'x.geojson');
    expect(read).toEqual({
      ok: true,
      value: { columns: ['geometry', 'id', 'name'], rows: [['40.4 49.8 0 0', '7', 'A']] },
    });
  });

  it('are read from GeoJSON with the outer ring of a polygon', () => {
    const ring = (size: number) => [0, 1, 2, 0].map((at) => [at * size, (at % 2) * size]);
    const geometry = { type: 'Polygon', coordinates: [ring(10), ring(1)] };
    const read = readItems(JSON.stringify({ type: 'FeatureCollection', features: [{ geometry }] }), 'x.geojson');
    expect(read.ok ? read.value.rows : null).toEqual([['0 0 0 0; 10 10 0 0; 0 20 0 0; 0 0 0 0']]);
  });

  it('are refused where rows times columns are too many, though each row is short', () => {
    const features = Array.from({ length: 1500 }, (_, at) => ({
      geometry: { type: 'Point', coordinates: [1, 2] },
      properties: { [`p${at}`]: at },
    }));
    const geojson = JSON.stringify({ type: 'FeatureCollection', features });
    const xml = `<root>${features.map((_, at) => `<item><p${at}/></item>`).join('')}</root>`;
    const csv = `${features.map((_, at) => `p${at}`).join(',')}\n${'1\n'.repeat(1500)}`;
    for (const [text, name] of [
      [geojson, 'x.geojson'],
      [xml, 'x.xml'],
      [csv, 'x.csv'],
    ] as const) {
      expect(readItems(text, name)).toEqual({
        ok: false,
        error: { code: 'items-cells', parameters: { wanted: 2_000_000 } },
      });
    }
  });

  it('are refused where there are too many rows or cells', () => {
    const codeOf = (text: string) => {
      const read = readItems(text, 'x.csv');
      return read.ok ? read.value.rows.length : read.error.code;
    };
    expect(codeOf('a,b\n'.repeat(200_001))).toBe(200_000);
    expect(codeOf('a,b\n'.repeat(200_002))).toBe('items-many');
    expect(codeOf(','.repeat(2_000_001))).toBe('items-cells');
    const names = Array.from({ length: 500_000 }, (_, at) => `c${at}`);
    expect(codeOf([...names, 'c7'].join(','))).toBe('items-column-twice');
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
    [
      '{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[40,4e6]}}]}',
      'x.geojson',
      'items-feature',
    ],
    [
      '{"type":"FeatureCollection","features":[{"geometry":{"type":"LineString","coordinates":[]}}]}',
      'x.geojson',
      'items-feature',
    ],
    ['<!DOCTYPE a><a/>', 'x.xml', 'xml-doctype'],
    ['<root><item><a><b/></a></item></root>', 'x.xml', 'items-item'],
    ['<root><item/><item><a/><a/></item></root>', 'x.xml', 'items-item'],
    ['a', 'x.txt', 'items-ending'],
  ])('are refused where they cannot be understood: %s', (text, name, code) => {
    const read = readItems(text, name);
    expect(read.ok ? null : read.error.code).toBe(code);
  });
});
