/** Writes bytes as fast as they are taken. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/** Whoever takes nothing for so long is taken for gone: what is streamed holds a connection of the database. */
const PATIENCE_MS = 60_000;

/**
 * A stream of what `produce` writes. It breaks off where `produce` fails, and where nobody takes anything for a minute.
 *
 * @param ended called once, however it ends.
 */
export function patientStream(
  produce: (write: WriteBytes) => Promise<void>,
  ended: () => void,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  void produce((bytes) => withPatience(writer.write(bytes)))
    .then(
      () => writer.close(),
      (error: unknown) => writer.abort(error),
    )
    .catch(() => undefined)
    .finally(ended);
  return readable;
}

async function withPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Stream a file: nobody takes it')), PATIENCE_MS);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}
