-- The name of a mission in addresses says whether it is an exercise, and is part of every receipt and of its log: it never changes.

revoke update on mission from scrutineer_app;
grant update (name, election_id, archived_at, revision) on mission to scrutineer_app;
