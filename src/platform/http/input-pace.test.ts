import { describe, expect, test } from 'vitest';
import { pacedBody, readBytes } from './input.ts';

/** A body of these pieces, each given when it is asked for; it ends, or not. */
function bodyOf(pieces: readonly string[], ends: boolean): ReadableStream<Uint8Array> {
  const rest = [...pieces];
  return new ReadableStream({
    pull: async (controller) => {
      const next = rest.shift();
      if (next !== undefined) controller.enqueue(new TextEncoder().encode(next));
      else if (ends) controller.close();
      else await new Promise(() => {});
    },
  });
}

async function textOf(body: ReadableStream<Uint8Array> | null, pace?: Parameters<typeof pacedBody>[1]) {
  let text = '';
  for await (const piece of pacedBody(body, pace)) text += new TextDecoder().decode(piece);
  return text;
}

describe('HTTP-03 a body', () => {
  test('that comes to its end is given piece by piece', async () => {
    expect(await textOf(bodyOf(['a', 'b', 'c'], true))).toBe('abc');
    expect(await textOf(null)).toBe('');
  });

  test('that stops coming is broken off', async () => {
    const pace = { patienceMs: 20, bytesPerSecond: 1_000 };
    await expect(textOf(bodyOf(['a'], false), pace)).rejects.toMatchObject({ kind: 'broken-off' });
  });

  test('has the longer the more of it has come', async () => {
    const pace = { patienceMs: 1, bytesPerSecond: 1 };
    const body = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        controller.enqueue(new Uint8Array(600));
        await new Promise((resolve) => setTimeout(resolve, 20));
        controller.enqueue(new Uint8Array(1));
        controller.close();
      },
    });
    expect(await textOf(body, pace)).toHaveLength(601);
  });

  test('whose connection breaks is broken off', async () => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('reset')) });
    const request = new Request('http://x/', { method: 'POST', body, duplex: 'half' } as RequestInit);
    await expect(readBytes(request, 100)).rejects.toMatchObject({ kind: 'broken-off' });
  });
});
