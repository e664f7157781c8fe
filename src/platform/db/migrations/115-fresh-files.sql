-- A list that is being worked off says for how many files it waits.

-- Files that came so recently that a report which is being stored may be theirs: they are removed when they are older.
alter table retention_list add column fresh_files integer not null default 0 check (fresh_files >= 0);
