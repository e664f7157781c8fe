import { type Fault, fault } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { InstanceNode } from '../form/form.ts';
import { definitionsOf } from '../instance/record/definition.ts';
import type { FormCore } from '../package/form-package.ts';
import { RECORD_LIMITS } from '../xml/limits.ts';
import { parseXml } from '../xml/parse.ts';
import { attributeOf, qualifiedName, type XmlElement } from '../xml/tree.ts';
import { refuse, XFormStop } from './reading/x-form-stop.ts';
import { RecordReader } from './records/record-reader.ts';

/** A record that was submitted. */
export interface SubmittedInstance {
  /** The record as `openForm` takes it, names and prefixes being those of the form. */
  readonly root: InstanceNode;
  readonly instanceId: string;
  /** The version of the form that it was filled with; null where it does not say. */
  readonly version: string | null;
  /**
   * What the form has no place for (`record-element`, `record-attribute`), once for each path, with its first line. It is no
   * reason to refuse a record: it may come from a version of the form that asked for more, and no answer is to be lost.
   * `openForm` keeps elements as leftovers.
   */
  readonly warnings: readonly Fault[];
}

/**
 * Reads the XML of a submitted record (OpenRosa Form Submission API; ODK XForms, Metadata), so that it can be mended. Refuses
 * what is no XML (`xml-…`), records of another form (`record-form`, `record-root`), encrypted ones, those without an id, and
 * those whose shape the form cannot have: two answers to a question (`record-twice`), a text beside elements (`record-text`),
 * elements inside of an answer (`record-inside`); with path, positions counted from 1, and line.
 */
export function readRecord(xml: string | Uint8Array, form: FormCore): Result<SubmittedInstance, Fault> {
  const read = readAnswers(xml, form);
  return read.ok && read.value.instanceId === '' ? err(fault('record-id')) : read;
}

/** The same for whoever does not mend it: a record without an id is read as well, its `instanceId` being empty. */
export function readAnswers(xml: string | Uint8Array, form: FormCore): Result<SubmittedInstance, Fault> {
  const parsed = parseXml(xml, RECORD_LIMITS);
  if (!parsed.ok) return parsed;
  try {
    return ok(readRoot(parsed.value, form));
  } catch (thrown) {
    if (thrown instanceof XFormStop) return err(thrown.fault);
    throw thrown;
  }
}

function readRoot(element: XmlElement, form: FormCore): SubmittedInstance {
  const [definition] = definitionsOf(form);
  const id = attributeOf(element, 'id') ?? '';
  if (attributeOf(element, 'encrypted') === 'yes') refuse('record-encrypted', {});
  if (definition === undefined || id !== form.id) refuse('record-form', { found: id, wanted: form.id });
  const reader = new RecordReader(form.namespaces);
  if (!reader.isNamed(element, definition.name)) {
    refuse('record-root', { line: element.line, found: qualifiedName(element), wanted: definition.name });
  }
  const root = reader.read(element, definition);
  return {
    root,
    instanceId: idOf(root),
    version: attributeOf(element, 'version'),
    warnings: [...reader.warnings.values()],
  };
}

/** `meta/instanceID`, which every record should have. */
function idOf(root: InstanceNode): string {
  const meta = root.children.find((child) => localName(child.name) === 'meta');
  return meta?.children.find((child) => localName(child.name) === 'instanceID')?.value ?? '';
}

function localName(name: string): string {
  return name.replace(/^.*:/, '');
}
