-- Rows of a mission laid out by columns, so that lists are filtered and sorted by whatever stands in them. Made of other
-- tables, and made anew from them whenever that is needed. Written by platform/columns alone.

-- 4,096 rows each; the last one of a mission may have fewer.
create table column_chunk (
  mission_id uuid not null,
  chunk integer not null check (chunk >= 0),
  rows integer not null check (rows between 1 and 4096),
  -- grows with every change
  revision integer not null,
  primary key (mission_id, chunk)
);

-- What stands in a column of a chunk, as platform/columns/column.ts writes it; absent: nothing.
create table column_data (
  mission_id uuid not null,
  chunk integer not null,
  key text collate "C" not null,
  data bytea not null,
  primary key (mission_id, chunk, key)
);
-- Columns of a few kilobytes lie in their rows: a query reads hundreds of them.
alter table column_data alter column data set storage main;
alter table column_data set (toast_tuple_target = 8160);

-- The rows of a chunk that have a word, as platform/columns/row-set.ts writes them.
create table column_word (
  mission_id uuid not null,
  chunk integer not null,
  word text collate "C" not null,
  rows bytea not null,
  primary key (mission_id, chunk, word)
);

grant select, insert, update, delete on column_chunk, column_data, column_word to scrutineer_app;
