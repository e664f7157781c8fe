-- Of a move and an acceptance that names a station the newer one counts, and a correction keeps what an acceptance said. Reports
-- stand by these rules from now on; those of missions where something was accepted are made to stand anew.

update report_progress p set standing_index = 0
where exists (select from report_act a where a.mission_id = p.mission_id and a.kind = 'release');
