import calendar from './ru/calendar.json';
import candidates from './ru/candidates.json';
import claims from './ru/claims.json';
import commissions from './ru/commissions.json';
import desk from './ru/desk.json';
import fields from './ru/fields.json';
import issues from './ru/issues.json';
import mission from './ru/mission.json';
import missions from './ru/missions.json';
import overview from './ru/overview.json';
import places from './ru/places.json';
import problems from './ru/problems.json';
import protocols from './ru/protocols.json';
import receipts from './ru/receipts.json';
import sources from './ru/sources.json';
import ui from './ru/ui.json';

/** What pages that everybody may read say in Russian, area by area. */
export const publicRu = {
  calendar,
  candidates,
  claims,
  commissions,
  desk,
  fields,
  issues,
  mission,
  missions,
  overview,
  places,
  problems,
  protocols,
  receipts,
  sources,
  ui,
};
