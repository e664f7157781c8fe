import { Problem } from '../../http/problem.ts';
import type { Witness } from './create-witness.ts';

/** 63 hashes, and a checkpoint with as many signatures as a note may have, are far below. */
const LONGEST_BODY = 65_536;
const TEXT = 'text/plain; charset=utf-8';

/** Answers a request to a witness: `POST /add-checkpoint` (C2SP tlog-witness), and `GET /key`, its own key. */
export async function answerWitness(witness: Witness, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/key') return reply(200, `${witness.verifierKey}\n`);
  if (pathname !== '/add-checkpoint') return reply(404, 'Not found\n');
  if (request.method !== 'POST') return reply(405, 'Wanted POST\n', { allow: 'POST' });
  const body = await readBody(request);
  if (body === null) return reply(413, `At most ${LONGEST_BODY} bytes\n`);
  try {
    const answer = await witness.addCheckpoint(body);
    return reply(answer.status, answer.body, { 'content-type': answer.type });
  } catch (error) {
    if (error instanceof Problem) return reply(503, 'Too many requests wait\n', { 'retry-after': '1' });
    throw error;
  }
}

async function readBody(request: Request): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.length;
    if (length > LONGEST_BODY) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function reply(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { 'content-type': TEXT, 'cache-control': 'no-store', ...headers } });
}
