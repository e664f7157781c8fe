import type { Bind, Form, InstanceNode } from '../form/form.ts';

/** The form with `meta/instanceID`, which every record must have (ODK XForms, Metadata), where its author left it out. */
export function withMeta(form: Form): Form {
  const meta = form.root.children.find((child) => localName(child.name) === 'meta');
  if (meta?.children.some((child) => localName(child.name) === 'instanceID')) return form;
  const name = meta?.name ?? 'orx:meta';
  const path = `/${form.root.name}/${name}/${name.replace(/meta$/, 'instanceID')}`;
  const children =
    meta === undefined
      ? [...form.root.children, metaWithId()]
      : form.root.children.map((child) => (child === meta ? withId(meta) : child));
  return { ...form, root: { ...form.root, children }, binds: [...form.binds, bindOf(path)] };
}

function localName(name: string): string {
  return name.replace(/^.*:/, '');
}

function metaWithId(): InstanceNode {
  return withId({ name: 'orx:meta', attributes: new Map(), value: null, children: [], isTemplate: false });
}

function withId(meta: InstanceNode): InstanceNode {
  const id: InstanceNode = {
    name: meta.name.replace(/meta$/, 'instanceID'),
    attributes: new Map(),
    value: null,
    children: [],
    isTemplate: false,
  };
  return { ...meta, children: [...meta.children, id] };
}

function bindOf(nodeset: string): Bind {
  return {
    nodeset,
    type: 'string',
    relevant: null,
    required: null,
    readonly: null,
    constraint: null,
    calculate: null,
    constraintMessage: null,
    requiredMessage: null,
    preload: 'uid',
    preloadParams: null,
    attributes: new Map(),
  };
}
