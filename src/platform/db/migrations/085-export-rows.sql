-- Exports that ended long ago are forgotten: what they were stands in the history.

grant delete on export_job to scrutineer_app;
