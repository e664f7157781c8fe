/** What the columns of a sheet may be called. */
export interface HeaderNames {
  /** Columns that are known under their own name. */
  readonly columns: ReadonlySet<string>;
  /** Other names, in snake case → the path that they stand for. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

const MEDIA = ['image', 'big-image', 'audio', 'video'].map((name) => [name, ['media', name]] as const);

/** Columns of the sheet `survey`. */
export const SURVEY_HEADERS: HeaderNames = {
  columns: new Set([
    ...['name', 'label', 'type', 'hint', 'guidance_hint', 'default', 'choice_filter', 'parameters', 'trigger', 'query'],
    ...['bind', 'control', 'instance', 'media', 'sms_field', 'itemset', 'list_name', 'choices', 'actions', 'children'],
  ]),
  aliases: new Map<string, readonly string[]>([
    ...MEDIA,
    ...['read_only', 'readonly'].map((name) => [name, ['bind', 'readonly']] as const),
    ...['relevant', 'relevance'].map((name) => [name, ['bind', 'relevant']] as const),
    ...['calculation', 'calculate'].map((name) => [name, ['bind', 'calculate']] as const),
    ...['constraining_message', 'constraint_message'].map((name) => [name, ['bind', 'jr:constraintMsg']] as const),
    ...['requiredmsg', 'required_message'].map((name) => [name, ['bind', 'jr:requiredMsg']] as const),
    ...['noapperrorstring', 'no_app_error_string'].map((name) => [name, ['bind', 'jr:noAppErrorString']] as const),
    ...['count', 'repeat_count', 'jr:count'].map((name) => [name, ['control', 'jr:count']] as const),
    ...['appearance', 'autoplay', 'rows'].map((name) => [name, ['control', name]] as const),
    ...['sms_field', 'sms_option', 'sms_separator', 'sms_allow_media', 'sms_response'].map((n) => [n, [n]] as const),
    ...['sms_date_format', 'sms_datetime_format'].map((name) => [name, [name]] as const),
    ['compact_tag', ['instance', 'odk:tag']],
    ['caption', ['label']],
    ['required', ['bind', 'required']],
    ['constraint', ['bind', 'constraint']],
    ['command', ['type']],
    ['tag', ['name']],
    ['value', ['name']],
    ['body', ['control']],
    ['save_to', ['bind', 'entities:saveto']],
  ]),
};

/** Columns of `choices`, `external_choices` and `osm`. */
export const LIST_HEADERS: HeaderNames = {
  columns: new Set(['name', 'label', 'media', 'sms_option']),
  aliases: new Map<string, readonly string[]>([
    ...MEDIA,
    ['caption', ['label']],
    ['list_name', ['list name']],
    ['value', ['name']],
  ]),
};

/** Columns of `settings`. */
export const SETTINGS_HEADERS: HeaderNames = {
  columns: new Set([
    ...[
      'name',
      'label',
      'title',
      'title_in',
      'id_string',
      'version',
      'default_language',
      'style',
      'instance_name',
      'attribute',
    ],
    ...['namespaces', 'public_key', 'submission_url', 'auto_send', 'auto_delete', 'client_editable', 'instance_xmlns'],
    ...['omit_instanceID', 'add_none_option', 'allow_choice_duplicates', 'clean_text_values', 'delimiter', 'flat'],
    ...['sms_keyword', 'sms_separator', 'sms_allow_media', 'sms_date_format', 'sms_datetime_format', 'sms_response'],
    ...['instance_id', 'bind', 'control', 'instance', 'media', 'type', 'hint', 'children'],
  ]),
  aliases: new Map<string, readonly string[]>([
    ...['form_title', 'set_form_title'].map((name) => [name, ['title']] as const),
    ...['form_id', 'set_form_id'].map((name) => [name, ['id_string']] as const),
    ['prefix', ['prefix']],
  ]),
};

/** Columns of `entities`. */
export const ENTITIES_HEADERS: HeaderNames = {
  columns: new Set(['dataset', 'entity_id', 'create_if', 'update_if', 'repeat', 'label']),
  aliases: new Map([['list_name', ['dataset']]]),
};

/** Columns of the sheets that are our own. */
export function plainHeaders(columns: readonly string[]): HeaderNames {
  return { columns: new Set(columns), aliases: new Map() };
}

/** `Read  Only` → `read_only`. */
export function toSnakeCase(text: string): string {
  return text.trim().split(/\s+/).join('_').toLowerCase();
}

/**
 * The path that a header stands for: `label::English (en)` → `['label', 'English (en)']`. Single colons part names only in a
 * sheet without double ones, as old forms have it. A header that is not known stays as it is written.
 */
export function readHeader(header: string, names: HeaderNames, hasDoubleColons: boolean): readonly string[] {
  const isKnown = (name: string) => names.columns.has(name) && !names.aliases.has(name);
  if (isKnown(header)) return [header];
  const snake = toSnakeCase(header);
  if (isKnown(snake)) return [snake];
  const tokens = splitHeader(header, hasDoubleColons);
  const first = toSnakeCase(tokens[0] ?? '');
  const alias = names.aliases.get(first);
  if (alias !== undefined) return [...alias, ...tokens.slice(1)];
  return names.columns.has(first) ? [first, ...tokens.slice(1)] : tokens;
}

function splitHeader(header: string, hasDoubleColons: boolean): string[] {
  if (hasDoubleColons || header.includes('::')) return header.split('::').map((token) => token.trim());
  const tokens = header.split(':').map((token) => token.trim());
  const prefix = tokens.indexOf('jr');
  if (prefix < 0) return tokens;
  return [...tokens.slice(0, prefix), `jr:${tokens[prefix + 1] ?? ''}`, ...tokens.slice(prefix + 2)];
}
