import { z } from 'zod';

/** So many items go into one batch. */
export const MOST_ITEMS = 100;
/** A batch has so many bytes at most. */
export const MOST_BATCH_BYTES = 8_000_000;

const uuidV7 = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const hexHash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(255);

/** An item of a batch: a version of a report, as its phone signed it. Later members are passed over. */
export const syncItem = z.object({
  /** Of the version. */
  id: uuidV7,
  report: uuidV7,
  kind: z.literal('report'),
  form: name,
  formVersion: z.string().max(255).nullish().default(null),
  /** The record, in base64. */
  content: z.string(),
  /** Of the record. */
  sha256: hexHash,
  sequence: z.int().min(1).max(2_147_483_647),
  previous: hexHash.nullish().default(null),
  deviceTime: z.string().max(64).nullish().default(null),
  files: z
    .array(z.object({ name, sha256: hexHash, bytes: z.int().min(0) }))
    .max(200)
    .nullish()
    .default([]),
  /** The version that it takes the place of. */
  corrects: uuidV7.nullish().default(null),
  /** Pseudonym of the device that made it. */
  device: z.string().regex(/^[0-9a-f]{16}$/),
  /** In base64: ECDSA over P-256 and SHA-256, 64 bytes (IEEE P1363). */
  signature: z.string().length(88),
});
export type SyncItem = z.output<typeof syncItem>;

/** What an upload says of itself (`Upload-Metadata`). */
export const uploadMetadata = z.object({
  report: uuidV7,
  name,
  sha256: hexHash,
  type: z.string().max(255).optional(),
});
export type UploadMetadata = z.output<typeof uploadMetadata>;
