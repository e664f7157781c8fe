// How long the history takes to answer when it holds a million acts: the first page, pages further back, filters and
// words, frequent and rare, new and old.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type TransactionSql } from 'postgres';
import { type ActFilter, countActs, listActs, listChoices } from '../../src/features/office/history/store.ts';
import type { Uuid } from '../../src/kernel/ids.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { ownPostgres } from '../../test/support/own-postgres.ts';

const ACTS = Number(process.argv[2] ?? 1_000_000);
const TIMES = 15;
const START = Date.UTC(2031, 0, 1);
const administrator = { id: '00000000-0000-7000-8000-000000000001' as Uuid, seesAll: true };
const reader = { id: '00000000-0000-7000-8000-000000000002' as Uuid, seesAll: false };

const folder = mkdtempSync(join(tmpdir(), 'scrutineer-bench-'));
const database = await ownPostgres(folder);
const sql = postgres(database.url, { onnotice: () => undefined });
await migrate(postgres(database.url, { max: 1, onnotice: () => undefined }));

/** One act every ten seconds; words that stand in every, each hundredth, each hundred-thousandth act, or in old ones only. */
async function fill(): Promise<void> {
  const [inverted] = await sql<{ made: string }[]>`select pg_get_indexdef('history_index_by_word'::regclass) as made`;
  await sql`drop index history_index_by_word`;
  for (let from = 0; from < ACTS; from += 50_000) {
    await sql`
      with given as (
        select n, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
          ${new Date(START)}::timestamptz + n * interval '10 seconds' as at,
          ('00000000-0000-7000-8000-' || lpad(to_hex(n % 40 + 1), 12, '0'))::uuid as actor,
          (array['record.corrected', 'report.corrected', 'device.added', 'form.published'])[n % 4 + 1] as action,
          (array['claim', 'report', 'device', 'form'])[n % 4 + 1] as kind,
          case when n % 5 = 0 then null else '00000000-0000-7000-8000-0000000000aa'::uuid end as election,
          'наблюдатель заметил опечатку' || case when n % 100 = 0 then ' seldom' else '' end
            || case when n % 100000 = 7 then ' needle' else '' end || case when n < ${ACTS / 2} then ' early' else '' end as reason
        from generate_series(${from}::int, ${Math.min(ACTS, from + 50_000) - 1}::int) n),
      entry as (
        insert into audit_entry
          (id, at, actor_id, actor_name, action, election_id, subject_kind, subject_key, reason, details)
        select id, at, actor, 'Person ' || n % 40, action, election, kind, 'K' || n % 20000, reason, '{"version":2}' from given)
      insert into history_index (entry_id, at, words)
      select id, at, array_to_tsvector(array['=a:' || actor, '=d:' || action, '=g:' || split_part(action, '.', 1),
        '=k:' || kind, '=o:' || kind || '/K' || n % 20000, '=m:coast', 'person', (n % 40)::text, 'k' || n % 20000]
        || regexp_split_to_array(reason, ' ')
        || case when election is null then '{}' else array['=e:any', '=e:' || election] end) from given`;
    process.stderr.write('.');
  }
  await sql`
    insert into history_choice select distinct actor_id, action, subject_kind, election_id, 'coast' from audit_entry`;
  await sql.unsafe(inverted?.made ?? '');
  await sql`vacuum analyze audit_entry, history_index`;
}

const whole: ActFilter = { since: null, until: null, reader: administrator };
const CASES: Readonly<Record<string, ActFilter>> = {
  everything: whole,
  'everything, as a reader': { ...whole, reader },
  'a word of every act': { ...whole, search: 'ОПЕЧАТКУ' },
  'a word of each hundredth': { ...whole, search: 'seldom' },
  'a word of ten acts': { ...whole, search: 'needle' },
  'beginnings of two words': { ...whole, search: 'sel pers' },
  'a word of old acts only': { ...whole, search: 'early' },
  'a word of nothing': { ...whole, search: 'nothing' },
  'a person': { ...whole, actor: administrator.id },
  'a kind of act': { ...whole, action: 'record.corrected' },
  'kind, mission, person and words': { ...whole, kind: 'device', mission: 'coast', actor: reader.id, search: 'наблюд' },
  'one object': { ...whole, kind: 'claim', key: 'K4' },
  'a month': { ...whole, since: new Date(START + 30 * 86_400_000), until: new Date(START + 60 * 86_400_000) },
  'a word within a month': {
    ...whole,
    search: 'опеч',
    since: new Date(START),
    until: new Date(START + 30 * 86_400_000),
  },
  'a word, as a reader': { ...whole, search: 'опечатку', reader },
};

async function measure(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let count = 0; count < TIMES; count += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const of = (at: number) => `${(times.at(at) ?? 0).toFixed(0).padStart(5)} ms`;
  return `${of(TIMES >> 1)} (${of(0).trim()} to ${of(-1).trim()})`;
}

const within = <T>(work: (tx: TransactionSql) => Promise<T>) =>
  sql.begin('isolation level repeatable read read only', work) as Promise<T>;

try {
  const startedAt = performance.now();
  await fill();
  console.log(`\n${ACTS} acts stored in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  const [size] = await sql<{ index: string; words: string }[]>`
    select pg_size_pretty(pg_total_relation_size('history_index')) as index,
      pg_size_pretty(pg_relation_size('history_index_by_word')) as words`;
  console.log(`index of acts: ${size?.index}, of it the inverted one ${size?.words}`);
  for (const [name, filter] of Object.entries(CASES)) {
    const first = await measure(() => within((tx) => listActs(tx, { ...filter, after: null, limit: 101 })));
    const after = { at: new Date(START + ACTS * 3_000), id: administrator.id };
    const deep = await measure(() => within((tx) => listActs(tx, { ...filter, after, limit: 101 })));
    console.log(`${name.padEnd(34)} first page ${first.padEnd(26)} deep page ${deep}`);
  }
  console.log(`${'what the filters offer'.padEnd(34)} ${await measure(() => within((tx) => listChoices(tx, reader)))}`);
  const startedCount = performance.now();
  await countActs(sql, '', whole);
  console.log(`count of an export of everything: ${(performance.now() - startedCount).toFixed(0)} ms`);
} finally {
  await sql.end({ timeout: 5 });
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
