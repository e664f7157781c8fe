-- Files as they came are kept as they came: pressing them costs an import of 100,000 places a third of a second.
alter table package_import_file alter column content set storage external;
