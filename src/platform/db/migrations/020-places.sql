-- Ways into the places of an election of 100,000: for the tree, the search and the map of features/register/places.

-- The few places that are no precincts: the branches of the tree without its leaves.
create index place_above_precinct on record (election_id, (cells ->> 'parent'), position)
  where kind = 'place' and cells ->> 'level' <> 'precinct';

-- A place by the beginning of its code, with which the search text begins.
create index place_by_beginning on record (election_id, left(search, 100) text_pattern_ops) where kind = 'place';

create index place_with_point
  on record (election_id, ((cells ->> 'latitude')::float8), ((cells ->> 'longitude')::float8))
  where kind = 'place' and cells ? 'latitude' and cells ? 'longitude';
