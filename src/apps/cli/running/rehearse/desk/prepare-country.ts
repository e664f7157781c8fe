import { packPackage, writeFiles } from '../../../../../features/register/package/files/pack-package.ts';
import type { RecordSet } from '../../../../../features/register/records/kinds.ts';
import type { StoryStation } from '../story/story.ts';
import type { Desk } from './desk.ts';

/** Stations of a country, by constituency; those abroad and those that were closed before the day are left out. */
export function stationsOf({ place: places = [] }: RecordSet): StoryStation[] {
  const open = places.filter(
    ({ level, station, valid_to: end }) => level === 'precinct' && station !== 'abroad' && !end,
  );
  return open
    .map(({ code = '', parent = '' }) => ({ code, constituency: parent === '' ? null : parent }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

/** Brings a country to the server as its file would be imported at the desk; it is not shown to the public. */
export async function importCountry(desk: Desk, slug: string, country: RecordSet): Promise<void> {
  const [election] = country.election ?? [];
  const named = { ...country, election: [{ ...election, key: slug }] };
  const zip = packPackage(slug, writeFiles(named, {}));
  const form = new FormData();
  form.set('file', new Blob([Buffer.from(zip)], { type: 'application/zip' }), `${slug}.zip`);
  const sent = new Response(form);
  const type = sent.headers.get('content-type') ?? '';
  await desk.askWith('POST /api/imports', { type, body: Buffer.from(await sent.arrayBuffer()) });
}
