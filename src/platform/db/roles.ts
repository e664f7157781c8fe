import type { Sql } from 'postgres';
import { Refusal } from './refusal.ts';

/** The role that the program works under: it owns nothing, and may do what the migrations grant. */
export const APP_ROLE = 'scrutineer_app';

/** The role that owns every table. Neither role can log in. */
export const OWNER_ROLE = 'scrutineer_owner';

/**
 * The login of the program on the embedded server, whose first login may do anything: this one may take on the role of
 * the program and nothing else.
 */
export const APP_LOGIN = 'scrutineer_login';

/** Makes the login of the program where it is missing; `password` null: the folder of the socket is guard enough. */
export async function ensureLogin(sql: Sql, password: string | null): Promise<void> {
  const secret = password === null ? 'null' : `'${password.replaceAll("'", "''")}'`;
  await sql.unsafe(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${APP_LOGIN}') then
        create role ${APP_LOGIN} login noinherit password ${secret};
        grant ${APP_ROLE} to ${APP_LOGIN};
      end if;
    end $$`);
}

/** Makes both roles where they are missing, and lets the present login take them on. Running it again changes nothing. */
export async function ensureRoles(sql: Sql): Promise<void> {
  const [found] = await sql<{ areMine: boolean; mayCreate: boolean }[]>`
    select
      count(*) = 2 and bool_and(pg_has_role(current_user, oid, 'member')) as "areMine",
      coalesce(bool_or(rolname = ${OWNER_ROLE} and has_schema_privilege(oid, 'public', 'create')), false) as "mayCreate"
    from pg_roles where rolname in (${APP_ROLE}, ${OWNER_ROLE})`;
  if (found?.areMine !== true) await createRoles(sql);
  if (found?.mayCreate !== true) await grantPlace(sql);
}

async function grantPlace(sql: Sql): Promise<void> {
  await sql.unsafe(`
    do $$ begin
      execute format('grant create, connect on database %I to ${OWNER_ROLE}', current_database());
      execute format('grant connect on database %I to ${APP_ROLE}', current_database());
    end $$;
    revoke create on schema public from public;
    grant usage, create on schema public to ${OWNER_ROLE};
    grant usage on schema public to ${APP_ROLE};`);
}

async function createRoles(sql: Sql): Promise<void> {
  for (const role of [APP_ROLE, OWNER_ROLE]) {
    try {
      // Roles belong to the whole server: a copy of ours on another database may make them at this moment.
      await sql.unsafe(`
        do $$ begin
          if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
        exception when duplicate_object or unique_violation then null;
        end $$;
        do $$ begin
          if not pg_has_role(current_user, '${role}', 'member') then execute 'grant ${role} to ' || quote_ident(current_user); end if;
        exception when unique_violation then null;
        end $$;`);
    } catch (error) {
      throw new Refusal(
        `Prepare the database: role ${role} is missing, or not granted to this login (${(error as Error).message}). ` +
          `Let an administrator of the server run: create role ${APP_ROLE} nologin; create role ${OWNER_ROLE} nologin; ` +
          `grant ${APP_ROLE}, ${OWNER_ROLE} to the login that DATABASE_URL names;`,
      );
    }
  }
}
