import type { Cell, CellMap } from '../tables/cell.ts';
import { addChild, type Element, type ElementAction, makeElement, makeMeta } from '../tree/element.ts';
import { FORM_PATH, showPath } from './container-path.ts';
import type { EntityDeclaration, EntityPlan } from './entity-plan.ts';
import type { Placement } from './place-entities.ts';

/** Puts each entity into a `meta` of its own at the end of its place. */
export function addEntities(form: Element, plan: EntityPlan, placement: Placement): void {
  addBelow(form, { path: showPath(FORM_PATH), isRepeated: false });

  function addBelow(element: Element, { path, isRepeated }: { path: string; isRepeated: boolean }): void {
    const declaration = plan.declarations.get(placement.get(path)?.list ?? '');
    for (const child of [...element.children]) {
      if (child.kind !== 'group' && child.kind !== 'repeat') continue;
      addBelow(child, { path: `${path}/${child.name}`, isRepeated: isRepeated || child.kind === 'repeat' });
    }
    if (declaration === undefined) return;
    const meta = makeMeta();
    addChild(meta, makeEntity(declaration, isRepeated));
    addChild(element, meta);
  }
}

function makeEntity(declaration: EntityDeclaration, isRepeated: boolean): Element {
  const { list, entityId, createIf, updateIf, label } = declaration;
  const entity = makeElement({ kind: 'entity', type: 'entity', name: 'entity' });
  const attribute = (name: string, more: Partial<Element>) =>
    addChild(entity, makeElement({ kind: 'attribute', type: 'attribute', name, ...more }));
  attribute('dataset', { value: list });
  if (entityId === null || createIf !== null) {
    attribute('create', { value: '1', bind: createIf === null ? null : computed(createIf) });
  }
  if (entityId !== null) {
    attribute('update', { value: '1', bind: updateIf === null ? null : computed(updateIf) });
    const present = `instance('${list}')/root/item[name=${entityId}]`;
    attribute('baseVersion', { bind: computed(`${present}/__version`) });
    attribute('trunkVersion', { bind: computed(`${present}/__trunkVersion`) });
    attribute('branchId', { bind: computed(`${present}/__branchId`) });
  }
  attribute('id', {
    bind: entityId === null ? readonly() : computed(entityId),
    actions: entityId === null ? newIds(isRepeated) : [],
  });
  if (label !== null)
    addChild(entity, makeElement({ kind: 'label', type: 'label', name: 'label', bind: computed(label) }));
  return entity;
}

function readonly(): CellMap {
  return new Map<string, Cell>([
    ['readonly', 'true()'],
    ['type', 'string'],
  ]);
}

function computed(expression: string): CellMap {
  return new Map([['calculate', expression], ...readonly()]);
}

function newIds(isRepeated: boolean): ElementAction[] {
  const action = (event: string): ElementAction => ({ kind: 'setvalue', event, value: 'uuid()', quality: null });
  return [action('odk-instance-first-load'), ...(isRepeated ? [action('odk-new-repeat')] : [])];
}
