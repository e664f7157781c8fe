import { type Fault, fault } from '../../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../../kernel/result.ts';
import { type Ast, type AstList, isList, Op, Start } from '../../../../xforms/xpath/ast.ts';
import { parseXPath } from '../../../../xforms/xpath/parse/parser.ts';
import { isBearable } from '../../../../xforms/xpath/patterns/matches.ts';
import { ALLOWED_CALLS, type AllowedCall, OVER_COPIES, type Wanted } from './allowed-calls.ts';
import { isText, literalOf, TermChecks } from './check-types.ts';
import { type MaskedRule, maskedPlace, maskNames } from './mask-names.ts';
import { resolveName } from './resolve-name.ts';
import type { RuleWorld } from './rule-form.ts';
import type { Arithmetic, Comparison, Rule, RuleName, Term } from './term.ts';
import { TermPlaces } from './term-places.ts';

/** Longer rules are refused. */
export const LONGEST_RULE = 4_000;

const COMPARISONS: Readonly<Record<number, Comparison>> = {
  [Op.equal]: 'equal',
  [Op.notEqual]: 'notEqual',
  [Op.less]: 'less',
  [Op.lessEqual]: 'lessEqual',
  [Op.greater]: 'greater',
  [Op.greaterEqual]: 'greaterEqual',
};
const ARITHMETIC: Readonly<Record<number, Arithmetic>> = {
  [Op.add]: 'add',
  [Op.subtract]: 'subtract',
  [Op.multiply]: 'multiply',
  [Op.divide]: 'divide',
  [Op.modulo]: 'modulo',
};
/** Operations in one another; the database has a smaller stack than the parser. */
const DEEPEST = 60;

/**
 * Reads a rule: an XPath expression that states what is wrong, over names of questions (`${turnout}`), absolute paths, and names of
 * what lies around the report (`${station.registered}`, `${official.voters.registered}`, `${other.turnout}`). Everything that is
 * wrong with it is told at once, with the place in characters from 1 (`at`).
 */
export function readRule(expression: string, world: RuleWorld): Result<Rule, readonly Fault[]> {
  if (expression.length > LONGEST_RULE) return err([fault('check-long', { most: LONGEST_RULE })]);
  const masked = maskNames(expression);
  if (!masked.ok) return err([masked.error]);
  const parsed = parseXPath(masked.value.text);
  if (!parsed.ok) return err([unreadable(parsed.error, masked.value)]);
  const reader = new RuleReader(masked.value, world);
  const condition = reader.read(parsed.value, 0);
  reader.checks.want(condition, 'boolean');
  const { names } = reader;
  const faults = reader.checks.faults;
  const readsOther = names.some(({ source }) => source.kind === 'other');
  // What nothing of the report bears on nobody can verify.
  const isAboutReport = names.some(({ source }) => source.kind === 'answer');
  if (faults.length === 0 && !isAboutReport) faults.push(fault('check-constant'));
  if (faults.length === 0 && world.other !== null && !readsOther)
    faults.push(fault('check-other-unused', { form: world.other.formId }));
  if (faults.length > 0) return err(faults);
  const readsRegister = names.some(({ source }) => source.kind === 'station' || source.kind === 'official');
  return ok({ condition, names, readsOther, readsRegister });
}

/** What the parser says → what checks say. */
const SYNTAX: Readonly<Record<string, string>> = {
  'xpath-empty': 'check-empty',
  'xpath-character': 'check-character',
  'xpath-unclosed': 'check-unclosed',
  'xpath-incomplete': 'check-incomplete',
  'xpath-axis': 'check-axis',
  'xpath-deep': 'check-deep',
  'xpath-long': 'check-deep',
};

/** What the parser says, in the words of checks: a stand-in is told as the reference that it stands for. */
function unreadable({ code, parameters }: Fault, { names }: MaskedRule): Fault {
  const place = typeof parameters.found === 'string' ? maskedPlace(parameters.found) : null;
  const name = place === null ? undefined : names[place];
  const isName = name !== undefined && name.at + 1 === parameters.at;
  const told = isName ? { ...parameters, found: `\${${name.written}}`, at: name.at } : parameters;
  return fault(SYNTAX[code] ?? 'check-unexpected', told);
}

class RuleReader {
  readonly names: RuleName[] = [];
  readonly checks = new TermChecks(this.names);
  private readonly masked: MaskedRule;
  private readonly world: RuleWorld;
  private readonly places: TermPlaces;

  constructor(masked: MaskedRule, world: RuleWorld) {
    this.masked = masked;
    this.world = world;
    this.places = new TermPlaces(masked.text);
  }

  read(ast: Ast, depth: number): Term {
    if (depth > DEEPEST) return this.refused('check-deep', { most: DEEPEST, at: 1 });
    if (!isList(ast)) return literalOf(ast, this.places.nextLiteral());
    const op = ast[0] as number;
    if (op === Op.call) return this.call(ast, depth);
    if (op === Op.path) return this.name(ast);
    if (op === Op.filter || op === Op.union) return this.refused('check-path', { at: this.places.nextPath(1) });
    if (op === Op.negate) return this.checks.negate(this.read(ast[1] as Ast, depth + 1));
    const [left, right] = [this.read(ast[1] as Ast, depth + 1), this.read(ast[2] as Ast, depth + 1)];
    if (op === Op.and || op === Op.or) return this.checks.connect(op === Op.and ? 'and' : 'or', left, right);
    const comparison = COMPARISONS[op];
    if (comparison !== undefined) return this.checks.compare(comparison, left, right);
    return this.checks.compute(ARITHMETIC[op] as Arithmetic, left, right);
  }

  /** What cannot be read any further is taken for whatever is wanted there, so that it is told once. */
  private refused(code: string, parameters: Fault['parameters']): Term {
    this.checks.faults.push(fault(code, parameters));
    return { kind: 'name', name: -1, type: 'open', at: Number(parameters.at) };
  }

  private name(ast: AstList): Term {
    const steps = ast.slice(2) as readonly AstList[];
    const at = this.places.nextPath(steps.length);
    const arePlain = steps.length > 0 && steps.every((step) => step.length === 2 && step[0] === 0);
    const path = steps.map((step) => String(step[1])).join('/');
    if (ast[1] === Start.root && arePlain) return this.resolved(`/${path}`, at - 1);
    const place = arePlain && steps.length === 1 && ast[1] === Start.context ? maskedPlace(path) : null;
    const reference = place === null ? undefined : this.masked.names[place];
    if (reference === undefined || reference.at + 1 !== at) return this.refused('check-path', { at });
    return this.resolved(reference.written, reference.at);
  }

  private resolved(written: string, at: number): Term {
    const found = resolveName(written, this.world);
    if (!found.ok) return this.refused(found.error.code, { ...found.error.parameters, at });
    const known = this.names.findIndex((name) => isSame(name, found.value));
    const name = known < 0 ? this.names.push(found.value) - 1 : known;
    return { kind: 'name', name, type: found.value.type, at };
  }

  private call(ast: AstList, depth: number): Term {
    const at = this.places.nextCall();
    const name = ast[1] as string;
    const args = ast.slice(2).map((argument) => this.read(argument, depth + 1));
    const allowed = Object.hasOwn(ALLOWED_CALLS, name) ? ALLOWED_CALLS[name] : undefined;
    if (allowed === undefined) return this.refused('check-function', { found: name, at });
    const { least, most } = allowed;
    if (args.length < least || args.length > most)
      return this.refused('check-arguments', { found: args.length, least, most, name, at });
    const type = this.givenBy(name, allowed, args);
    return { kind: 'call', name, args, type, at };
  }

  private givenBy(name: string, { wants, gives }: AllowedCall, args: readonly Term[]): Term['type'] {
    const overCopies = args.length === 1 && OVER_COPIES.has(name) && this.checks.isMany(args[0] as Term);
    for (const [at, arg] of args.entries()) {
      const wanted = overCopies && name !== 'count' ? 'many' : (wants[Math.min(at, wants.length - 1)] as Wanted);
      this.checks.wantArgument(arg, wanted, name);
    }
    if (name === 'regex' && isText(args[1]) && !isBearable(args[1].value))
      this.checks.faults.push(fault('check-pattern', { found: args[1].value, at: args[1].at }));
    if (name === 'selected') this.checks.wantChoice(args[0] as Term, args[1] as Term);
    if (gives !== 'same') return gives;
    const type = this.checks.same(args.slice(name === 'if' ? 1 : 0));
    if (name === 'coalesce' && type === 'boolean') this.checks.want(args[0] as Term, 'text');
    return type;
  }
}

function isSame(one: RuleName, other: RuleName): boolean {
  return JSON.stringify(one.source) === JSON.stringify(other.source);
}
