import type { XmlElement } from '../../xml/tree.ts';
import type { AttributeReader } from './element-names.ts';
import { refuseMissing } from './element-names.ts';
import { refuse } from './x-form-stop.ts';

const STEP = /^(?:\.\.?|[\p{L}_][\p{L}\p{M}\p{N}_.\-·]*(?::[\p{L}_][\p{L}\p{M}\p{N}_.\-·]*)?)$/u;

/** Makes the paths of binds, actions and the body absolute (XPath Paths, Groups). */
export class NodePaths {
  private readonly byBindId: ReadonlyMap<string, string>;

  /** `byBindId`: the nodes of binds that have an `id` (XForms 1.0, section 3.3.1). */
  constructor(byBindId: ReadonlyMap<string, string>) {
    this.byBindId = byBindId;
  }

  /** The node of an element by `ref`, `nodeset` or `bind`, null where it names none. @throws XFormStop at what is no path. */
  find(attributes: AttributeReader, context: string): string | null {
    const ref = attributes.takeExpression('ref');
    const nodeset = attributes.takeExpression('nodeset');
    const bind = attributes.take('bind');
    const written = ref ?? nodeset;
    if (written !== null) return resolvePath(written, { context, element: attributes.element });
    if (bind === null) return null;
    const known = this.byBindId.get(bind);
    return known ?? refuse('xform-path', { line: attributes.element.line, found: bind });
  }

  /** The node of an element that must name one. @throws XFormStop where it does not. */
  get(attributes: AttributeReader, context: string): string {
    return this.find(attributes, context) ?? refuseMissing(attributes.element, 'ref');
  }
}

/** A path of steps as an absolute one; the last step may be an attribute. @throws XFormStop at what is no such path. */
export function resolvePath(
  written: string,
  { context, element }: { readonly context: string; readonly element: XmlElement },
): string {
  const path = written.trim();
  const no = () => refuse('xform-path', { line: element.line, found: path });
  const steps = path.startsWith('/') ? [] : context.split('/').slice(1);
  const own = path.replace(/^\//, '').split('/');
  for (const [at, step] of own.entries()) {
    const isAttribute = step.startsWith('@') && at === own.length - 1;
    if (!STEP.test(isAttribute ? step.slice(1) : step)) no();
    if (step === '..') {
      if (steps.pop() === undefined) no();
    } else if (step !== '.') steps.push(step);
  }
  return steps.length === 0 ? no() : `/${steps.join('/')}`;
}
