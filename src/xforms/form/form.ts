/**
 * A form as the XForms model has it (ODK XForms specification: instance, binds, body, itext), typed.
 * The XLSForm converter makes it, the XForm reader makes it from XML; the XForm writer, the compiler of form packages
 * and the codebook read it. Expressions are XPath 1.0 texts with absolute or relative paths, never `${}` references.
 */
export interface Form {
  /** What people read above the form. */
  readonly title: string;
  /** Language, as the form names it → the title in it; absent: it has one title. */
  readonly titles?: ReadonlyMap<string, string>;
  /** `id` of the primary instance's root: the name under which servers know the form. */
  readonly id: string;
  readonly version: string | null;
  /** The primary instance as it is before anybody has answered. */
  readonly root: InstanceNode;
  readonly binds: readonly Bind[];
  /** Actions that stand in the model: at first load, at every load. */
  readonly actions: readonly Action[];
  readonly instances: readonly SecondaryInstance[];
  /** Languages in the order of the form; empty where it is not translated. */
  readonly languages: readonly FormLanguage[];
  /** Translated texts: id → language tag as written in the form → its values. */
  readonly itext: ReadonlyMap<string, ReadonlyMap<string, readonly TextValue[]>>;
  readonly body: readonly BodyNode[];
  /** `class` of the body: `pages`, `theme-grid` and the like; null where there is none. */
  readonly style: string | null;
  readonly submission: Submission | null;
  /** Namespaces beyond those of the specification: prefix → URI. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** `entities:entities-version`, where the form makes or changes entities. */
  readonly entitiesVersion: string | null;
}

/** A language of the form: its name as the author wrote it, such as `English (en)`, and whether it opens in it. */
export interface FormLanguage {
  readonly name: string;
  readonly isDefault: boolean;
}

/** An element of the primary instance. Names and attributes are as written, with their prefix. */
export interface InstanceNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The default value; null where there is none. A node has a value or children. */
  readonly value: string | null;
  readonly children: readonly InstanceNode[];
  /** `jr:template`: it is copied for each new repeat and is no part of the record itself. */
  readonly isTemplate: boolean;
}

/** What holds for a node of the primary instance, or for an attribute of one (`…/entity/@id`). */
export interface Bind {
  /** Absolute path from the root: `/data/visit/time`. */
  readonly nodeset: string;
  /** The data type as written: `string`, `int`, `geopoint`, …; null counts as string. */
  readonly type: string | null;
  readonly relevant: string | null;
  readonly required: string | null;
  readonly readonly: string | null;
  readonly constraint: string | null;
  readonly calculate: string | null;
  readonly constraintMessage: Wording | null;
  readonly requiredMessage: Wording | null;
  readonly preload: string | null;
  readonly preloadParams: string | null;
  /** All further attributes, with their prefix: `entities:saveto`, `odk:quality`, `orx:max-pixels`, own ones. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** `setvalue`, `odk:setgeopoint` or `odk:recordaudio`: what is done when an event happens. */
export interface Action {
  readonly kind: 'setvalue' | 'setgeopoint' | 'recordaudio';
  /** `odk-instance-first-load`, `odk-new-repeat`, `xforms-value-changed`, `odk-instance-load`; several may be named. */
  readonly events: readonly string[];
  readonly ref: string;
  /** XPath; null empties the target, or stands where the kind has no value. */
  readonly value: string | null;
  /** Text between the tags of a `setvalue`, where it has no expression. */
  readonly text: string | null;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Data beside the record that expressions read: `instance('stations')/root/item[…]`. */
export type SecondaryInstance =
  | { readonly kind: 'internal'; readonly id: string; readonly items: ItemTable }
  /** `jr://file-csv/…`, `jr://file/…`, `jr://instance/last-saved`. */
  | { readonly kind: 'external'; readonly id: string; readonly src: string }
  /** Inside the form, but no table of items. */
  | { readonly kind: 'tree'; readonly id: string; readonly root: InstanceNode };

/** Items of `root/item`: a row has a cell for each column, null where the item lacks that element. */
export interface ItemTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A text, or a text with values of the record in it. */
export type TextPiece = string | { readonly output: string };

/** A text at its place, or the id of one in `itext`. */
export type Wording =
  | { readonly kind: 'inline'; readonly pieces: readonly TextPiece[] }
  | { readonly kind: 'itext'; readonly id: string };

/** One value of a translated text. `form` null: the text itself; `image`, `audio`, `video`, `big-image`: jr:// URI; `guidance`. */
export interface TextValue {
  readonly form: string | null;
  readonly pieces: readonly TextPiece[];
}

/** What is shown, in the order in which it is shown. */
export type BodyNode = BodyGroup | BodyRepeat | BodyControl;

/** A `group`; `ref` null where it is there for the eye alone. A repeat usually stands inside of one of the same path. */
export interface BodyGroup {
  readonly kind: 'group';
  readonly ref: string | null;
  readonly label: Wording | null;
  readonly hint: Wording | null;
  readonly appearance: string | null;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly BodyNode[];
}

/** A `repeat`: its children are shown once for each copy of `nodeset`. */
export interface BodyRepeat {
  readonly kind: 'repeat';
  readonly nodeset: string;
  /** `jr:count`: XPath of how many there are; null where people add and remove. */
  readonly count: string | null;
  readonly isFixed: boolean;
  readonly appearance: string | null;
  readonly attributes: ReadonlyMap<string, string>;
  /** `odk-new-repeat` and others that stand inside. */
  readonly actions: readonly Action[];
  readonly children: readonly BodyNode[];
}

/** Elements of the body that take an answer. */
export type ControlKind = 'input' | 'select1' | 'select' | 'rank' | 'upload' | 'trigger' | 'range' | 'secret';

/** A question. */
export interface BodyControl {
  readonly kind: ControlKind;
  readonly ref: string;
  readonly label: Wording | null;
  readonly hint: Wording | null;
  readonly appearance: string | null;
  /** All further attributes as written: `mediatype`, `start`, `end`, `step`, `rows`, `query`, `odk:tick-interval`, `intent`, … */
  readonly attributes: ReadonlyMap<string, string>;
  readonly choices: ChoiceList | null;
  /** `xforms-value-changed` and others that stand inside. */
  readonly actions: readonly Action[];
  /** OpenStreetMap tags of an `osm` upload. */
  readonly tags: readonly { readonly key: string; readonly label: Wording | null }[];
}

/** Where the choices of a question come from. */
export type ChoiceList =
  /** `nodeset` may hold a filter and `randomize(…)`; value and label are relative to an item; label may be `jr:itext(itextId)`. */
  | { readonly kind: 'itemset'; readonly nodeset: string; readonly value: string; readonly label: string }
  | { readonly kind: 'items'; readonly items: readonly { readonly value: string; readonly label: Wording | null }[] };

/** How and where a finished record is sent, where the form says so. */
export interface Submission {
  readonly action: string | null;
  readonly method: string | null;
  readonly publicKey: string | null;
  readonly autoSend: string | null;
  readonly autoDelete: string | null;
  readonly attributes: ReadonlyMap<string, string>;
}
