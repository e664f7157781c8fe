/**
 * What a program does with a form that is being filled. One implementation: `instance/open.ts`, which makes a session of a
 * form package, its data and, where there is one, a draft. Field app, preview and desk entry know the engine by this alone.
 */
export interface FormSession {
  readonly title: string;
  readonly languages: readonly string[];
  readonly language: string;
  /** The root of what is shown. */
  readonly root: NodeKey;
  /** What stands below a node, in the order in which it is shown, whether relevant or not: groups, repeats, their copies, questions. */
  children(node: NodeKey): readonly NodeKey[];
  /** What a node is; never changes. */
  describe(node: NodeKey): NodeDescription;
  /** How a node stands now. Cheap: read as often as needed. */
  get(node: NodeKey): NodeState;
  /** The node at an absolute path with positions (`/data/visit[2]/time`), or null. */
  find(path: string): NodeKey | null;
  /** The absolute path of a node, with positions for copies of repeats. */
  pathOf(node: NodeKey): string;
  /** Answers a question: canonical text of its type, empty to take the answer back. @returns what has changed by it. */
  set(node: NodeKey, value: string): Changes;
  /** The choices of a question as they stand, filtered and in order. */
  choices(node: NodeKey): readonly Choice[];
  /** What is wrong with the answers below a node (default: all), in the order of the form; hidden ones are passed over. */
  validate(below?: NodeKey): readonly Violation[];
  /** Adds a copy at the end; changes nothing where the record has no room for more. */
  addRepeat(repeat: NodeKey): Changes;
  /** Takes a copy away. */
  removeRepeat(copy: NodeKey): Changes;
  setLanguage(language: string): void;
  /** Everything that has been answered, hidden answers included: opens again where it was left. */
  draft(): Draft;
  /** The record as OpenRosa servers take it, without hidden answers. */
  submission(): SubmittedRecord;
}

/** Names a node of one session for as long as it lives, also when copies before it are taken away. */
export type NodeKey = string & { readonly nodeKey: unique symbol };

/** What a node is. */
export interface NodeDescription {
  readonly kind: 'group' | 'repeat' | 'copy' | 'question';
  /** Name of the node in the record; empty for a group that is there for the eye alone. */
  readonly name: string;
  readonly parent: NodeKey | null;
  /** `input`, `select1`, …; null unless it is a question. */
  readonly control: 'input' | 'select1' | 'select' | 'rank' | 'upload' | 'trigger' | 'range' | 'secret' | null;
  /** `string`, `int`, `decimal`, `date`, `time`, `dateTime`, `geopoint`, `geotrace`, `geoshape`, `binary`, `barcode`, `boolean`, … */
  readonly type: string;
  /** Appearances in lower case, one word each. */
  readonly appearance: readonly string[];
  /** `mediatype`, `start`, `end`, `step`, `rows`, … as written in the form. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether people may add and take away copies of a repeat. */
  readonly isCounted: boolean;
}

/** How a node stands. Texts are in the language of the session, with the values of the record in them. */
export interface NodeState {
  /** Canonical text; empty: not answered. */
  readonly value: string;
  readonly isRelevant: boolean;
  readonly isRequired: boolean;
  readonly isReadonly: boolean;
  readonly label: string;
  readonly hint: string;
  readonly guidance: string;
  /** `image`, `audio`, `video`, `big-image` → file name. */
  readonly media: Readonly<Record<string, string>>;
  /** What is wrong with the answer as it stands; null where nothing is. An empty required answer counts. */
  readonly violation: Violation | null;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly media: Readonly<Record<string, string>>;
}

/** Why an answer cannot stay. `message` is the form's own, empty where it has none. */
export interface Violation {
  readonly node: NodeKey;
  readonly kind: 'required' | 'constraint' | 'type';
  readonly message: string;
}

/** What an answer has changed; a view draws these anew and nothing else. */
export interface Changes {
  /** Nodes whose state differs. */
  readonly nodes: ReadonlySet<NodeKey>;
  /** Questions whose choices may differ. */
  readonly choices: ReadonlySet<NodeKey>;
  /** Nodes that have other children than before. */
  readonly children: ReadonlySet<NodeKey>;
}

/** Plain JSON. */
export interface Draft {
  readonly form: string;
  readonly version: string | null;
  readonly language: string;
  readonly instance: unknown;
}

export interface SubmittedRecord {
  readonly instanceId: string;
  readonly xml: string;
  /** File names that the answers name. */
  readonly attachments: readonly string[];
}
