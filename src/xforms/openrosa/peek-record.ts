import type { Fault } from '../../kernel/issue.ts';

/** What a record says of itself, as far as it can be read without its form. Texts are as they stand, not checked. */
export interface RecordEnvelope {
  /** `id` of its root element, or the namespace where it has none (OpenRosa, older forms). */
  readonly formId: string | null;
  readonly version: string | null;
  /** `meta/instanceID`, and the one that it corrects: `meta/deprecatedID`. */
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  /** `encrypted="yes"`: nobody but the holder of a private key can read its answers. */
  readonly isEncrypted: boolean;
}

/**
 * A record at first sight: `record`, XML from beginning to end; `unreadable`, kept for a person although it is no XML or
 * broken off, with what was read before the fault; `refused`, an attack on whoever reads it (DOCTYPE, entities, too deep,
 * too large), which nobody should keep.
 */
export type PeekedRecord =
  | { readonly kind: 'record'; readonly envelope: RecordEnvelope }
  | { readonly kind: 'unreadable'; readonly envelope: RecordEnvelope; readonly fault: Fault }
  | { readonly kind: 'refused'; readonly fault: Fault };
