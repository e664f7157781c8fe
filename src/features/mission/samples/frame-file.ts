import type { FrameUnit } from '../../../stats/sampling/frame.ts';

/** The columns of a frame as a file; only `id` has to be there. */
export const FRAME_COLUMNS = ['id', 'stratum', 'cluster', 'size'] as const;

/** What is wrong with a frame in a file, and where: rows as a spreadsheet counts them. */
export interface FrameFileFault {
  readonly row: number | null;
  readonly column: string;
  readonly why: 'column-unknown' | 'column-missing' | 'column-twice' | 'not-a-number';
  readonly found: string;
}

/** Rows of a file as units, or everything that is wrong with them. What a unit may be, the draw looks at. */
export function readFrame(
  columns: readonly string[],
  rows: readonly { readonly row: number; readonly cells: readonly string[] }[],
): { readonly units: FrameUnit[]; readonly faults: FrameFileFault[] } {
  const faults = findColumnFaults(columns);
  if (faults.length > 0) return { units: [], faults };
  const places = new Map(columns.map((column, at) => [column, at]));
  const cellOf = (cells: readonly string[], column: (typeof FRAME_COLUMNS)[number]) => {
    const at = places.get(column);
    const cell = at === undefined ? '' : (cells[at] ?? '').trim();
    return cell === '' ? null : cell;
  };
  const units = rows.map(({ row, cells }): FrameUnit => {
    const size = cellOf(cells, 'size');
    if (size !== null && !/^\d{1,15}$/.test(size))
      faults.push({ row, column: 'size', why: 'not-a-number', found: size });
    return {
      id: cellOf(cells, 'id') ?? '',
      stratum: cellOf(cells, 'stratum'),
      cluster: cellOf(cells, 'cluster'),
      size: size === null ? null : Number(size),
    };
  });
  return { units, faults };
}

function findColumnFaults(columns: readonly string[]): FrameFileFault[] {
  const known: readonly string[] = FRAME_COLUMNS;
  const faults = columns.flatMap((column, at): FrameFileFault[] => {
    if (!known.includes(column)) return [{ row: 1, column, why: 'column-unknown', found: column }];
    return columns.indexOf(column) < at ? [{ row: 1, column, why: 'column-twice', found: column }] : [];
  });
  if (!columns.includes('id')) faults.push({ row: 1, column: 'id', why: 'column-missing', found: columns.join(', ') });
  return faults;
}

/** A frame as rows under `FRAME_COLUMNS`. */
export function frameRows(units: readonly FrameUnit[]): string[][] {
  return units.map(({ id, stratum, cluster, size }) => [
    id,
    stratum ?? '',
    cluster ?? '',
    size === null ? '' : `${size}`,
  ]);
}
