import type { z } from 'zod';
import { fault } from '../../../../kernel/issue.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../../mission/missions/access.ts';
import { type Category, checkCategories } from '../category.ts';
import { missionParams, settingsBody } from '../contract.ts';
import type { IncidentForm, IncidentSettings } from '../incident-replies.ts';
import { canSay, defaultMapping, MAPPED } from '../mapping.ts';
import {
  findUsed,
  listAssignees,
  loadForms,
  loadSettings,
  type StoredForm,
  type StoredSettings,
  saveSettings,
} from '../store/keep-settings.ts';

const PATH = '/api/missions/:mission/incidents/settings';

type Asked = z.output<typeof settingsBody>;
type Wrong = { readonly code: string; readonly parameters: Readonly<Record<string, string>>; readonly column: string };

const show = defineEndpoint({
  method: 'GET',
  path: PATH,
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params }): Promise<IncidentSettings> => {
    const { id } = await getMission(sql, params.mission);
    return await shownSettings(sql, id);
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: PATH,
  access: 'editor',
  params: missionParams,
  body: settingsBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<IncidentSettings> => {
    const mission = await getWorkingMission(sql, params.mission);
    const before = await loadSettings(sql, mission.id);
    if (before.revision !== body.base) throw new Problem('changed-meanwhile', { by: before.by ?? '' });
    const wrong = await findWrong(sql, mission.id, { before, asked: body });
    if (wrong.length > 0) throw new Problem('invalid-input', {}, wrong);
    const settings = { ...body, revision: before.revision + 1 };
    const by = { id: actor.id, name: actor.name, at: now };
    if (!(await saveSettings(sql, mission.id, { settings, by }))) throw new Problem('changed-meanwhile');
    await audit({
      ...{ action: 'incident.settings', subject: { kind: 'mission-here', id: mission.slug } },
      ...{ electionId: mission.electionId, reason: body.reason },
      parameters: { before: wordsOf(before), after: wordsOf(settings) },
    });
    return await shownSettings(sql, mission.id);
  },
});

/** How a mission tells incidents. */
export const settingEndpoints: readonly Endpoint[] = [show, change];

async function shownSettings(sql: Db, missionId: string): Promise<IncidentSettings> {
  const settings = await loadSettings(sql, missionId);
  const { revision, categories, by, at, reason } = settings;
  const forms = await loadForms(sql, missionId);
  return {
    ...{ revision, categories },
    forms: forms.map((form) => shownForm(form, settings)),
    changed: at === null ? null : { by: by ?? '', at: at.toISOString(), reason },
    assignees: await listAssignees(sql),
  };
}

/** A form as it is told, or else as its name and those of its questions tell. */
function shownForm({ form, title, questions }: StoredForm, settings: StoredSettings): IncidentForm {
  const own = settings.forms.find((one) => one.form === form);
  const isOn = own?.isOn ?? form.startsWith('incident');
  return { form, title, isOn, isSet: own !== undefined, mapping: own?.mapping ?? defaultMapping(questions), questions };
}

async function findWrong(
  sql: Db,
  missionId: string,
  { before, asked }: { readonly before: StoredSettings; readonly asked: Asked },
): Promise<Wrong[]> {
  const forms = await loadForms(sql, missionId);
  const wrong: Wrong[] = checkCategories(asked.categories as readonly Category[]).map(({ at, fault: found }) => {
    return { code: found.code, parameters: textsOf(found.parameters), column: `categories.${at}` };
  });
  const kept = new Set(asked.categories.map(({ key }) => key));
  const gone = before.categories.map(({ key }) => key).filter((key) => !kept.has(key));
  for (const key of await findUsed(sql, missionId, gone)) {
    wrong.push({ ...worded('incident-category-used', key), column: 'categories' });
  }
  for (const [at, one] of asked.forms.entries()) {
    const form = forms.find(({ form: name }) => name === one.form);
    const column = `forms.${at}`;
    if (form === undefined) wrong.push({ ...worded('incident-form-unknown', one.form), column });
    else
      wrong.push(
        ...wrongQuestions(form, one.mapping).map((path) => ({ ...worded('incident-question', path), column })),
      );
  }
  return wrong;
}

function worded(code: string, found: string) {
  return { ...fault(code), parameters: { found } };
}

function textsOf(parameters: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
}

/** Paths that the form does not have, or that cannot say it. */
function wrongQuestions({ questions }: StoredForm, mapping: Asked['forms'][number]['mapping']): string[] {
  const told = [
    ...MAPPED.map((fact) => ({ fact, path: mapping[fact] })),
    { fact: 'danger' as const, path: mapping.danger?.path ?? null },
  ];
  return told.flatMap(({ fact, path }) => {
    const question = questions.find((one) => one.path === path);
    return path === null || (question !== undefined && canSay(fact, question)) ? [] : [path];
  });
}

/** What the settings are, as a history shows differences. */
function wordsOf({ categories, forms }: Pick<StoredSettings, 'categories' | 'forms'>): Record<string, string> {
  return {
    categories: categories.map(({ key, isRetired }) => (isRetired ? `(${key})` : key)).join(' '),
    forms: forms
      .filter(({ isOn }) => isOn)
      .map(({ form }) => form)
      .join(' '),
  };
}
