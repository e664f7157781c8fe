import type { ExportFault } from '../export-job.ts';

/** How much of a file is written. */
export interface PartState {
  /** In the file. */
  readonly bytes: number;
  /** Before it was packed, and the CRC-32 of that. */
  readonly rawBytes: number;
  readonly crc: number;
  /** Rows of a sheet, that of the headers included. */
  readonly rows: number;
}

/** Where an archive stands whose files are being put in. */
export interface ArchivePlace {
  readonly bytes: number;
  readonly entries: number;
  readonly directory: PartState;
  readonly manifest: PartState;
  /** Bytes of the list of files that are in. */
  readonly listed: number;
}

/** From where an export goes on: everything behind these places is cut off and written again, byte for byte. */
export interface ExportPlace {
  /** Of what is written; another one starts anew. */
  readonly v: 1;
  /** Ordinal of the last report that is written. */
  readonly after: number;
  /** By the names of their files. */
  readonly parts: Readonly<Record<string, PartState>>;
  readonly done: number;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly filesMissing: number;
  readonly cutTexts: number;
  /** Null: reports are still to be written. */
  readonly archive: ArchivePlace | null;
}

/** Where every export begins. */
export const BEGINNING: ExportPlace = {
  v: 1,
  after: -1,
  parts: {},
  done: 0,
  filesDone: 0,
  filesTotal: 0,
  filesMissing: 0,
  cutTexts: 0,
  archive: null,
};

/** Ends the work on an export: it was cancelled, the program ends and goes on later, or it cannot be. */
export class ExportStop extends Error {
  override readonly name = 'ExportStop';
  readonly reason: 'cancelled' | 'ending' | ExportFault;

  constructor(reason: ExportStop['reason']) {
    super(reason);
    this.reason = reason;
  }
}
