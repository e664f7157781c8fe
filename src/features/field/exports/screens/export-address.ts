/** Where exports of a mission are asked for. */
export function exportsPath(mission: string): string {
  return `/api/missions/${encodeURIComponent(mission)}/exports`;
}

/** Where the file of an export is had. */
export function filePath(mission: string, id: string): string {
  return `${exportsPath(mission)}/${id}/file`;
}

/** Where it is learnt whether the file of an export can be had now. */
export function readyPath(mission: string, id: string): string {
  return `${exportsPath(mission)}/${id}/ready`;
}

/** Where the data dictionary of an export is had. */
export function dictionaryPath(mission: string, id: string): string {
  return `${exportsPath(mission)}/${id}/dictionary.csv`;
}
