-- Language, as the form names it → the title of the version in it; null: it has one title, whatever the language. Written by
-- features/field/forms alone.
alter table form_version add column titles json;
