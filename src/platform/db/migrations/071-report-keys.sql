-- By which key of a program a version came; null: not from a program, or before this was kept.
alter table report_item add column api_key_id uuid;
