/** What a clock on the wall shows, taken from the canonical text of a time or of a day with a time: `08:30`; else empty. */
export function wallTime(value: string): string {
  return /^(?:\d{4}-\d{2}-\d{2}T)?(\d{2}:\d{2})/.exec(value)?.[1] ?? '';
}

/** Day and wall clock, as the browser's own control takes them: `2031-10-12T08:30`; else empty. */
export function wallDateTime(value: string): string {
  return /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})/.exec(value)?.[1] ?? '';
}

/** The canonical text of a time: `08:30:00.000+04:00`. `offsetMinutes` east of UTC. */
export function canonicalTime(wall: string, offsetMinutes: number): string {
  const match = /^(\d{2}:\d{2})(?::(\d{2}))?/.exec(wall);
  return match === null ? '' : `${match[1]}:${match[2] ?? '00'}.000${offsetText(offsetMinutes)}`;
}

/** The canonical text of a day with a time: `2031-10-12T08:30:00.000+04:00`. `offsetMinutes` east of UTC. */
export function canonicalDateTime(wall: string, offsetMinutes: number): string {
  const [day = '', time = ''] = wall.split('T');
  const canonical = canonicalTime(time, offsetMinutes);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && canonical !== '' ? `${day}T${canonical}` : '';
}

function offsetText(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
