import { fault } from '../../../../kernel/issue.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../../mission/missions/access.ts';
import { findStationNames } from '../../reports/access.ts';
import { settingsBody, stationsQuery, turnoutParams, turnoutQuery } from '../contract.ts';
import { countSeen, findStanding, listOfficial, listStations } from '../store/count-turnout.ts';
import { findSettings, type StoredQuestion, saveSettings } from '../store/keep-settings.ts';
import { listNumberForms, type StoredForm } from '../store/load-questions.ts';
import {
  findDoubled,
  joinPoints,
  type ShownTurnout,
  type ShownTurnoutSettings,
  type StationTurnout,
  type TurnoutQuestion,
} from '../turnout.ts';

const turnout = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/turnout',
  access: 'reader',
  params: turnoutParams,
  query: turnoutQuery,
  handle: async ({ sql, params, query: { day } }): Promise<ShownTurnout> => {
    const { id, electionId } = await getMission(sql, params.mission);
    const { isFollowed, isPending, dayBeginsAt } = await findStanding(sql, id);
    const seen = isFollowed ? await countSeen(sql, id, day) : [];
    const official = isFollowed ? await listOfficial(sql, electionId, { day, dayBeginsAt }) : [];
    return { day, isFollowed, isPending: isFollowed && isPending, points: joinPoints(seen, official) };
  },
});

const stations = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/turnout/stations',
  access: 'reader',
  params: turnoutParams,
  query: stationsQuery,
  reads: ({ params }) => ({ what: 'reports', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query }): Promise<StationTurnout[]> => {
    const { id } = await getMission(sql, params.mission);
    const found = await listStations(sql, id, query);
    const names = await findStationNames(
      sql,
      id,
      found.map(({ station }) => station),
    );
    return found.map((one) => ({ ...one, names: names[one.station] ?? null }));
  },
});

const settings = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/turnout-settings',
  access: 'reader',
  params: turnoutParams,
  handle: async ({ sql, params }): Promise<ShownTurnoutSettings> => {
    const { id } = await getMission(sql, params.mission);
    return await shownSettings(sql, id, await listNumberForms(sql, id));
  },
});

const decide = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/turnout-settings',
  access: 'editor',
  params: turnoutParams,
  body: settingsBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownTurnoutSettings> => {
    const { id, slug, electionId } = await getWorkingMission(sql, params.mission);
    const forms = await listNumberForms(sql, id);
    const questions = storedQuestions(body.questions, forms);
    const before = await findSettings(sql, id);
    const by = { id: actor.id, name: actor.name, at: now, reason: body.reason };
    await saveSettings(sql, id, { questions, base: body.base, by });
    await audit({
      action: 'turnout.decided',
      subject: { kind: 'mission-here', id: slug },
      electionId,
      reason: body.reason,
      parameters: { before: toldOf(before.questions), after: toldOf(body.questions) },
    });
    return await shownSettings(sql, id, forms);
  },
});

/** Turnout as observers saw it, and which questions mean it. */
export const turnoutEndpoints: readonly Endpoint[] = [turnout, stations, settings, decide];

async function shownSettings(sql: Db, missionId: string, forms: readonly StoredForm[]): Promise<ShownTurnoutSettings> {
  return { ...(await findSettings(sql, missionId)), forms: forms.map(({ id: _, ...form }) => form) };
}

/** @throws Problem `invalid-input` with the question that its form does not ask, or that stands twice. */
function storedQuestions(questions: readonly TurnoutQuestion[], forms: readonly StoredForm[]): StoredQuestion[] {
  const refuse = (code: string, found: string): never => {
    throw new Problem('invalid-input', {}, [{ ...fault(code, { found }), column: 'questions' }]);
  };
  const doubled = findDoubled(questions);
  if (doubled !== null) refuse('turnout-twice', doubled.form);
  return questions.map((question) => {
    const form = forms.find((one) => one.form === question.form) ?? refuse('turnout-form-unknown', question.form);
    const asked = [question.voted, ...(question.registered === null ? [] : [question.registered])];
    const unknown = asked.find((path) => !form.numbers.some((number) => number.path === path));
    if (unknown !== undefined) refuse('turnout-question-unknown', unknown);
    return { ...question, formUuid: form.id };
  });
}

/** As the history tells it: questions with their times, one after the other. */
function toldOf(questions: readonly TurnoutQuestion[]): string {
  return questions.map(({ form, voted, at }) => `${form}${voted}${at === null ? '' : ` ${at}`}`).join(', ');
}
