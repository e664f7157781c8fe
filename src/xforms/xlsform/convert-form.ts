import { err, ok, type Result } from '../../kernel/result.ts';
import type { Form, Submission } from '../form/form.ts';
import type { FormFault } from '../form/form-fault.ts';
import type { Workbook } from '../workbook/workbook.ts';
import { type ReadChoices, readChoices, readList, writeItemsets } from './choices.ts';
import { type EntityPlan, readEntities } from './entities/entity-plan.ts';
import { addEntities } from './entities/make-entity.ts';
import { placeEntities, versionOf } from './entities/place-entities.ts';
import { unreadableExpressions } from './expressions/unreadable.ts';
import { type FormExtras, readExtras } from './extras/read-extras.ts';
import { FaultList } from './fault-list.ts';
import { checkSearch } from './output/check-search.ts';
import { makeBinds, makeModelActions } from './output/make-binds.ts';
import { makeBody } from './output/make-body.ts';
import { makeInstances } from './output/make-instances.ts';
import { makeItext } from './output/make-itext.ts';
import { makeRecord } from './output/make-record.ts';
import { readSettings, rootAttributes, type Settings, titleOf, titlesOf } from './settings.ts';
import { checkReferences } from './survey/check-references.ts';
import type { SurveyContext } from './survey/context.ts';
import { readYesNo } from './survey/question-types.ts';
import { walkSurvey } from './survey/walk-survey.ts';
import { type Cell, textOf } from './tables/cell.ts';
import { checkTranslations, hasTranslations } from './tables/check-translations.ts';
import { findMisspelt, findSheet } from './tables/find-sheets.ts';
import { SURVEY_HEADERS } from './tables/headers.ts';
import { readTable, type Table } from './tables/read-table.ts';
import { addChild, type Element, makeElement, makeMeta, pathOf, walk } from './tree/element.ts';
import { isElementName } from './tree/names.ts';
import { ReferenceResolver } from './tree/resolve-references.ts';

/** What a form is called where its settings do not say. */
export interface ConvertOptions {
  /** Name of the root of the record. */
  readonly formName: string;
  /** Id and title: usually the name of the file. */
  readonly fallbackId: string;
}

/** A form that has been converted, with what stands beside it. */
export interface ConvertedForm {
  readonly form: Form;
  readonly extras: FormExtras;
  readonly warnings: readonly FormFault[];
  /** Path of a question, group or repeat → its row in the sheet `survey`. */
  readonly rows: ReadonlyMap<string, number>;
  /** `itemsets.csv`, where the form has `external_choices`. */
  readonly itemsets: string | null;
}

/** What has been read of the workbook. */
interface Parts {
  readonly settings: Settings;
  readonly choices: ReadChoices;
  readonly entities: EntityPlan;
  readonly survey: Table;
  readonly external: Table | null;
}

/**
 * Makes a form of a workbook in the way of XLSForm (xlsform.org, as pyxform 4.5 understands it).
 *
 * @returns the form, or all that is wrong with the workbook, by sheet, row and column. An expression that cannot be parsed is told
 * beside other faults; alone it leaves the form as it is, and its package cannot be compiled (see `placeCompileFaults`).
 */
export function convertForm(workbook: Workbook, options: ConvertOptions): Result<ConvertedForm, readonly FormFault[]> {
  const faults = new FaultList();
  if (!isElementName(options.formName)) faults.error('form-name-invalid', {}, { found: options.formName });
  const parts = readParts(workbook, faults);
  if (parts === null) return err(faults.errors);
  const context = makeContext(workbook, { parts, faults, options });
  walkSurvey(parts.survey, context);
  if (context.hasOrOther && (hasTranslations(parts.survey) || hasTranslations(parts.choices.table))) {
    faults.warn('or-other-translated', { sheet: 'survey' });
  }
  const root = context.stack[0]?.element;
  if (root === undefined) throw new Error('The form is the first thing that is open');
  const hasId = addMeta(root, parts, context);
  if (hasId) context.nameCounts.set('instanceID', (context.nameCounts.get('instanceID') ?? 0) + 1);
  checkReferences({ ...parts, choices: parts.choices.table, settings: parts.settings.table }, context);
  if (faults.errors.length > 0) return err([...faults.errors, ...unreadableExpressions(workbook)]);
  const converted = makeForm(root, { workbook, parts, context, options });
  return faults.errors.length > 0 ? err([...faults.errors, ...unreadableExpressions(workbook)]) : ok(converted);
}

function readParts(workbook: Workbook, faults: FaultList): Parts | null {
  const sheet = findSheet(workbook, 'survey');
  if (sheet === null || sheet.rows.length === 0) {
    const found = findMisspelt(workbook, 'survey').join(', ');
    faults.error(found === '' ? 'survey-missing' : 'survey-misspelt', { sheet: 'survey' }, { found });
    return null;
  }
  const settings = readSettings(workbook, faults);
  const external = readList(workbook, 'external_choices', { settings, faults });
  const choices = readChoices(workbook, settings, faults);
  const entities = readEntities(workbook, settings, faults);
  const { defaultLanguage: unnamed, isCleaned } = settings;
  const survey = readTable(
    sheet,
    { sheet: 'survey', names: SURVEY_HEADERS, required: ['type'], unnamed, isCleaned },
    faults,
  );
  checkTranslations(survey, choices.table, faults);
  return { settings, choices, entities, survey, external };
}

function makeContext(
  workbook: Workbook,
  { parts, faults, options }: { parts: Parts; faults: FaultList; options: ConvertOptions },
): SurveyContext {
  const { settings, choices, entities, external } = parts;
  const rootName = textOf(settings.cells, 'name') ?? options.formName;
  const element = makeElement({ kind: 'survey', type: 'survey', name: rootName });
  const lists = external?.rows.flatMap(({ cells }) => textOf(cells, 'list name') ?? []);
  return {
    workbook,
    faults,
    settings,
    choices: choices.tables,
    externalLists: lists === undefined ? null : new Set(lists),
    osmTags: readOsmTags(workbook, settings, faults),
    entities,
    stack: [{ element, control: 'survey', row: null, names: new Set(), lowerNames: new Set(), list: null }],
    meta: [],
    rowSettings: new Map(),
    questionNames: new Set(),
    nameCounts: new Map(),
    repeatNames: new Set(),
    triggerReferences: [],
    geometryReferences: [],
    instanceNames: new Set(),
    tableList: null,
    hasOrOther: false,
    loops: { elements: 0, characters: 0 },
    rootName,
  };
}

function readOsmTags(
  workbook: Workbook,
  settings: Settings,
  faults: FaultList,
): Map<string, { key: string; label: Cell | null }[]> {
  const tags = new Map<string, { key: string; label: Cell | null }[]>();
  for (const { cells } of readList(workbook, 'osm', { settings, faults })?.rows ?? []) {
    const [list, key] = [textOf(cells, 'list name'), textOf(cells, 'name')];
    if (list === null || key === null) continue;
    tags.set(list, [...(tags.get(list) ?? []), { key, label: cells.get('label') ?? null }]);
  }
  return tags;
}

/** Adds `meta` with audit, instance id and name, and the entities in their places. @returns whether it has an id. */
function addMeta(root: Element, { settings, entities }: Parts, context: SurveyContext): boolean {
  const { cells } = settings;
  const isOmitted = readYesNo(textOf(cells, 'omit_instanceID')) === true;
  const place = { sheet: 'settings', row: 2, column: 'omit_instanceID' };
  if (isOmitted && cells.has('public_key')) context.faults.error('instance-id-needed', place);
  const said = [...context.meta];
  const calculated = (name: string, bind: readonly (readonly [string, string])[]) =>
    makeElement({ kind: 'question', type: 'calculate', name, bind: new Map([['type', 'string'], ...bind]) });
  if (!isOmitted) {
    const preload = textOf(cells, 'instance_id') ?? 'uid';
    said.push(
      calculated('instanceID', [
        ['readonly', 'true()'],
        ['jr:preload', preload],
      ]),
    );
  }
  const name = textOf(cells, 'instance_name');
  if (name !== null) said.push(calculated('instanceName', [['calculate', name]]));
  addEntities(root, entities, placeEntities(entities, context.faults));
  if (said.length === 0) return !isOmitted;
  const meta = root.children.find((child) => child.name === 'meta' && child.isBodyless) ?? makeMeta();
  if (meta.parent === null) addChild(root, meta);
  for (const element of said) addChild(meta, element);
  return !isOmitted;
}

interface FormContext {
  readonly workbook: Workbook;
  readonly parts: Parts;
  readonly context: SurveyContext;
  readonly options: ConvertOptions;
}

function makeForm(root: Element, { workbook, parts, context, options }: FormContext): ConvertedForm {
  const { settings, choices, entities, external, survey } = parts;
  const { faults } = context;
  const setting = (name: string) => context.rowSettings.get(name) ?? textOf(settings.cells, name);
  const id = setting('id_string') ?? options.fallbackId;
  const resolver = new ReferenceResolver(root);
  checkSearch(root, choices.tables, faults);
  const attributes = recordAttributes(root, { id, setting, settings, resolver });
  const { defaultLanguage } = settings;
  const form: Form = {
    ...titlesIn(context, settings, id),
    id,
    version: setting('version'),
    root: makeRecord(root, attributes, resolver),
    binds: makeBinds(root, resolver),
    actions: makeModelActions(root, resolver),
    instances: makeInstances(root, choices.tables, faults),
    ...makeItext(root, choices.tables, { resolver, defaultLanguage }),
    body: makeBody(root, { choices: choices.tables, resolver, faults }),
    style: setting('style'),
    submission: makeSubmission(setting),
    namespaces: readNamespaces(setting('namespaces')),
    entitiesVersion: versionOf(entities, placeEntities(entities, faults)),
  };
  const extras = readExtras(workbook, { survey, resolver, root }, faults);
  const rows = new Map([...walk(root)].flatMap((one) => (one.row === null ? [] : [[pathOf(one), one.row] as const])));
  return { form, extras, warnings: faults.warnings, rows, itemsets: writeItemsets(external) };
}

/** A row of the survey counts more than the sheet `settings`, and says one title. */
function titlesIn(
  { rowSettings }: FormContext['context'],
  { cells }: FormContext['parts']['settings'],
  id: string,
): Pick<Form, 'title' | 'titles'> {
  const title = rowSettings.get('title');
  if (title !== undefined) return { title };
  const titles = titlesOf(cells);
  return { title: titleOf(cells) ?? id, ...(titles.size < 2 ? {} : { titles }) };
}

type Setting = (name: string) => string | null;

function recordAttributes(
  root: Element,
  {
    id,
    setting,
    settings,
    resolver,
  }: { id: string; setting: Setting; settings: Settings; resolver: ReferenceResolver },
): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, value] of root.instance) attributes.set(name, resolver.resolve(value, root));
  for (const [name, value] of rootAttributes(settings.cells)) attributes.set(name, value);
  attributes.set('id', id);
  const named = { xmlns: 'instance_xmlns', version: 'version', 'odk:prefix': 'prefix', 'odk:delimiter': 'delimiter' };
  for (const [attribute, name] of Object.entries(named)) {
    const value = setting(name);
    if (value !== null) attributes.set(attribute, value);
  }
  return attributes;
}

function makeSubmission(setting: Setting): Submission | null {
  const action = setting('submission_url');
  const isEditable = readYesNo(setting('client_editable')) === true;
  const submission: Submission = {
    action,
    method: action === null ? null : 'post',
    publicKey: setting('public_key'),
    autoSend: setting('auto_send'),
    autoDelete: setting('auto_delete'),
    attributes: isEditable ? new Map([['odk:client-editable', 'true']]) : new Map(),
  };
  const { publicKey, autoSend, autoDelete } = submission;
  const isSaid = [action, publicKey, autoSend, autoDelete].some((value) => value !== null) || isEditable;
  return isSaid ? submission : null;
}

/** `esri="http://…" other="…"`: prefix → URI. */
function readNamespaces(text: string | null): Map<string, string> {
  const namespaces = new Map<string, string>();
  for (const part of (text ?? '').split(/\s+/)) {
    const [prefix = '', uri, ...rest] = part.split('=');
    if (prefix !== '' && uri !== undefined && rest.length === 0) namespaces.set(prefix, uri.replace(/["']/g, ''));
  }
  return namespaces;
}
