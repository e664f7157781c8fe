/** What a part of a rule is. `open`: a figure that the form computes without saying what it is; it can be a number or a text. */
export type ValueType = 'number' | 'text' | 'choice' | 'choices' | 'date' | 'moment' | 'boolean' | 'open';

/** Where the value of a name comes from. `path` as answers have it, without places of copies. */
export type NameSource =
  | { readonly kind: 'answer'; readonly path: string }
  | { readonly kind: 'other'; readonly path: string }
  /** What the register knows of the polling station: `code`, `kind`, `number`, or the code of the place of that level above it. */
  | { readonly kind: 'station'; readonly field: StationField }
  /** What authorities say of the polling station, by the subject of the claim. */
  | { readonly kind: 'official'; readonly subject: string };

/** What of the register can be named behind `station.`; `registered` is a figure of authorities. */
export const STATION_FIELDS = ['code', 'kind', 'number', 'region', 'district', 'constituency'] as const;
export type StationField = (typeof STATION_FIELDS)[number];

/** A name that a rule reads, once for all places where it stands. */
export interface RuleName {
  /** As it is written: `turnout`, `other.turnout`, `/data/count/turnout`. */
  readonly written: string;
  readonly source: NameSource;
  readonly type: ValueType;
  /** It stands in a repeat: there are as many as there are copies. */
  readonly isMany: boolean;
  /** It is a repeat itself: its copies can be counted. */
  readonly isRepeat: boolean;
  /** What can be chosen, where that is known. */
  readonly choices: readonly string[] | null;
}

export type Comparison = 'equal' | 'notEqual' | 'less' | 'lessEqual' | 'greater' | 'greaterEqual';
export type Arithmetic = 'add' | 'subtract' | 'multiply' | 'divide' | 'modulo';

/** A part of a rule with what it is; `at`: where it begins, in characters from 1. */
export type Term =
  | { readonly kind: 'literal'; readonly value: number | string; readonly type: ValueType; readonly at: number }
  /** `name`: its place among the names of the rule. */
  | { readonly kind: 'name'; readonly name: number; readonly type: ValueType; readonly at: number }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Term[];
      readonly type: ValueType;
      readonly at: number;
    }
  /** `by`: whether both sides are compared as numbers or as texts. */
  | {
      readonly kind: 'compare';
      readonly op: Comparison;
      readonly by: 'number' | 'text' | 'boolean';
      readonly left: Term;
      readonly right: Term;
      readonly type: 'boolean';
      readonly at: number;
    }
  /** Whether a name has no answer, or has one. */
  | {
      readonly kind: 'empty';
      readonly of: Term;
      readonly isNegated: boolean;
      readonly type: 'boolean';
      readonly at: number;
    }
  | {
      readonly kind: 'compute';
      readonly op: Arithmetic;
      readonly left: Term;
      readonly right: Term;
      readonly type: 'number';
      readonly at: number;
    }
  | { readonly kind: 'negate'; readonly of: Term; readonly type: 'number'; readonly at: number }
  | {
      readonly kind: 'and' | 'or';
      readonly left: Term;
      readonly right: Term;
      readonly type: 'boolean';
      readonly at: number;
    };

/** A rule that was read: it states what is wrong. */
export interface Rule {
  readonly condition: Term;
  readonly names: readonly RuleName[];
  /** Whether it reads another report of the station. */
  readonly readsOther: boolean;
  /** Whether it reads the register. */
  readonly readsRegister: boolean;
}
