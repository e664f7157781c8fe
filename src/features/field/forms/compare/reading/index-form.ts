import type {
  Action,
  Bind,
  BodyControl,
  BodyGroup,
  BodyNode,
  BodyRepeat,
  Form,
} from '../../../../../xforms/form/form.ts';

/** The parts of a form by the path that they are about. */
export interface FormIndex {
  readonly form: Form;
  readonly binds: ReadonlyMap<string, Bind>;
  readonly controls: ReadonlyMap<string, BodyControl>;
  readonly groups: ReadonlyMap<string, BodyGroup>;
  readonly repeats: ReadonlyMap<string, BodyRepeat>;
  /** What a node is filled with when a record or a copy begins. */
  readonly defaults: ReadonlyMap<string, string>;
  /** What a node is filled with when another answer changes. */
  readonly triggered: ReadonlyMap<string, string>;
}

interface Body {
  readonly controls: Map<string, BodyControl>;
  readonly groups: Map<string, BodyGroup>;
  readonly repeats: Map<string, BodyRepeat>;
  readonly actions: Action[];
}

/** Puts binds, controls and actions of a form under their paths. */
export function indexForm(form: Form): FormIndex {
  const body: Body = { controls: new Map(), groups: new Map(), repeats: new Map(), actions: [...form.actions] };
  for (const node of form.body) gather(node, body);
  const isFirst = ({ events }: Action) => events.every((event) => event !== 'xforms-value-changed');
  return {
    form,
    ...body,
    binds: new Map(form.binds.map((bind) => [bind.nodeset, bind])),
    defaults: new Map(body.actions.filter(isFirst).map(showAction)),
    triggered: new Map(body.actions.filter((action) => !isFirst(action)).map(showAction)),
  };
}

function gather(node: BodyNode, body: Body): void {
  if (node.kind === 'group') {
    if (node.ref !== null) body.groups.set(node.ref, node);
  } else if (node.kind === 'repeat') {
    body.repeats.set(node.nodeset, node);
    body.actions.push(...node.actions);
  } else {
    body.controls.set(node.ref, node);
    body.actions.push(...node.actions);
    return;
  }
  for (const child of node.children) gather(child, body);
}

function showAction({ kind, ref, value, text }: Action): [string, string] {
  return [ref, kind === 'setvalue' ? (value ?? text ?? '').trim() : kind];
}
