-- Choices that stand in files beside forms, such as all polling stations of a country: looked up code by code, so that no
-- codebook has to hold them. Made of published versions and their files, and made anew of them where they are missing.
-- Written by features/field/forms alone.

-- Rows of a file as choices: two questions, and two versions of a form, that take the same columns of the same file have one.
create table form_choice_list (
  id bigint generated always as identity primary key,
  sha256 bytea not null references form_file (sha256),
  -- names of the columns that are answered and shown
  value_column text not null,
  label_column text not null,
  unique (sha256, value_column, label_column)
);

create table form_choice (
  list_id bigint not null references form_choice_list (id),
  -- in the order of the file, from 0 on; a value that stands there again is left out
  place integer not null check (place >= 0),
  value text not null,
  -- language, as the column names it → words; under an empty name what phones show
  labels json not null,
  -- value and words, folded for the search
  search text not null,
  primary key (list_id, place),
  unique (list_id, value)
);

-- Which question of a version chooses from which list.
create table form_question_list (
  form_id uuid not null,
  number integer not null,
  -- without positions of repeats
  path text not null,
  file_name text not null,
  list_id bigint not null references form_choice_list (id),
  primary key (form_id, number, path),
  foreign key (form_id, number) references form_version (form_id, number)
);

-- Versions whose lists were made, those without any included.
create table form_version_listed (
  form_id uuid not null,
  number integer not null,
  primary key (form_id, number),
  foreign key (form_id, number) references form_version (form_id, number)
);

grant select, insert on form_choice_list, form_choice, form_question_list, form_version_listed to scrutineer_app;
