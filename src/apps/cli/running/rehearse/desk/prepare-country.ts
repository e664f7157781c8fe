import { randomUUID } from 'node:crypto';
import { packPackage, writeFiles } from '../../../../../features/register/package/files/pack-package.ts';
import { inventCountry } from '../country/country.ts';
import type { StoryStation } from '../story/story.ts';
import type { Desk } from './desk.ts';

/** The invented election of a rehearsal on a server. */
export interface RehearsedElection {
  readonly slug: string;
  readonly stations: readonly StoryStation[];
}

/** Stations of the country, by constituency; those abroad and those that were closed before the day are left out. */
export function stationsOf(seed: string, precincts: number): StoryStation[] {
  const { place: places = [] } = inventCountry({ seed, precincts, isPlaceByPlace: false });
  const open = places.filter(
    ({ level, station, valid_to: end }) => level === 'precinct' && station !== 'abroad' && !end,
  );
  return open
    .map(({ code = '', parent = '' }) => ({ code, constituency: parent === '' ? null : parent }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

/** Brings the invented country to the server as its file would be imported at the desk; it is not shown to the public. */
export async function importCountry(
  desk: Desk,
  { slug, seed, precincts }: { readonly slug: string; readonly seed: string; readonly precincts: number },
): Promise<void> {
  const records = inventCountry({ seed, precincts, isPlaceByPlace: false });
  const [election] = records.election ?? [];
  const named = { ...records, election: [{ ...election, key: slug }] };
  const zip = packPackage(slug, writeFiles(named, {}));
  await desk.askWith('POST /api/imports', multipartOf(`${slug}.zip`, zip));
}

function multipartOf(name: string, bytes: Uint8Array): { type: string; body: Buffer } {
  const boundary = `rehearsal-${randomUUID()}`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/zip\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}
