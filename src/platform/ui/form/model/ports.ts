import type { NodeDescription } from '../../../../xforms/form/session.ts';

/** What the app around the form view can do for it. Whatever is absent is done without: typed, or not shown. */
export interface FormPorts {
  /** Address of a file that comes with the form: pictures and sounds of labels and choices; null where there is none. */
  readonly urlOf?: ((fileName: string) => string | null) | undefined;
  readonly media?: MediaPort | undefined;
  readonly position?: PositionPort | undefined;
  readonly barcode?: BarcodePort | undefined;
}

/** Keeps the files that answer questions. The answer is the name of the file. */
export interface MediaPort {
  /**
   * Keeps a file.
   * @returns the name that it is kept under, which becomes the answer; fails with an Error whose message is shown.
   */
  readonly keep: (file: File, question: NodeDescription) => Promise<string>;
  /** The file that is kept under a name; null where it is not on this device. */
  readonly find: (fileName: string) => Promise<KeptFile | null>;
}

export interface KeptFile {
  readonly sizeBytes: number;
  /** MIME type. */
  readonly type: string;
  /** Address under which it can be shown. */
  readonly url: string;
}

/** Says where the device is. */
export interface PositionPort {
  /** Measures again and again until what is returned is called. */
  readonly watch: (listen: PositionListener) => () => void;
}

export interface PositionListener {
  readonly onFix: (fix: PositionFix) => void;
  readonly onFault: (fault: PositionFault) => void;
}

/** Degrees (WGS 84) and metres. */
export interface PositionFix {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeMetres: number | null;
  readonly accuracyMetres: number;
}

export type PositionFault = 'denied' | 'unavailable';

/** Reads a code with the camera. */
export interface BarcodePort {
  /** What was read; null where one has given up. */
  readonly scan: () => Promise<string | null>;
}
