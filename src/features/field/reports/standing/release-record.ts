import { type Fault, fault } from '../../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../../kernel/result.ts';
import { definitionsOf } from '../../../../xforms/instance/record/definition.ts';
import type { FormCore } from '../../../../xforms/package/form-package.ts';
import { RECORD_LIMITS } from '../../../../xforms/xml/limits.ts';
import { parseXml } from '../../../../xforms/xml/parse.ts';
import { childOf, type XmlAttribute, type XmlElement } from '../../../../xforms/xml/tree.ts';
import { writeXml } from '../../../../xforms/xml/write.ts';

/** What a record that was held is released as. */
export interface ReleasedAs {
  readonly core: FormCore;
  /** As its author calls the version; null: it has no name. */
  readonly version: string | null;
  /** Its own name from now on. */
  readonly instanceId: string;
  /** The name that it had; null: none. */
  readonly deprecatedId: string | null;
}

/**
 * A record as a record of the form that a person chose: with the name of its root, its id and version, and with names of its
 * own. All that it answers stays. Refuses what is no XML from beginning to end.
 */
export function releaseRecord(raw: Uint8Array, as: ReleasedAs): Result<Uint8Array, Fault> {
  const parsed = parseXml(raw, RECORD_LIMITS);
  if (!parsed.ok) return parsed;
  const [root] = definitionsOf(as.core);
  if (root === undefined) return err(fault('record-form', { found: '', wanted: as.core.id }));
  const written = writeXml(rootOf(parsed.value, root.name, as));
  if (!written.ok) return written;
  // What is told of its lines is to be found in what came.
  const text = beginsOnSecondLine(raw) ? written.value : written.value.replace('\n', '');
  return ok(new TextEncoder().encode(text));
}

function beginsOnSecondLine(raw: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(raw.subarray(0, 400)).replaceAll('\0', '');
  return /<\?xml[^>]*\?>[ \t]*\r?\n/.test(head);
}

function rootOf(record: XmlElement, name: string, { core, version, ...names }: ReleasedAs): XmlElement {
  const told = [...attribute('id', core.id), ...(version === null ? [] : attribute('version', version))];
  const kept = record.attributes.filter((one) => one.prefix !== '' || !['id', 'version'].includes(one.name));
  const meta = childOf(record, 'meta');
  const others = record.children.filter((child) => child !== meta);
  const own = name.slice(name.indexOf(':') + 1);
  return { ...record, name: own, attributes: [...told, ...kept], children: [...others, metaOf(record, meta, names)] };
}

function metaOf(
  record: XmlElement,
  meta: XmlElement | null,
  { instanceId, deprecatedId }: Pick<ReleasedAs, 'instanceId' | 'deprecatedId'>,
): XmlElement {
  const { prefix, namespace } = meta ?? record;
  const put = (name: string, text: string): XmlElement => {
    return { name, prefix, namespace, attributes: [], children: [text], line: 0 };
  };
  const kept = (meta?.children ?? []).filter(
    (child) => typeof child === 'string' || !['instanceID', 'deprecatedID'].includes(child.name),
  );
  const named = [put('instanceID', instanceId), ...(deprecatedId === null ? [] : [put('deprecatedID', deprecatedId)])];
  return { ...(meta ?? put('meta', '')), children: [...kept, ...named] };
}

function attribute(name: string, value: string): XmlAttribute[] {
  return [{ name, prefix: '', namespace: '', value }];
}
