import type { Ground } from './ground.ts';

/** Something that runs beside the load until it is stopped. */
interface Running<R> {
  stop(): Promise<R>;
}

/** Exports everything of a mission, and begins again when it has come to the end. */
export function exportAgainAndAgain({ serving, key }: Ground, slug: string): Running<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      const url = `${serving.url}/api/v1/missions/${slug}/reports/export.ndjson`;
      const reply = await fetch(url, { headers: { authorization: `Bearer ${key}` }, signal });
      if (!reply.ok) throw new Error(`Export: wanted 200, found ${reply.status}`);
      for await (const piece of reply.body ?? []) void piece;
    }
  })();
  // To be looked at when it is stopped.
  running.catch(() => {});
  return {
    stop: async () => {
      stopping.abort();
      await running.catch((error: unknown) => {
        if ((error as Error).name !== 'AbortError') throw error;
      });
    },
  };
}

const PAUSE_MS = 20;

/** How long somebody waits who asks for next to nothing: as long as nobody else lets the server go on. */
export function probeHealth({ serving }: Ground): Running<{ p50Ms: number; p99Ms: number }> {
  let isOver = false;
  const took: number[] = [];
  const running = (async () => {
    while (!isOver) {
      const sentAt = performance.now();
      await (await fetch(`${serving.url}/healthz`)).text();
      took.push(performance.now() - sentAt);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await running;
      took.sort((a, b) => a - b);
      const atShare = (share: number) => took[Math.floor((took.length - 1) * share)] ?? Number.NaN;
      return { p50Ms: atShare(0.5), p99Ms: atShare(0.99) };
    },
  };
}
