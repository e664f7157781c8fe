import { z } from 'zod';

/** A part of a backup: an age file below the folder of all backups. */
export interface Part {
  /** Path below that folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the file as it lies there, in hexadecimal, as all hashes here. */
  readonly sha256: string;
  /** What it holds, before it was sealed and compressed. */
  readonly content: { readonly bytes: number; readonly sha256: string };
}

/** What a backup was made of, all of one moment. Part of the manifest, which is a part itself. */
export type Manifest = z.output<typeof manifestSchema>;

/** The name of this format. */
export const FORMAT = 'scrutineer-backup/1';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
const part = z.strictObject({
  path: z.string().regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/),
  bytes: count,
  sha256: hash,
  content: z.strictObject({ bytes: count, sha256: hash }),
});
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  id: z.string(),
  /** When it began, and from when its database is. */
  startedAt: z.iso.datetime(),
  snapshotAt: z.iso.datetime(),
  program: z.string(),
  postgres: z.string(),
  /** What the schema had been made by, in the order of the numbers. */
  migrations: z.array(z.strictObject({ number: count, name: z.string(), checksum: hash })),
  /** In an order in which they can be filled: what is referred to comes first. */
  tables: z.array(z.strictObject({ name, columns: z.array(name), rows: count, part })),
  sequences: z.array(z.strictObject({ name, last: z.string() })),
  logs: z.array(
    z.strictObject({
      origin: z.string(),
      mission: z.string().nullable(),
      verifierKey: z.string(),
      /** What was signed last, and how many entries the database held a moment later. */
      size: count,
      root: hash.nullable(),
      rows: count,
    }),
  ),
  /** Small files of the data folder and the settings: a JSON object of path → text. */
  state: part,
  /** One line for each file: path, bytes, SHA-256, and of the object: path, bytes, SHA-256. */
  files: z.strictObject({
    list: part,
    count,
    bytes: count,
    /** Hashes of files that reports name and the data folder did not hold, or other than they were; the first hundred. */
    missing: z.array(hash),
    missingCount: count,
  }),
});

/** Reads a manifest. Null: the text is something else. */
export function parseManifest(text: string): Manifest | null {
  const parsed = manifestSchema.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : null;
}

/** The parts that belong to one backup alone. */
export function partsOf({ tables, state, files }: Manifest): readonly Part[] {
  return [...tables.map((table) => table.part), state, files.list];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
