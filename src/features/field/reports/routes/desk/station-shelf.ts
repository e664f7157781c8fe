import type { Db } from '../../../../../platform/http/endpoint.ts';
import { readItems } from '../../../../../xforms/openrosa/read-items.ts';
import { fileChoices } from '../../../forms/checking/file-choices.ts';
import type { FileColumns } from '../../../forms/checking/file-questions.ts';
import { STATIONS_FILE } from '../../../forms/checking/register-tables.ts';
import { type ListedStation, listedStation } from '../../arrivals/station.ts';
import { stationColumns } from '../../reading/reading-form.ts';
import {
  getFormFile,
  getFormPackage,
  listFormsWithFile,
  type VersionWithFile,
} from '../../store/acts/find-stations.ts';

/** The stations that forms list, ready to be searched. */
export interface StationShelf {
  /** The lists of the newest versions of a mission's forms, each file once. */
  listsOf(sql: Db, missionId: string): Promise<readonly (readonly ListedStation[])[]>;
}

const VERSIONS_KEPT = 200;
/** Stations of all lists together that are kept; the last one that was asked for is, however long. */
const STATIONS_KEPT = 400_000;

/** What a version chooses by, and what a file lists, never changes: both are read once and kept, within bounds. */
export function createStationShelf(): StationShelf {
  const columns = new Map<string, readonly FileColumns[]>();
  const lists = new Map<string, readonly ListedStation[]>();
  const columnsOf = async (sql: Db, version: VersionWithFile) => {
    const key = `${version.formId} ${version.number}`;
    const found = columns.get(key) ?? stationColumns(await getFormPackage(sql, version));
    return keep(columns, { key, value: found }, () => columns.size > VERSIONS_KEPT);
  };
  const listOf = async (sql: Db, sha256: string, { value, label }: FileColumns) => {
    const key = `${sha256} ${value} ${label}`;
    const found = lists.get(key) ?? readStations(await getFormFile(sql, sha256), { value, label });
    const size = () => [...lists.values()].reduce((sum, list) => sum + list.length, 0);
    return keep(lists, { key, value: found }, () => lists.size > 1 && size() > STATIONS_KEPT);
  };
  return {
    listsOf: async (sql, missionId) => {
      const found = new Set<readonly ListedStation[]>();
      for (const version of await listFormsWithFile(sql, missionId, STATIONS_FILE)) {
        for (const chosen of await columnsOf(sql, version)) found.add(await listOf(sql, version.sha256, chosen));
      }
      return [...found];
    },
  };
}

/** Puts what was used last at the end, and takes the oldest away while there is too much. */
function keep<T>(
  kept: Map<string, T>,
  { key, value }: { readonly key: string; readonly value: T },
  isTooMuch: () => boolean,
): T {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (!isTooMuch()) break;
    kept.delete(oldest);
  }
  return value;
}

/** The stations of a file; none where it cannot be read. */
function readStations(file: Uint8Array, columns: FileColumns): readonly ListedStation[] {
  const read = readItems(new TextDecoder().decode(file), STATIONS_FILE);
  if (!read.ok) return [];
  const others = read.value.columns.flatMap((column, at) =>
    column === columns.value || column.split('::')[0] === columns.label ? [] : [at],
  );
  const found: ListedStation[] = [];
  for (const { row, ...choice } of fileChoices(read.value, columns)) {
    found.push(
      listedStation(
        choice,
        others.map((at) => row[at] ?? '').filter((cell) => cell !== ''),
      ),
    );
  }
  return found;
}
