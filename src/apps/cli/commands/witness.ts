import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { type NoteKey, parseNoteKey } from '../../../ledger/note/note-key.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { answerWitness } from '../../../platform/log/witness/answer-witness.ts';
import { createWitness, type Witness } from '../../../platform/log/witness/create-witness.ts';
import { readPolicy } from '../../server/public-logs.ts';
import { SERVER_OPTIONS } from '../../server/reach/listen.ts';
import { type Arguments, readArguments } from '../arguments.ts';
import { askedToStop } from '../asked-to-stop.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';

/** `scrutineer witness`: sees to it that logs of others only grow. */
export const witness: Command = {
  name: 'witness',
  synopsis: 'serve --state FOLDER --name NAME --policy FILE|--log KEY [--port N] [--host ADDRESS]',
  summary: 'Confirm that the logs of others only grow, until Ctrl-C',
  details: [
    '--state FOLDER  its key, and what it confirmed last of each log: never copy it back from a backup',
    '--name NAME     of its key, such as witness.example/one; needed once, when the folder is new',
    '--policy FILE   watches the logs that this policy names (C2SP tlog-policy)',
    '--log KEY       watches the log of this key; for several, use a policy',
    '--port N        8392 where not given',
    '--host ADDRESS  127.0.0.1 where not given; 0.0.0.0 for every network',
  ],
  run,
};

const USUAL_PORT = '8392';

async function run(terminal: Terminal): Promise<number> {
  const given = readArguments(terminal.args, {
    words: ['serve'],
    values: ['state', 'name', 'policy', 'log', 'port', 'host'],
  });
  if (given.words[0] !== 'serve') throw new WrongUsage(`witness: found ${given.words[0]}, wanted serve.`);
  const state = given.values.get('state');
  if (state === undefined)
    throw new WrongUsage('--state is missing: the folder where the witness keeps what it confirmed.');
  const logs = readLogs(terminal, given);
  const asked = askedToStop(terminal.environment);
  const clock = { now: () => Date.now() };
  const own = createWitness({
    logs,
    folder: resolve(terminal.folder, state),
    name: given.values.get('name') ?? null,
    clock,
  });
  try {
    const { server, port } = await listen(own, given, terminal);
    terminal.out(`The witness is ready at port ${port}. Its key: ${own.verifierKey}`);
    await asked;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  } finally {
    own.close();
  }
  return 0;
}

function readLogs(terminal: Terminal, { values }: Arguments): readonly NoteKey[] {
  const [policy, text] = [values.get('policy'), values.get('log')];
  const logs = policy === undefined ? [] : [...readPolicy(resolve(terminal.folder, policy)).logs];
  if (text !== undefined) {
    const key = parseNoteKey(text.trim());
    if (!key.ok) throw new Refusal(`Read --log: ${key.error.message}.`);
    if (key.value.kind !== 'ed25519') throw new Refusal(`Read --log: ${key.value.name} is a witness; wanted a log.`);
    logs.push(key.value);
  }
  if (logs.length === 0) throw new WrongUsage('Which logs? Give --policy FILE with lines log KEY, or --log KEY.');
  return logs;
}

async function listen(
  own: Witness,
  { values }: Arguments,
  { note }: Terminal,
): Promise<{ server: Server; port: number }> {
  const fetch = async (request: Request) => {
    try {
      return await answerWitness(own, request);
    } catch (error) {
      note(`Failed: ${(error as Error).message}`);
      return new Response('Internal error\n', { status: 500 });
    }
  };
  const server = createAdaptorServer({ fetch, serverOptions: SERVER_OPTIONS }) as Server;
  const port = values.get('port') ?? USUAL_PORT;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new WrongUsage(`--port: found ${port}, wanted 0 to 65535.`);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Refusal(`Listen on port ${port}: ${error.message}.`)));
    server.listen(Number(port), values.get('host') ?? '127.0.0.1', resolve);
  });
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : Number(port) };
}
