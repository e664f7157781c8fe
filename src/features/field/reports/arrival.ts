import type { Hash } from '../../../ledger/merkle/tree-hash.ts';
import type { RecordEnvelope } from '../../../xforms/openrosa/peek-record.ts';

/** By which way something came. */
export type Channel = 'app' | 'odk' | 'desk' | 'api' | 'sms' | 'file';

/** A file that came with a report; its bytes are stored already. */
export interface ArrivedFile {
  /** As the sender named it: a text and never a path. */
  readonly name: string;
  readonly sha256: Hash;
  readonly bytes: number;
  readonly contentType: string;
}

/** A version of a report as it came, before anything is made of it. */
export interface Arrival {
  readonly channel: Channel;
  readonly sender: Sender;
  readonly raw: Uint8Array;
  /** Of `raw`. */
  readonly sha256: Hash;
  readonly envelope: RecordEnvelope;
  /** Code of what could not be read; null: XML from beginning to end. */
  readonly fault: string | null;
  readonly files: readonly ArrivedFile[];
  /** Id of the report, where the sender made one of our kind (our app); null: made of `envelope.instanceId`. */
  readonly reportId: string | null;
  readonly stated: StatedOrder | null;
}

/** Who sent it, as far as the way in has made sure of it. */
export interface Sender {
  readonly deviceId: string | null;
  /** The device in the log: 16 hexadecimal digits. */
  readonly pseudonym: string | null;
  /** The device that brought it, where that was another one. */
  readonly courierId: string | null;
  /** The key of the program that sent it; absent: no program did. */
  readonly apiKeyId?: string;
}

/** What the device says of its own order and clock; nothing is ordered by it. */
export interface StatedOrder {
  /** Its how many event this is, from 1 on. */
  readonly sequence: number;
  /** Its hash of its event before; null: the first. */
  readonly previous: Hash | null;
  /** What its clock showed; null: it does not say. */
  readonly time: Date | null;
}

/** What became of an arrival, once it is stored, logged and signed. */
export interface Taken {
  /** `same`: these bytes were here already; `rival`: other bytes under the same name were, and both are kept. */
  readonly status: 'accepted' | 'same' | 'rival';
  readonly reportId: string;
  /** The leaf of its receipt: the one from the first time for what is the same. */
  readonly place: { readonly index: number; readonly leafHash: Hash };
  /** The receipt for people: `SLUG-INDEX-XXXX-XXXXC`. */
  readonly code: string;
  /** The receipt for programs: inclusion proof with the signed checkpoint (C2SP tlog-proof). */
  readonly proof: () => Promise<string>;
}

/** The way in that all channels share. */
export interface Intake {
  /**
   * Stores, logs and signs; answers when all of that is on disk.
   *
   * @throws Problem `intake-closed` where the log of the mission takes nothing at present, `unavailable` where database or
   * signer do not answer: nothing was acknowledged, and sending again is right.
   */
  take(missionId: string, arrival: Arrival): Promise<Taken>;
  /** Files that came without a new version (the second request of one submission), for a report that may not be here yet. */
  takeFiles(missionId: string, given: ArrivedFiles): Promise<void>;
}

/** Files that belong to a report by its id. */
export interface ArrivedFiles {
  readonly reportId: string;
  readonly channel: Channel;
  readonly sender: Sender;
  readonly files: readonly ArrivedFile[];
}
