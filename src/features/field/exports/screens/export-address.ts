/** Where exports of a mission are asked for. */
export function exportsPath(mission: string): string {
  return `/api/missions/${encodeURIComponent(mission)}/exports`;
}

/** Where the file of an export is had. */
export function filePath(mission: string, id: string): string {
  return `${exportsPath(mission)}/${id}/file`;
}

/** Where the data dictionary of an export is had. */
export function dictionaryPath(mission: string, id: string): string {
  return `${exportsPath(mission)}/${id}/dictionary.csv`;
}
