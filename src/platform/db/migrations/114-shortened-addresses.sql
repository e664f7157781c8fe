-- Acts of the history hold network addresses to their first two numbers or groups only: acts stay for good, and say where
-- people were. The whole address stands with the event of security beside the act, which goes after its time.

update audit_entry
set details = jsonb_set(details, '{address}', to_jsonb(
  case
    when details->>'address' like '%.%'
      then split_part(details->>'address', '.', 1) || '.' || split_part(details->>'address', '.', 2) || '.…'
    when details->>'address' like '%:%' and details->>'address' <> '::1'
      then split_part(details->>'address', ':', 1) || ':' || split_part(details->>'address', ':', 2) || ':…'
    else details->>'address'
  end))
where jsonb_typeof(details->'address') = 'string';
