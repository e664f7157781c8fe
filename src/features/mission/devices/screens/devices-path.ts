/** Where the devices of a mission are asked about. */
export function devicesPath(mission: string): string {
  return `/api/missions/${encodeURIComponent(mission)}/devices`;
}
