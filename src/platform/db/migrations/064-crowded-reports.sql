-- The newest version of a report is found at once, however many it has. Nearly all reports have one, and are not in it.
create index report_item_later on report_item (report_id, number) where number > 1;
