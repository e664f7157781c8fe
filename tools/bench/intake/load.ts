import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What telephones met that sent one request after the other. */
export interface LoadOutcome {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Answers of 201, also those before and after what was measured. */
  readonly stored: number;
}

/** How long so many telephones send. */
export interface LoadOptions {
  readonly port: number;
  readonly clients: number;
  readonly seconds: number;
  readonly makeRequest: () => Buffer;
  /** So many a second of all together, each at its time whether or not those before it were slow; absent: as many as go. */
  readonly pace?: number;
}

const WARM_UP_SECONDS = 0.5;

/**
 * Sends over kept connections, one request in flight on each, for some seconds after a moment of warming up.
 *
 * @throws Error where anything but 201 is answered.
 */
export async function sendLoad({ port, clients, seconds, makeRequest, pace }: LoadOptions): Promise<LoadOutcome> {
  const startedAt = performance.now();
  const from = startedAt + WARM_UP_SECONDS * 1_000;
  const until = from + seconds * 1_000;
  const took: number[] = [];
  let [stored, due] = [0, 0];
  /** When the next one is to be sent, which how long it took is counted from. */
  const nextTime = async () => {
    if (pace === undefined) return performance.now();
    const at = startedAt + (due++ / pace) * 1_000;
    await pause(Math.max(0, at - performance.now()));
    return at;
  };
  const client = async () => {
    const line = await openLine(port);
    while (performance.now() < until) {
      const sentAt = await nextTime();
      if (sentAt >= until) break;
      const answer = await line.ask(makeRequest());
      const endedAt = performance.now();
      if (!answer.startsWith('HTTP/1.1 201 ')) throw new Error(`Send a report: wanted 201, found ${answer}`);
      stored += 1;
      if (endedAt >= from && endedAt < until) took.push(endedAt - sentAt);
    }
    line.close();
  };
  await Promise.all(Array.from({ length: clients }, client));
  took.sort((a, b) => a - b);
  const atShare = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN;
  return { perSecond: took.length / seconds, p50Ms: atShare(0.5), p95Ms: atShare(0.95), p99Ms: atShare(0.99), stored };
}

interface Line {
  /** The whole answer, as text. */
  ask(request: Buffer): Promise<string>;
  close(): void;
}

/** A connection that asks without what a client of the library does besides, for the generator shares the machine. */
async function openLine(port: number): Promise<Line> {
  const socket: Socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true).setEncoding('latin1');
  let text = '';
  let waiting: { resolve: (answer: string) => void; reject: (error: Error) => void } | null = null;
  socket.on('data', (piece: string) => {
    text += piece;
    if (!isWhole(text)) return;
    const answer = text;
    text = '';
    waiting?.resolve(answer);
  });
  socket.on('error', (error) => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('Send a report: the connection was closed')));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => void socket.end(),
  };
}

/** Answers of the server tell their length. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1];
  return length !== undefined && text.length >= end + 4 + Number(length);
}
