import { z } from 'zod';
import { PROBLEM_STATUS } from '../problem.ts';
import type { DescribedReply, KeyEndpoint } from './key-endpoint.ts';

/** Any JSON object. */
export type JsonObject = { readonly [name: string]: unknown };

const PROBLEM = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('What it is, for programs'),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  issues: z.array(z.looseObject({ code: z.string() })).optional(),
  request: z.string().optional().describe('Under which id the log of the server has the request'),
});

/** Problems that any of these endpoints may answer with. */
const COMMON = ['key-refused', 'key-scope', 'not-found', 'invalid-input', 'too-many-attempts', 'unavailable'] as const;

/** The description of `endpoints` in OpenAPI 3.1, made of their declarations alone. */
export function describeApi(endpoints: readonly KeyEndpoint[], origin: string): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const endpoint of endpoints) {
    const path = openPath(endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: describeOne(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Scrutineer',
      version: '1',
      description: 'Reports, forms and the log of one mission, for programs. Each key opens one mission.',
    },
    servers: [{ url: origin }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: jsonSchema(PROBLEM, 'output') },
    },
  };
}

function describeOne(endpoint: KeyEndpoint): JsonObject {
  const { method, path, says, scope, params, query, body, replies } = endpoint;
  const content = body === undefined ? null : { 'application/json': { schema: jsonSchema(body, 'input') } };
  return {
    operationId: operationOf(method, path),
    summary: says,
    description: `Scope: ${scope}`,
    parameters: [...parameters(params, 'path'), ...(query === undefined ? [] : parameters(query, 'query'))],
    ...(content === null ? {} : { requestBody: { required: true, content } }),
    responses: { ...problems(), ...Object.fromEntries(Object.entries(replies).map(describeReply)) },
  };
}

/** `/api/v1/missions/:mission/reports` → `/api/v1/missions/{mission}/reports`. */
function openPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function operationOf(method: string, path: string): string {
  const words = path
    .replace('/api/v1/missions/:mission/', '')
    .split(/[^a-z0-9]+/i)
    .filter((word) => word !== '');
  return [method.toLowerCase(), ...words].join('-');
}

function parameters(schema: z.ZodType, place: 'path' | 'query'): JsonObject[] {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, described]) => {
    return { name, in: place, required: place === 'path' || required.includes(name), schema: described };
  });
}

function describeReply([status, reply]: [string, DescribedReply]): [string, JsonObject] {
  const { says, schema, mediaType = 'application/json' } = reply;
  const described = schema === undefined ? { type: 'string' } : jsonSchema(schema, 'output');
  return [status, { description: says, content: { [mediaType]: { schema: described } } }];
}

function problems(): Record<string, JsonObject> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(COMMON.map((kind) => [PROBLEM_STATUS[kind], { description: kind, content }]));
}

/** OpenAPI 3.1 takes JSON Schema of 2020-12 as it is; the dialect is said once, by the version. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return described;
}
